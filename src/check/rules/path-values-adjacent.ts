import type { Parameter } from '../../model/parameter.ts'
import { type Part, partsOf, type Placeholder } from '../../model/template.ts'
import { parameterNamed } from '../../model/lookup.ts'
import { defineRule } from '../rule.ts'

export const pathValuesAdjacent = defineRule({
  code: 'path-values-adjacent',
  on: 'tool',
  about: 'path',
  severity: 'warning',
  title: 'Two values run together in a path',
  why: 'Nothing tells where one ends and the other begins: order 1, item 23 and order 12, item 3 would be the same address.',
  check({ tool }, report) {
    const { path } = tool.request
    if (!path.includes('}{')) return
    const parts = partsOf(path)
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1]
      if (next === undefined || !isOpen(part, tool.parameters) || !isOpen(next, tool.parameters)) continue
      const written = `${part.written}${next.written}`
      report({
        message: `"${part.written}" and "${next.written}" run together`,
        span: tool.at.within(written, 'request', 'path'),
        hint: `write "${part.written}/${next.written}" if they are two segments, or give them a pattern`,
      })
    }
  },
})

/** A value of a known form, or from the environment, has its own end. */
function isOpen(part: Part, parameters: readonly Parameter[]): part is Placeholder {
  if (part.kind === 'words' || part.kind === 'environment') return false
  const schema = (part.kind === 'parameter' ? parameterNamed({ parameters }, part.name) : undefined)?.schema ?? {}
  return schema['pattern'] === undefined && schema['enum'] === undefined && schema['const'] === undefined
}
