import type { IncomingHttpHeaders } from 'node:http'
import type { Store } from '../data/database.ts'
import { secrets } from '../environment.ts'
import type { Problem, Service } from '../http/service.ts'
import { foreignOrigin, rpcProblemBody } from './door.ts'
import { lazily } from './lazy.ts'
import type { McpService } from './shop.ts'

/** Makes the door of the courier's MCP server: both old transports, and only the protocol of before 2026. */
export function createCourier(store: Store): McpService {
  const stream = lazily(async () => (await import('./courier-server.ts')).createCourierStream(store))
  const single = lazily(async () => (await import('./courier-server.ts')).createCourierServer(store))
  const service: Service = {
    prefix: '/courier',
    problemBody: rpcProblemBody,
    refuse: (headers) => foreignOrigin(headers) ?? wrongKey(headers),
    routes: [
      { method: 'GET', path: '/sse', stream: stream.handle },
      { method: 'POST', path: '/messages', accepts: 'json', stream: stream.handle },
      { method: 'POST', path: '/mcp', accepts: 'json', stream: single.handle },
    ],
  }
  return { service, close: async () => void (await Promise.all([stream.close(), single.close()])) }
}

function wrongKey(headers: IncomingHttpHeaders): Problem | undefined {
  if (headers['x-courier-key'] === secrets.courierKey) return undefined
  return { status: 401, code: 'unauthorized', message: 'Send a valid key in X-Courier-Key.' }
}
