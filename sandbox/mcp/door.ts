import type { IncomingHttpHeaders } from 'node:http'
import type { Problem } from '../http/service.ts'

const localHosts = ['localhost', '127.0.0.1', '[::1]']

/** Words a problem that was met before the protocol as a JSON-RPC error without an id. */
export function rpcProblemBody({ code, message }: Problem): unknown {
  // -32700 is JSON-RPC's own number for text that is not JSON; -32000 carries no meaning by design.
  return { jsonrpc: '2.0', error: { code: code === 'malformed_json' ? -32700 : -32000, message }, id: null }
}

/** Refuses a request that a web page of another site sent, as the MCP specification asks of local servers. */
export function foreignOrigin({ origin }: IncomingHttpHeaders): Problem | undefined {
  if (origin === undefined) return undefined
  if (URL.canParse(origin) && localHosts.includes(new URL(origin).hostname)) return undefined
  return { status: 403, code: 'forbidden', message: 'Requests from this origin are not served.' }
}
