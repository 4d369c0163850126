import { defineRule } from '../rule.ts'

export const bodyNull = defineRule({
  code: 'body-null',
  on: 'tool',
  about: 'values',
  severity: 'error',
  title: 'A body is empty',
  why: 'A key with nothing behind it is null in YAML, so the server would get the word null as its body.',
  check({ tool }, report) {
    if (tool.request.body !== null) return
    report({
      message: `the body of tool "${tool.name}" is empty: "null" would be sent`,
      span: tool.at.key('request', 'body'),
      hint: 'delete the key, indent the fields below it, or write {} for a body without fields',
    })
  },
})
