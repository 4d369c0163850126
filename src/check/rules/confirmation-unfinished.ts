import { shorten } from '../../text/printable.ts'
import { isNoQuestion } from '../confirmation.ts'
import { defineRule } from '../rule.ts'

export const confirmationUnfinished = defineRule({
  code: 'confirmation-unfinished',
  on: 'offered-tool',
  about: 'confirmation',
  severity: 'error',
  title: 'A confirmation asks nothing',
  why: 'It is no switch: the text is read to the caller as it stands, and a yes to "true" agrees to nothing.',
  check({ tool }, report) {
    const { confirmation } = tool
    if (confirmation === undefined || !isNoQuestion(confirmation)) return
    const at = tool.type === 'http' ? tool.http.at : tool.rule?.at
    report({
      message: `the confirmation of tool "${tool.name}" is "${shorten(confirmation.trim(), 60)}", which asks the caller nothing`,
      span: at?.value('confirmation'),
      hint: 'write the question as the caller is to hear it, with the values that were understood',
    })
  },
})
