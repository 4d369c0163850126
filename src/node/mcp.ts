import { shorten } from '../text/printable.ts'
import type { CalledTool, ListedTools, Mcp, McpLimits, McpServer } from '../world/world.ts'
import { Trouble } from './http-failure.ts'
import type { NetworkOptions } from './http.ts'
import { converse, type Talk } from './mcp-conversation.ts'
import { listPages, type RawTool } from './mcp-list.ts'
import { isObject } from './mcp-object.ts'
import { parameterHeaders, scanHeaders } from './mcp-parameter-headers.ts'

/** createMcp makes the Mcp that speaks over the real network. Whatever happens there becomes a value: it never throws and never hangs. */
export function createMcp(options: NetworkOptions): Mcp {
  return {
    listTools: (server, limits) => converse({ options, server, limits }, (talk) => listTools(talk, server, limits)),
    callTool: (server, call, limits) => converse({ options, server, limits }, (talk) => callTool(talk, call, { server, limits, now: options.now })),
  }
}

async function listTools(talk: Talk, server: McpServer, limits: McpLimits): Promise<ListedTools> {
  const { client } = talk
  if (client.getServerCapabilities()?.tools === undefined) throw empty('the server says that it has no tools')
  const listed: RawTool[] = []
  for await (const page of listPages(talk, limits)) listed.push(...page)
  const { tools, excluded } = usesHeaders(talk, server) ? withoutUnusable(listed) : { tools: listed, excluded: [] }
  if (tools.length === 0) throw empty(excluded.length === 0 ? 'the server lists no tools' : `none of the tools may be used: ${excluded[0]?.reason}`)
  return {
    serverName: client.getServerVersion()?.name ?? '',
    serverVersion: client.getServerVersion()?.version ?? '',
    protocolVersion: client.getNegotiatedProtocolVersion() ?? '',
    instructions: client.getInstructions(),
    tools,
    excluded,
  }
}

type Call = Parameters<Mcp['callTool']>[1]

interface CallOptions {
  readonly server: McpServer
  readonly limits: McpLimits
  readonly now: () => number
}

async function callTool(talk: Talk, call: Call, { server, limits, now }: CallOptions): Promise<CalledTool> {
  const headers = usesHeaders(talk, server) ? await headersFor(talk, call, limits) : {}
  const start = now()
  const result = await talk.request('tools/call', { name: call.name, arguments: call.arguments }, headers)
  return { isError: isObject(result) && result.isError === true, result, milliseconds: now() - start }
}

// Only 2026-07-28 over HTTP knows `x-mcp-header`. The list itself comes raw: the library leaves such tools out of `listTools()` alone.
function usesHeaders({ client }: Talk, { transport }: McpServer): boolean {
  return transport === 'streamable-http' && client.getProtocolEra() === 'modern'
}

function withoutUnusable(listed: readonly RawTool[]): Pick<ListedTools, 'tools' | 'excluded'> {
  const tools: RawTool[] = []
  const excluded: { name: string; reason: string }[] = []
  for (const tool of listed) {
    const scan = scanHeaders(tool.inputSchema)
    if (scan.ok) tools.push(tool)
    else excluded.push({ name: tool.name, reason: scan.reason })
  }
  return { tools, excluded }
}

// The server checks the headers against its schema, so the schema is asked for first, as far as the tool.
async function headersFor(talk: Talk, { name, arguments: values }: Call, limits: McpLimits): Promise<Record<string, string>> {
  for await (const page of listPages(talk, limits)) {
    const tool = page.find((each) => each.name === name)
    if (tool === undefined) continue
    const scan = scanHeaders(tool.inputSchema)
    if (scan.ok) return parameterHeaders(scan.parameters, values)
    throw new Trouble({ kind: 'protocol', detail: `the tool ${JSON.stringify(shorten(name, 100))} may not be called: ${scan.reason}` })
  }
  return {}
}

function empty(detail: string): Trouble {
  return new Trouble({ kind: 'list-empty', detail })
}
