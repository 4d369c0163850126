import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import type { Store } from '../data/database.ts'
import { callCourierTool, courierTools } from './courier-tools.ts'
import { rpcProblemBody } from './door.ts'
import type { ProtocolServer } from './lazy.ts'

/** Makes the courier's server over HTTP+SSE: a GET opens a session's stream, a POST brings it a message. */
export function createCourierStream(store: Store): ProtocolServer {
  const sessions = new Map<string, { readonly transport: SSEServerTransport; readonly server: Server }>()
  return {
    async handle({ method, query, body }, { request, response }) {
      if (method === 'GET') {
        const transport = new SSEServerTransport('/courier/messages', response)
        const server = courierOf(store)
        sessions.set(transport.sessionId, { transport, server })
        response.on('close', () => sessions.delete(transport.sessionId))
        return server.connect(transport)
      }
      const session = sessions.get(query.get('sessionId') ?? '')
      if (session) return session.transport.handlePostMessage(request, response, body)
      const problem = { status: 404, code: 'session_not_found', message: 'There is no such session; open the event stream first.' }
      response.writeHead(404, { 'Content-Type': 'application/json' }).end(JSON.stringify(rpcProblemBody(problem)))
    },
    close: async () => void (await Promise.all([...sessions.values()].map(({ server }) => server.close()))),
  }
}

/** Makes the courier's server over Streamable HTTP, without sessions: each request gets a server of its own. */
export function createCourierServer(store: Store): ProtocolServer {
  return {
    async handle({ body }, { request, response }) {
      const transport = new StreamableHTTPServerTransport({})
      const server = courierOf(store)
      response.on('close', () => void server.close())
      await server.connect(transport)
      await transport.handleRequest(request, response, body)
    },
    close: async () => {},
  }
}

function courierOf(store: Store): Server {
  const server = new Server({ name: 'sandbox-courier', title: 'Sandbox courier', version: '3.2.0' }, { capabilities: { tools: {} } })
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: courierTools }))
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => callCourierTool(store, params.name, params.arguments ?? {}))
  return server
}
