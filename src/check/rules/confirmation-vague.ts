import { unreadFinding, unreadOf } from '../confirmation.ts'
import { defineRule } from '../rule.ts'

export const confirmationVague = defineRule({
  code: 'confirmation-vague',
  on: 'offered-tool',
  about: 'confirmation',
  severity: 'warning',
  title: 'A confirmation reads nothing back',
  why: 'A yes to "shall I do that?" does not catch a day, a number or a name that was misheard.',
  check(offered, report) {
    const unread = unreadOf(offered)
    if (unread?.what !== 'anything') return
    report(unreadFinding(offered.tool, `the confirmation of tool "${offered.tool.name}" reads nothing back`, unread))
  },
})
