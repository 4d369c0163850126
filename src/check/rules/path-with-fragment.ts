import { defineRule } from '../rule.ts'

export const pathWithFragment = defineRule({
  code: 'path-with-fragment',
  on: 'tool',
  about: 'path',
  severity: 'error',
  title: 'A path holds a fragment',
  why: 'What stands behind "#" is never sent, and neither is the query that follows it.',
  check({ tool }, report) {
    const { path } = tool.request
    const start = path.indexOf('#')
    if (start < 0) return
    const fragment = path.slice(start)
    report({
      message: `"${fragment}" is never sent: it is a fragment`,
      span: tool.at.within(fragment, 'request', 'path'),
      hint: 'take it out of the path; a "#" that is meant as itself is written %23',
    })
  },
})
