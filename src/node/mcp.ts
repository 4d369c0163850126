import { ProtocolError } from '@modelcontextprotocol/client'
import { isWithin, mostLevels } from '../json/depth.ts'
import { shorten } from '../text/printable.ts'
import { isProgram } from '../world/world.ts'
import type { Answer, CalledTool, CallLimits, ListedTools, Mcp, McpLimits, McpProgram, McpServer, ToolCall } from '../world/world.ts'
import { blocked, Trouble } from './http-failure.ts'
import type { NetworkOptions } from './http.ts'
import { converse, type Talk } from './mcp-conversation.ts'
import { failureOfCall } from './mcp-failure.ts'
import { wantedInError, wantedInResult } from './mcp-input.ts'
import { listPages, notTooLong, type RawTool } from './mcp-list.ts'
import { isObject } from './mcp-object.ts'
import { parameterHeaders, scanHeaders } from './mcp-parameter-headers.ts'

// In one file of the package: both need the library, which is large.
export { createLogins } from './oauth.ts'

/** createMcp makes the Mcp that speaks over the real network. Whatever happens there becomes a value: it never throws and never hangs. */
export function createMcp(options: NetworkOptions): Mcp {
  return {
    listTools: (server, limits) => converse({ options, server, limits }, (talk) => listTools(talk, server, limits)),
    callTool: (server, call, limits) => callTool(options, { server, call, limits }),
  }
}

async function listTools(talk: Talk, server: McpServer | McpProgram, limits: McpLimits): Promise<ListedTools> {
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
    instructions: notTooLong(client.getInstructions()),
    tools,
    excluded,
  }
}

async function callTool(network: NetworkOptions, { server, call, limits }: Calling): Promise<Answer<CalledTool>> {
  const { milliseconds, preparation = milliseconds } = limits
  let isCalled = false
  const answer = await converse({ options: network, server, limits: { ...limits, milliseconds: preparation } }, async (talk) => {
    const headers = await headersFor(talk, { server, call, limits })
    talk.begin(milliseconds)
    isCalled = true
    const start = network.now()
    const called = await resultOf(talk, call, headers)
    return { ...called, milliseconds: network.now() - start }
  })
  return answer.ok || isCalled ? answer : { ok: false, failure: { ...answer.failure, isUncalled: true } }
}

interface Calling {
  readonly server: McpServer | McpProgram
  readonly call: ToolCall
  readonly limits: CallLimits
}

async function resultOf(
  talk: Talk,
  { name, arguments: values, onProgress }: ToolCall,
  headers: Readonly<Record<string, string>>,
): Promise<Omit<CalledTool, 'milliseconds'>> {
  try {
    const result = await talk.request('tools/call', { name, arguments: values }, { headers, onProgress })
    if (!isWithin(result, mostLevels)) throw new Trouble({ kind: 'protocol', detail: `the result is nested deeper than ${mostLevels} levels` })
    const asked = talk.client.getProtocolEra() === 'modern' ? wantedInResult(result) : undefined
    const wanted = [...talk.wanted(), ...(asked ?? [])]
    return { isError: isObject(result) && result.isError === true, result, wanted, isUnfinished: asked !== undefined }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    const wanted = wantedInError(error.code, error.data)
    if (wanted !== undefined) return { isError: false, result: { error: { code: error.code, message: error.message } }, wanted, isUnfinished: true }
    throw new Trouble(failureOfCall(error, talk.quote))
  }
}

// Only 2026-07-28 over HTTP knows `x-mcp-header`. The list itself comes raw: the library leaves such tools out of `listTools()` alone.
function usesHeaders({ client }: Talk, server: McpServer | McpProgram): boolean {
  return !isProgram(server) && server.transport === 'streamable-http' && client.getProtocolEra() === 'modern'
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
async function headersFor(talk: Talk, { server, call, limits }: Calling): Promise<Record<string, string>> {
  const hasHeaders = usesHeaders(talk, server)
  if (!hasHeaders && call.admits === undefined) return {}
  const tool = await findTool(talk, call.name, limits)
  if (call.admits?.(tool) === false) throw blocked('the tool was not called')
  if (!hasHeaders || tool === undefined) return {}
  const scan = scanHeaders(tool.inputSchema)
  if (scan.ok) return parameterHeaders(scan.parameters, call.arguments)
  throw new Trouble({ kind: 'protocol', detail: `the tool ${JSON.stringify(shorten(call.name, 100))} may not be called: ${scan.reason}` })
}

async function findTool(talk: Talk, name: string, limits: McpLimits): Promise<RawTool | undefined> {
  for await (const page of listPages(talk, limits)) {
    const tool = page.find((each) => each.name === name)
    if (tool !== undefined) return tool
  }
  return undefined
}

function empty(detail: string): Trouble {
  return new Trouble({ kind: 'list-empty', detail })
}
