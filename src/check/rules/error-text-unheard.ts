import { defineRule } from '../rule.ts'

export const errorTextUnheard = defineRule({
  code: 'error-text-unheard',
  on: 'tool',
  about: 'errors',
  severity: 'error',
  title: 'An error text is never heard',
  why: 'It stands under a status that is no error, so the agent gets the answer itself, and the case that was meant has no words.',
  check({ tool }, report) {
    for (const status of tool.response.errors.keys()) {
      if (status >= 300) continue
      report({
        message: `status ${status} is no error: its text is never heard`,
        span: tool.at.key('response', 'errors', String(status)),
        hint: status < 200 ? 'delete the line' : 'write it under the status that the API answers with when it fails, from 400 on',
      })
    }
  },
})
