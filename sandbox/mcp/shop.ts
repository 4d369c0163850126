import type { IncomingHttpHeaders } from 'node:http'
import type { Store } from '../data/database.ts'
import { secrets } from '../environment.ts'
import { bearerChallenge, bearerToken } from '../http/credentials.ts'
import type { Problem, Service } from '../http/service.ts'
import { foreignOrigin, rpcProblemBody } from './door.ts'
import { lazily } from './lazy.ts'

/** An MCP server of the sandbox: what stands behind its path, and the way to shut it. */
export interface McpService {
  readonly service: Service
  readonly close: () => Promise<void>
}

/** Makes the door of the web shop's MCP server: Streamable HTTP, the 2026-07-28 protocol and no older one. */
export function createShop(store: Store, log: (line: string) => void): McpService {
  const server = lazily(async () => (await import('./shop-server.ts')).createShopServer(store, log))
  const service: Service = {
    prefix: '/mcp',
    problemBody: rpcProblemBody,
    refuse: (headers) => foreignOrigin(headers) ?? wrongToken(headers),
    routes: [{ method: 'POST', path: '', accepts: 'json', stream: server.handle }],
  }
  return { service, close: server.close }
}

function wrongToken(headers: IncomingHttpHeaders): Problem | undefined {
  if (bearerToken(headers) === secrets.shopMcpToken) return undefined
  return { status: 401, code: 'unauthorized', message: 'A valid shop token is needed.', headers: bearerChallenge('shop', headers) }
}
