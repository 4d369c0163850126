import { isRepeatable } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const retryNotRepeatable = defineRule({
  code: 'retry-not-repeatable',
  on: 'tool',
  about: 'method',
  severity: 'error',
  title: 'A request is sent again that would be carried out twice',
  why: 'An answer that gets lost does not undo what was done: the second attempt would book, charge or write once more.',
  check({ tool }, report) {
    if (tool.retry === undefined || isRepeatable(tool.request)) return
    const { method } = tool.request
    report({
      message: `a ${method} request that is sent again may be carried out twice`,
      span: tool.at.key('retry'),
      related: [{ span: tool.at.value('request', 'method'), label: 'the method is set here' }],
      hint: 'if the API takes a key that keeps it from that, name its header under idempotency_header; otherwise delete retry',
    })
  },
})
