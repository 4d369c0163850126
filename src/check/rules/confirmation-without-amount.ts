import { unreadFinding, unreadOf } from '../confirmation.ts'
import { defineRule } from '../rule.ts'

export const confirmationWithoutAmount = defineRule({
  code: 'confirmation-without-amount',
  on: 'offered-tool',
  about: 'confirmation',
  severity: 'error',
  title: 'A confirmation does not say how much money it is about',
  why: 'The caller says yes to a sum that was never said; a misheard amount is moved all the same.',
  check(offered, report) {
    const unread = unreadOf(offered)
    if (unread?.what !== 'amount') return
    report(unreadFinding(offered.tool, `the confirmation of tool "${offered.tool.name}" does not say how much`, unread))
  },
})
