import type { Span } from '../../diagnostic/diagnostic.ts'
import type { HttpIntegration } from '../../model/integration.ts'
import type { HttpTool } from '../../model/tool.ts'
import { sendsHeader } from '../credentials.ts'
import { defineRule } from '../rule.ts'

export const idempotencyHeaderRepeated = defineRule({
  code: 'idempotency-header-repeated',
  on: 'tool',
  about: 'method',
  severity: 'error',
  title: 'The header of the idempotency key is set by hand too',
  why: 'One of the two would never be sent; and a key that is the same for every call lets the API carry out the first one only.',
  check({ tool, integration }, report) {
    const { idempotencyHeader: wanted } = tool.request
    if (wanted === undefined) return
    const other = otherPlace(wanted, tool, integration)
    if (other === undefined) return
    report({
      message: `"${wanted}" gets a new key for each call, and is set by hand as well`,
      span: tool.at.value('request', 'idempotency_header'),
      related: [{ span: other, label: 'it is set here' }],
      hint: 'delete the other one; or delete idempotency_header, if the header is no idempotency key',
    })
  },
})

function otherPlace(wanted: string, tool: HttpTool, { headers, credentials, at }: HttpIntegration): Span | undefined {
  const nameIn = (list: HttpIntegration['headers']): string | undefined => list.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[0]
  const own = nameIn(tool.request.headers)
  if (own !== undefined) return tool.at.key('request', 'headers', own)
  const shared = nameIn(headers)
  if (shared !== undefined) return at.key('headers', shared)
  return sendsHeader(credentials, wanted) ? at.key('credentials') : undefined
}
