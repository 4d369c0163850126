import { closest } from '../../diagnostic/did-you-mean.ts'
import { misspeltPlaceholders } from '../misspelt-placeholder.ts'
import { oddDataOf } from '../odd-data.ts'
import { keyPlaceholders } from '../placeholder-key.ts'
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
    const unused = tool.parameters.filter(({ name }) => !holes.some((hole) => hole.kind === 'parameter' && hole.name === name))
    if (unused.length === 0) return
    const declared = tool.parameters.map(({ name }) => name)
    // A placeholder that is misspelt or stands where nothing is filled is one slip, told where it stands.
    const strangers = holes.filter(({ kind, name }) => kind === 'parameter' && !declared.includes(name))
    const told = new Set<string | undefined>([
      ...strangers.map(({ name }) => closest(name, declared)),
      ...misspeltPlaceholders(tool).map(({ parameter }) => parameter),
      ...keyPlaceholders(tool.request).map(({ name }) => name),
      ...oddDataOf(tool).map(({ kind, value, steps }) => (kind === 'hole' ? String(value) : kind === 'empty' ? String(steps.at(-1)) : undefined)),
    ])
    for (const { name } of unused) {
      if (told.has(name) || integration.headers.some(([, text]) => text.includes(`{${name}}`))) continue
      const other = holes.find((hole) => hole.kind !== 'parameter' && hole.name === name)
      report({
        message: `parameter "${name}" of tool "${tool.name}" is not used by the request`,
        span: tool.at.key('parameters', name),
        hint:
          other === undefined
            ? `use "{${name}}" in path, query, headers or body (in quotes, or YAML reads it as a mapping), or delete the parameter`
            : `write "{${name}}": "${other.written}" is ${other.kind === 'variable' ? 'a variable of the call' : 'taken from the environment'}`,
      })
    }
  },
})
