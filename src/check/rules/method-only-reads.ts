import { mayChange } from '../../model/tool.ts'
import { promisesChange } from '../tool-verb.ts'
import { defineRule } from '../rule.ts'

export const methodOnlyReads = defineRule({
  code: 'method-only-reads',
  on: 'tool',
  about: 'method',
  severity: 'warning',
  title: 'A tool is named after a change, but its method only reads',
  why: 'Either nothing changes though the agent says that it did; or the server changes something on a GET, which may be repeated or answered from a cache.',
  check({ tool }, report) {
    const { method } = tool.request
    if (mayChange(method) || !promisesChange(tool.name)) return
    report({
      message: `tool "${tool.name}" is named after a change, and ${method} only reads`,
      span: tool.at.value('request', 'method'),
      related: [{ span: tool.at.key(), label: 'named here' }],
      hint: 'use the method that makes the change: POST, PUT, PATCH or DELETE',
    })
  },
})
