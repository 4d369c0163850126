import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'

export const headerDuplicate = defineRule({
  code: 'header-duplicate',
  on: 'integration',
  about: ['credentials', 'headers'],
  severity: 'error',
  title: 'A header stands twice in one list',
  why: 'Case makes no difference in the names of headers, so only one of the two values is sent.',
  check(integration, report) {
    const { credentials, at } = integration
    if (credentials.type === 'headers') checkList(credentials.headers, at, ['credentials', 'headers'], report)
    if (integration.type !== 'http') return
    checkList(integration.headers, at, ['headers'], report)
    for (const tool of integration.tools) checkList(tool.request.headers, tool.at, ['request', 'headers'], report)
  },
})

type Report = (finding: Finding) => void

function checkList(headers: readonly (readonly [name: string, value: string])[], at: Cursor, steps: readonly Step[], report: Report): void {
  if (headers.length < 2) return
  const firstByName = new Map<string, string>()
  for (const [name] of headers) {
    const first = firstByName.get(name.toLowerCase())
    if (first === undefined) {
      firstByName.set(name.toLowerCase(), name)
      continue
    }
    report({
      message: `header "${name}" is "${first}" once more`,
      span: at.key(...steps, name),
      related: [{ span: at.key(...steps, first), label: 'it stands here already' }],
      hint: 'delete one of them',
    })
  }
}
