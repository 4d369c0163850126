import { namedHeaders } from '../named-headers.ts'
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
    for (const { name, value, nameSpan } of namedHeaders(integration)) {
      if (!reserved.test(name)) continue
      report({
        message: `header "${name}" belongs to the connection and cannot be set`,
        span: nameSpan(),
        hint: value === undefined ? 'write the name of the header that the API reads' : `delete it: ${instead(name)}`,
      })
    }
  },
})

function instead(name: string): string {
  return name.toLowerCase() === 'host' ? 'base_url says which host is called' : 'it is set when the request is sent'
}
