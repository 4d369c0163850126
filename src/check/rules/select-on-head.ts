import { defineRule } from '../rule.ts'

export const selectOnHead = defineRule({
  code: 'select-on-head',
  on: 'tool',
  about: 'method',
  severity: 'error',
  title: 'A select is given an answer without a body',
  why: 'The answer to a HEAD request has no body, so the tool would fail on every call.',
  check({ tool }, report) {
    if (tool.request.method !== 'HEAD' || tool.response.select === undefined) return
    report({
      message: 'the answer to a HEAD request has no body, so select finds nothing',
      span: tool.at.key('response', 'select'),
      related: [{ span: tool.at.value('request', 'method'), label: 'the method is set here' }],
      hint: 'use GET, or delete select',
    })
  },
})
