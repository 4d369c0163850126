import { unreadFinding, unreadOf } from '../confirmation.ts'
import { defineRule } from '../rule.ts'

export const confirmationWithoutTarget = defineRule({
  code: 'confirmation-without-target',
  on: 'offered-tool',
  about: 'confirmation',
  severity: 'warning',
  title: 'A confirmation does not say what is cancelled or deleted',
  why: 'The caller says yes without hearing to what; when the number was misheard, something else is gone.',
  check(offered, report) {
    const unread = unreadOf(offered)
    if (unread?.what !== 'target') return
    report(unreadFinding(offered.tool, `the confirmation of tool "${offered.tool.name}" does not say what is taken away`, unread))
  },
})
