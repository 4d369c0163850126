import type { Call, Exchange } from '../http/service.ts'

/** A protocol server behind a route, once it is there. */
export interface ProtocolServer {
  readonly handle: (call: Call, exchange: Exchange) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Puts off loading a protocol server until somebody calls it.
 * The MCP libraries take longer to load than everything else together, and most sandboxes in tests never need them.
 */
export function lazily(load: () => Promise<ProtocolServer>): ProtocolServer {
  let server: Promise<ProtocolServer> | undefined
  return {
    async handle(call, exchange) {
      server ??= load()
      await (await server).handle(call, exchange)
    },
    async close() {
      await (await server)?.close()
    },
  }
}
