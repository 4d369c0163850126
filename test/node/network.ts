import { createHttp, type NetworkOptions } from '../../src/node/http.ts'
import { createMcp } from '../../src/node/mcp.ts'
import type { Http, HttpRequest, Limits, Mcp, McpLimits, McpServer } from '../../src/world/world.ts'

/** The options of a run that nobody interrupts, on a machine without proxies. */
function networkOptions(different: Partial<NetworkOptions> = {}): NetworkOptions {
  return { now: () => performance.now(), interrupted: new AbortController().signal, environment: {}, ...different }
}

/** testHttp is the real Http. */
export function testHttp(different: Partial<NetworkOptions> = {}): Http {
  return createHttp(networkOptions(different))
}

/** testMcp is the real Mcp. */
export function testMcp(different: Partial<NetworkOptions> = {}): Mcp {
  return createMcp(networkOptions(different))
}

/** get is a plain GET. */
export function get(url: HttpRequest['url'], different: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, headers: [], body: undefined, ...different }
}

/** at names an MCP server over Streamable HTTP. */
export function at(url: McpServer['url'], different: Partial<McpServer> = {}): McpServer {
  return { url, transport: 'streamable-http', headers: [], ...different }
}

/** limits are small enough for a test and large enough for a slow machine. */
export const limits: Limits & McpLimits = { milliseconds: 5000, bytes: 1_000_000, pages: 10, tools: 50 }
