import { mayChange } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const bodyOnGet = defineRule({
  code: 'body-on-get',
  on: 'tool',
  about: 'method',
  severity: 'error',
  title: 'A reading request has a body',
  why: 'Servers and proxies drop or refuse the body of a GET or HEAD, so the values would not arrive.',
  check({ tool }, report) {
    const { method, body, form } = tool.request
    if (mayChange(method) || (body === undefined && form === undefined)) return
    report({
      message: `a ${method} request has no body`,
      span: tool.at.key('request', form === undefined ? 'body' : 'form'),
      related: [{ span: tool.at.value('request', 'method'), label: 'the method is set here' }],
      hint: 'move the values to query, or use POST',
    })
  },
})
