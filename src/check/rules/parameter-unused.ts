import { closest } from '../../diagnostic/did-you-mean.ts'
import { misspeltPlaceholders } from '../misspelt-placeholder.ts'
import { oddDataOf } from '../odd-data.ts'
import { keyPlaceholders } from '../placeholder-key.ts'
import { parameterNamed, usesParameter } from '../../model/lookup.ts'
import { placeholdersOf } from '../../model/template.ts'
import { renamedIn } from '../renamed.ts'
import { defineRule } from '../rule.ts'

export const parameterUnused = defineRule({
  code: 'parameter-unused',
  on: 'tool',
  about: 'holes',
  severity: 'error',
  title: 'The request does not use a parameter',
  why: 'The agent would ask the caller for a value that goes nowhere.',
  check({ tool, integration }, report) {
    const { holes } = tool.request
    const unused = tool.parameters.filter(({ name }) => !usesParameter(tool.request, name))
    if (unused.length === 0) return
    const declared = tool.parameters.map(({ name }) => name)
    // A placeholder that is misspelt or stands where nothing is filled is one slip, told where it stands.
    const strangers = new Set(holes.flatMap(({ kind, name }) => (kind === 'parameter' && parameterNamed(tool, name) === undefined ? [name] : [])))
    const others = new Map(holes.flatMap((hole) => (hole.kind === 'parameter' ? [] : [[hole.name, hole] as const])).toReversed())
    const sharedHoles = new Set(integration.headers.flatMap(([, text]) => placeholdersOf(text).map(({ name }) => name)))
    const told = new Set<string | undefined>([
      ...renamedIn(tool).values(),
      ...[...strangers].map((name) => closest(name, declared)),
      ...misspeltPlaceholders(tool).map(({ parameter }) => parameter),
      ...keyPlaceholders(tool.request).map(({ name }) => name),
      ...oddDataOf(tool).map(({ kind, value, steps }) => (kind === 'hole' ? String(value) : kind === 'empty' ? String(steps.at(-1)) : undefined)),
    ])
    for (const { name } of unused) {
      if (told.has(name) || sharedHoles.has(name)) continue
      const other = others.get(name)
      if (other !== undefined) {
        const what = other.kind === 'variable' ? 'a variable of the call' : 'taken from the environment'
        report({
          message: `"${other.written}" is ${what}, and parameter "${name}" of tool "${tool.name}" is not used`,
          span: tool.at.within(other.written, ...other.in.steps),
          related: [{ span: tool.at.key('parameters', name), label: 'the parameter' }],
          hint: `write "{${name}}"`,
        })
        continue
      }
      report({
        message: `parameter "${name}" of tool "${tool.name}" is not used by the request`,
        span: tool.at.key('parameters', name),
        hint: `use "{${name}}" in path, query, headers or body (in quotes, or YAML reads it as a mapping), or delete the parameter`,
      })
    }
  },
})
