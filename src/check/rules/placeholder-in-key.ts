import type { Step } from '../../yaml/cursor.ts'
import { keyPlaceholders } from '../placeholder-key.ts'
import { defineRule } from '../rule.ts'

export const placeholderInKey = defineRule({
  code: 'placeholder-in-key',
  on: 'tool',
  about: 'values',
  severity: 'error',
  title: 'A placeholder stands in a key',
  why: 'Only values are filled: the server would get a field whose name has the braces in it.',
  check({ tool }, report) {
    for (const { written, steps } of keyPlaceholders(tool.request)) {
      const path: readonly Step[] = ['request', ...steps]
      report({
        message: `"${written}" stands in a key, where nothing is filled`,
        span: tool.at.key(...path),
        hint: 'write the name of the field out; one tool for each field, where several may be meant',
      })
    }
  },
})
