import type { Finding } from '../../diagnostic/diagnostic.ts'
import { printableLine } from '../../text/printable.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'

// What a header can carry: RFC 9110, section 5.5, and Latin-1, which every server reads.
const wrong = /[^\t\x20-\x7e\x80-\xff]/u

export const headerValueRefused = defineRule({
  code: 'header-value-refused',
  on: 'integration',
  about: ['credentials', 'headers'],
  severity: 'error',
  title: 'A header holds what no header can carry',
  why: 'A line break would smuggle in another header, and other characters arrive garbled; a request with either is never sent.',
  check(integration, report) {
    const { credentials, at } = integration
    if (credentials.type === 'headers') {
      // White space around a credential is told as that.
      for (const [name, text] of credentials.headers)
        if (wrong.test(text.trim())) tell(name, text.trim(), at, ['credentials', 'headers', name], report)
    }
    if (integration.type !== 'http') return
    for (const [name, text] of integration.headers) if (wrong.test(text)) tell(name, text, at, ['headers', name], report)
    for (const tool of integration.tools) {
      for (const [name, text] of tool.request.headers) if (wrong.test(text)) tell(name, text, tool.at, ['request', 'headers', name], report)
    }
  },
})

function tell(name: string, text: string, at: Cursor, steps: readonly Step[], report: (finding: Finding) => void): void {
  const character = wrong.exec(text)?.[0] ?? ''
  const isBreak = character === '\n' || character === '\r'
  report({
    message: `the value of header "${name}" holds ${isBreak ? 'a line break' : `"${printableLine(character)}"`}, which no header can carry`,
    // A block text cannot be marked by its line break.
    span: isBreak ? at.value(...steps) : at.within(character, ...steps),
    hint: isBreak ? 'write the value on one line, without |, > or \\n' : 'write it with plain letters, or send it in the query or the body',
  })
}
