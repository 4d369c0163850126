import type { Span } from '../../diagnostic/diagnostic.ts'
import type { HttpTool } from '../../model/tool.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { sendsHeader } from '../credentials.ts'
import { defineRule } from '../rule.ts'

export const credentialsRepeated = defineRule({
  code: 'credentials-repeated',
  on: 'integration',
  about: ['credentials', 'headers'],
  severity: 'error',
  title: 'A request sets what credentials send',
  why: 'Credentials win over a header of the same name, so the line does nothing; in a query the server gets two values and takes either.',
  check(integration, report) {
    if (integration.type !== 'http' || integration.credentials.type === 'none') return
    const { credentials, at } = integration
    const tell = (message: string, span: Span, hint: string): void =>
      report({ message, span, related: [{ span: at.key('credentials'), label: 'credentials stand here' }], hint })
    const tellHeader = (name: string, place: Cursor, ...steps: readonly Step[]): void => {
      if (!sendsHeader(credentials, name)) return
      const message = `header "${name}" is sent by the credentials (${credentials.type}), which win over it`
      tell(message, place.key(...steps, name), 'delete it; if the API wants this value, write it under credentials')
    }
    for (const [name] of integration.headers) tellHeader(name, at, 'headers')
    const field = credentials.type === 'api_key' && credentials.in === 'query' ? credentials.name : undefined
    for (const tool of integration.tools) {
      for (const [name] of tool.request.headers) tellHeader(name, tool.at, 'request', 'headers')
      if (field === undefined || !hasQuery(tool, field)) continue
      tell(`"${field}" is sent by the credentials (api_key), so the query holds it twice`, tool.at.key('request', 'query', field), 'delete it here')
    }
  },
})

function hasQuery({ request }: HttpTool, wanted: string): boolean {
  for (const [name] of request.query) if (name === wanted) return true
  return false
}
