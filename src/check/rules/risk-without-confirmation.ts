import { confirmationHint } from '../confirmation.ts'
import { effectOf } from '../effect.ts'
import { promiseBroken } from '../tool-verb.ts'
import { defineRule } from '../rule.ts'

export const riskWithoutConfirmation = defineRule({
  code: 'risk-without-confirmation',
  on: 'offered-tool',
  about: 'confirmation',
  severity: 'error',
  title: 'A tool moves money or takes something away, and asks nobody first',
  why: 'One misunderstood sentence is enough, and neither money nor what was deleted comes back by itself.',
  check(offered, report) {
    const { tool } = offered
    if (tool.confirmation !== undefined || tool.type === 'mcp') return
    const effect = effectOf(tool)
    if (effect !== 'pays' && effect !== 'takes away') return
    // Which of the two is wrong, the name or the method, is told first.
    if (promiseBroken(tool.name, tool.http.request.method) !== undefined) return
    report({
      message: `tool "${tool.name}" ${effect === 'pays' ? 'moves money' : 'cancels or deletes something'} without asking the caller`,
      span: tool.http.at.key(),
      hint: confirmationHint(offered),
    })
  },
})
