import { speechSpan } from '../offered.ts'
import { defineRule } from '../rule.ts'
import { bearable, longestWait } from '../waiting.ts'

export const timeoutTooLong = defineRule({
  code: 'timeout-too-long',
  on: 'offered-tool',
  about: 'wait',
  severity: 'warning',
  title: 'A tool waits longer than a caller does',
  why: 'Callers hang up before the answer is there, and what the request changed has happened all the same.',
  check(offered, report) {
    const { tool } = offered
    const seconds = longestWait(tool)
    if (seconds <= bearable.sound) return
    report({
      message: `tool "${tool.name}" may keep the caller waiting for ${seconds} s; ${bearable.sound} s are as much as callers bear`,
      span: speechSpan(offered, 'timeout_seconds'),
      hint: `lower timeout_seconds to ${bearable.sound} or less; let an API that needs longer take the request at once and finish it later`,
    })
  },
})
