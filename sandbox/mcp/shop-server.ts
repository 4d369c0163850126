import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import type { Store } from '../data/database.ts'
import type { ProtocolServer } from './lazy.ts'
import { registerShopTools } from './shop-tools.ts'

/** Makes the web shop's MCP server, which holds nothing between two requests. */
export function createShopServer(store: Store, log: (line: string) => void): ProtocolServer {
  const handler = createMcpHandler(() => shopOf(store), {
    legacy: 'reject',
    onerror: (error) => log(`shop: ${error.message}`),
  })
  const handle = toNodeHandler(handler)
  return {
    // Node types an absent method as undefined, the SDK as missing; no request that arrived lacks it.
    handle: ({ body }, { request, response }) => handle(request as NodeIncomingMessageLike, response, body),
    close: () => handler.close(),
  }
}

function shopOf(store: Store): McpServer {
  const server = new McpServer(
    { name: 'sandbox-shop', title: 'Sandbox web shop', version: '1.0.0' },
    { instructions: 'Look up orders and products of the web shop. Amounts are euros. Read an order before you cancel it.' },
  )
  registerShopTools(server, store)
  return server
}
