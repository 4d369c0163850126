import { mayChange } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const idempotencyHeaderIdle = defineRule({
  code: 'idempotency-header-idle',
  on: 'tool',
  about: 'method',
  severity: 'warning',
  title: 'A reading request carries an idempotency key',
  why: 'A GET or HEAD changes nothing, so there is nothing to keep from happening twice; with a new key each time, no cache can answer it.',
  check({ tool }, report) {
    const { method, idempotencyHeader } = tool.request
    if (idempotencyHeader === undefined || mayChange(method)) return
    report({
      message: `a ${method} request needs no "${idempotencyHeader}": it may be repeated as it is`,
      span: tool.at.key('request', 'idempotency_header'),
      related: [{ span: tool.at.value('request', 'method'), label: 'the method is set here' }],
      hint: 'delete it',
    })
  },
})
