import { selectionIn } from '../graphql.ts'
import { defineRule } from '../rule.ts'

export const placeholderInGraphql = defineRule({
  code: 'placeholder-in-graphql',
  on: 'tool',
  about: 'holes',
  severity: 'error',
  title: 'Braces of GraphQL are taken for a placeholder',
  why: 'The fields that the request asks for are replaced by what the caller said, or nobody fills them: no server takes what is left.',
  check({ tool }, report) {
    const told = new Set<string>()
    for (const hole of tool.request.holes) {
      const selection = hole.kind === 'parameter' && !told.has(hole.written) ? selectionIn(hole) : undefined
      if (selection === undefined) continue
      told.add(hole.written)
      report({
        message: `"${hole.written}" is a placeholder here, and GraphQL asks for "${hole.name}"`,
        span: tool.at.within(selection, ...hole.in.steps),
        hint: `write a space inside of the braces: { ${hole.name} }`,
      })
    }
  },
})
