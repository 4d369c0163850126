import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { Integration } from '../../model/integration.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'

const reserved = /^(?:connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|http2-settings|content-length|expect|host)$/i

export const headerReserved = defineRule({
  code: 'header-reserved',
  on: 'integration',
  about: ['credentials', 'headers', 'method'],
  severity: 'error',
  title: 'A header belongs to the connection',
  why: 'It speaks of one connection, not of the request: set by hand it leaves servers waiting or sends the call elsewhere, so such a request is refused.',
  check(integration, report) {
    checkCredentials(integration, report)
    if (integration.type !== 'http') return
    for (const [name] of integration.headers) if (reserved.test(name)) tell(name, integration.at, ['headers', name], report)
    for (const tool of integration.tools) {
      for (const [name] of tool.request.headers) if (reserved.test(name)) tell(name, tool.at, ['request', 'headers', name], report)
      const { idempotencyHeader } = tool.request
      if (idempotencyHeader === undefined || !reserved.test(idempotencyHeader)) continue
      const span = tool.at.value('request', 'idempotency_header')
      report({ message: messageFor(idempotencyHeader), span, hint: 'write the name of the header that the API reads' })
    }
  },
})

function checkCredentials({ credentials, at }: Integration, report: (finding: Finding) => void): void {
  if (credentials.type === 'headers') {
    for (const [name] of credentials.headers) if (reserved.test(name)) tell(name, at, ['credentials', 'headers', name], report)
  } else if (credentials.type === 'api_key' && credentials.in === 'header' && reserved.test(credentials.name)) {
    report({ message: messageFor(credentials.name), span: at.value('credentials', 'name'), hint: 'write the name of the header that the API reads' })
  }
}

function tell(name: string, at: Cursor, steps: readonly Step[], report: (finding: Finding) => void): void {
  const hint = name.toLowerCase() === 'host' ? 'delete it: base_url says which host is called' : 'delete it: it is set when the request is sent'
  report({ message: messageFor(name), span: at.key(...steps), hint })
}

function messageFor(name: string): string {
  return `header "${name}" belongs to the connection and cannot be set`
}
