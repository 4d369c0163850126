import type { Method } from '../../model/tool.ts'
import { confirmationHint } from '../confirmation.ts'
import { effectOf } from '../effect.ts'
import { promiseBroken } from '../tool-verb.ts'
import { defineRule } from '../rule.ts'

export const writeWithoutConfirmation = defineRule({
  code: 'write-without-confirmation',
  on: 'offered-tool',
  about: 'confirmation',
  severity: 'warning',
  title: 'A tool changes something and asks nobody first',
  why: 'What the agent misheard is written down at once; a question that reads it back is the last chance to correct it.',
  check(offered, report) {
    const { tool } = offered
    // Tools of MCP servers are judged by what their lockfile says of them.
    if (tool.confirmation !== undefined || tool.type === 'mcp' || effectOf(tool) !== 'writes') return
    const { at, request } = tool.http
    // Which of the two is wrong, the name or the method, is told first.
    if (promiseBroken(tool.name, request.method) !== undefined) return
    report({
      message: `tool "${tool.name}" changes something without asking the caller`,
      span: at.key(),
      related: [{ span: at.value('request', 'method'), label: labelFor(request.method) }],
      hint: confirmationHint(offered),
    })
  },
})

function labelFor(method: Method): string {
  return method === 'POST' ? 'a POST counts as a change unless its name or description says that it only reads' : `a ${method} changes something`
}
