import { isJsonObject } from '../../src/json/schema.ts'
import { createMcp } from '../../src/node/mcp.ts'
import type { Answer, McpServer } from '../../src/world/world.ts'

// What the conformance suite runs: it lists the tools of a server as `sync` does, and calls them as `try` does, over the same connection.

interface Call {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

const limits = { milliseconds: 20_000, bytes: 8 * 1024 * 1024, pages: 100, tools: 2000 }
const server: McpServer = { url: process.argv.at(-1) ?? '', transport: 'streamable-http', headers: [] }
const mcp = createMcp({ now: () => performance.now(), interrupted: new AbortController().signal, environment: {} })

/** The calls that a scenario wants to see, where it wants any. */
function callsFor(scenario: string, tools: readonly unknown[]): readonly Call[] {
  const { toolCalls = callsOf[scenario] ?? [] } = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as { toolCalls?: readonly Call[] }
  if (scenario !== 'json-schema-2020-12-preservation') return toolCalls
  const described = tools.find((tool) => isJsonObject(tool) && tool['name'] === 'json_schema_2020_12_tool')
  return [{ name: 'json_schema_echo', arguments: { schema: isJsonObject(described) ? described['inputSchema'] : undefined } }]
}

const callsOf: Readonly<Record<string, readonly Call[]>> = {
  tools_call: [{ name: 'add_numbers', arguments: { a: 5, b: 3 } }],
  'sse-retry': [{ name: 'test_reconnection', arguments: {} }],
  'http-standard-headers': [{ name: 'test_headers', arguments: {} }],
  'http-invalid-tool-headers': [{ name: 'valid_tool', arguments: { region: 'north' } }],
  'sep-2322-client-request-state': ['echo_state', 'no_state', 'unrelated', 'no_result_type'].map((name) => ({
    name: `test_mrtr_${name}`,
    arguments: {},
  })),
}

function valueOf<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`)
}

async function main(scenario: string): Promise<void> {
  const listed = await mcp.listTools(server, limits)
  // Some scenarios look at the connection only, and their servers have no tools.
  if (!listed.ok && listed.failure.kind === 'list-empty') return console.log(listed.failure.detail)
  const { tools, excluded } = valueOf(listed)
  for (const call of callsFor(scenario, tools)) console.log(JSON.stringify(valueOf(await mcp.callTool(server, call, limits))))
  // Nothing of this may reach the server.
  for (const { name, reason } of excluded) {
    const { ok } = await mcp.callTool(server, { name, arguments: {} }, limits)
    if (ok) throw new Error(`"${name}" was called, although ${reason}`)
  }
}

await main(process.env['MCP_CONFORMANCE_SCENARIO'] ?? '')
