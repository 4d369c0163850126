import { type Integration, serverKey } from '../model/integration.ts'

/** Address is one place where a file says which server is spoken to. */
export interface Address {
  readonly text: string
  /** The way to it from the integration. */
  readonly steps: readonly string[]
}

/** addressesOf lists the addresses of an integration: its own, and that of the server that hands out its tokens. */
export function addressesOf(integration: Integration): readonly Address[] {
  if (integration.type === 'mcp' && integration.program !== undefined) return []
  const own = { text: integration.type === 'http' ? integration.baseUrl : integration.url, steps: [serverKey(integration)] }
  if (integration.credentials.type !== 'oauth2_client_credentials') return [own]
  return [own, { text: integration.credentials.tokenUrl, steps: ['credentials', 'token_url'] }]
}
