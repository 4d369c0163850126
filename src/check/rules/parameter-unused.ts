import { closest } from '../../diagnostic/did-you-mean.ts'
import { placeholdersOf } from '../../model/template.ts'
import { templateTexts } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const parameterUnused = defineRule({
  code: 'parameter-unused',
  on: 'tool',
  severity: 'error',
  title: 'The request does not use a parameter',
  why: 'The agent would ask the caller for a value that goes nowhere.',
  *check({ tool }) {
    const holes = templateTexts(tool.request).flatMap(({ text }) => placeholdersOf(text))
    const used = new Set(holes.filter(({ kind }) => kind === 'parameter').map(({ name }) => name))
    const declared = tool.parameters.map(({ name }) => name)
    // A misspelt placeholder is one slip, told where it stands.
    const misspelt = new Set([...used].filter((name) => !declared.includes(name)).map((name) => closest(name, declared)))
    for (const { name } of tool.parameters) {
      if (used.has(name) || misspelt.has(name)) continue
      const other = holes.find((hole) => hole.kind !== 'parameter' && hole.name === name)
      yield {
        message: `parameter "${name}" of tool "${tool.name}" is not used by the request`,
        span: tool.at.key('parameters', name),
        hint:
          other === undefined
            ? `use "{${name}}" in path, query, headers or body (in quotes, or YAML reads it as a mapping), or delete the parameter`
            : `write "{${name}}": "${other.written}" is ${other.kind === 'variable' ? 'a variable of the call' : 'taken from the environment'}`,
      }
    }
  },
})
