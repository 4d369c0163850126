import { closest } from '../../diagnostic/did-you-mean.ts'
import { defineRule } from '../rule.ts'

export const parameterUnused = defineRule({
  code: 'parameter-unused',
  on: 'tool',
  severity: 'error',
  title: 'The request does not use a parameter',
  why: 'The agent would ask the caller for a value that goes nowhere.',
  check({ tool }, report) {
    const { holes } = tool.request
    const unused = tool.parameters.filter(({ name }) => !holes.some((hole) => hole.kind === 'parameter' && hole.name === name))
    if (unused.length === 0) return
    const declared = tool.parameters.map(({ name }) => name)
    // A misspelt placeholder is one slip, told where it stands.
    const strangers = holes.filter(({ kind, name }) => kind === 'parameter' && !declared.includes(name))
    const misspelt = new Set(strangers.map(({ name }) => closest(name, declared)))
    for (const { name } of unused) {
      if (misspelt.has(name)) continue
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
