import { defineRule } from '../rule.ts'

export const formWithBody = defineRule({
  code: 'form-with-body',
  on: 'tool',
  about: 'method',
  severity: 'error',
  title: 'A request has a form and a body',
  why: 'A request has one body: the form would be sent, and what stands under body never.',
  check({ tool }, report) {
    const { body, form } = tool.request
    if (body === undefined || form === undefined) return
    report({
      message: `tool "${tool.name}" has a form and a body, and a request carries one of them`,
      span: tool.at.key('request', 'body'),
      related: [{ span: tool.at.key('request', 'form'), label: 'the form stands here' }],
      hint: 'keep form if the API takes application/x-www-form-urlencoded, body if it takes JSON',
    })
  },
})
