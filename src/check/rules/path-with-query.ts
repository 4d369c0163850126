import { defineRule } from '../rule.ts'

export const pathWithQuery = defineRule({
  code: 'path-with-query',
  on: 'tool',
  about: 'path',
  severity: 'warning',
  title: 'A path holds a query',
  why: 'Values in the path can neither be left out nor repeated, and most platforms take the question mark for a part of the path.',
  check({ tool }, report) {
    const { path } = tool.request
    const start = path.indexOf('?')
    // Behind a fragment there is no query; {?day} is told as a placeholder.
    if (start < 0 || path.charAt(start - 1) === '{' || path.lastIndexOf('#', start) >= 0) return
    const query = path.slice(start)
    report({
      message: `the path of tool "${tool.name}" ends in the query "${query}"`,
      span: tool.at.within(query, 'request', 'path'),
      hint: 'end the path before the question mark, and write the rest under query',
    })
  },
})
