import { closest } from '../../diagnostic/did-you-mean.ts'
import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'

// What a client may send of RFC 9110 and its neighbours, but for what header-reserved tells.
const names = [
  ...[
    'Accept',
    'Accept-Encoding',
    'Accept-Language',
    'Authorization',
    'Cache-Control',
    'Content-Encoding',
    'Content-Language',
    'Content-Type',
    'Cookie',
  ],
  ...['If-Match', 'If-Modified-Since', 'If-None-Match', 'If-Unmodified-Since', 'Origin', 'Prefer', 'Referer', 'User-Agent'],
]

// Common ones; what is one letter away from another common one has to stand here too.
const types = [
  ...['application/json', 'application/xml', 'application/yaml', 'application/yml', 'application/pdf', 'application/octet-stream'],
  ...['application/x-www-form-urlencoded', 'application/problem+json', 'multipart/form-data', 'text/plain', 'text/html', 'text/xml', 'text/csv'],
]

export const headerMisspelt = defineRule({
  code: 'header-misspelt',
  on: 'integration',
  about: ['credentials', 'headers', 'method'],
  severity: 'warning',
  title: 'A header, or the media type in it, is misspelt',
  why: 'APIs pass over headers that they do not know: the call goes out without its credentials, or is answered in another format.',
  check(integration, report) {
    const { credentials, at } = integration
    if (credentials.type === 'headers') for (const [name] of credentials.headers) checkName(name, at.key('credentials', 'headers', name), report)
    if (credentials.type === 'api_key' && credentials.in === 'header') checkName(credentials.name, at.value('credentials', 'name'), report)
    if (integration.type !== 'http') return
    checkList(integration.headers, at, ['headers'], report)
    for (const tool of integration.tools) {
      checkList(tool.request.headers, tool.at, ['request', 'headers'], report)
      const { idempotencyHeader } = tool.request
      if (idempotencyHeader !== undefined) checkName(idempotencyHeader, tool.at.value('request', 'idempotency_header'), report)
    }
  },
})

type Report = (finding: Finding) => void

function checkList(headers: readonly (readonly [name: string, value: string])[], at: Cursor, steps: readonly Step[], report: Report): void {
  for (const [name, value] of headers) {
    checkName(name, at.key(...steps, name), report)
    // A Content-Type is held against the body: content-type-not-json.
    if (/^accept$/i.test(name)) checkTypes(value, at.value(...steps, name), report)
  }
}

const longName = 12

/** Names of their own, which begin with X-, are often near each other. */
function checkName(name: string, span: Span, report: Report): void {
  if (/^x-/i.test(name)) return
  const meant = nearest(name, names, name.length < longName ? 1 : 2)
  if (meant !== undefined) report({ message: `header "${name}" is nearly "${meant}"`, span, hint: `did you mean "${meant}"?` })
}

function checkTypes(value: string, span: Span, report: Report): void {
  for (const part of value.split(',', 20)) {
    const type = part.replace(/;.*/s, '').trim()
    const meant = nearest(type, types, 1)
    if (meant !== undefined) report({ message: `media type "${type}" is nearly "${meant}"`, span, hint: `did you mean "${meant}"?` })
  }
}

function nearest(word: string, known: readonly string[], slips: number): string | undefined {
  const lower = word.toLowerCase()
  return known.some((each) => each.toLowerCase() === lower) ? undefined : closest(word, known, slips)
}
