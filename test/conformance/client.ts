import { isJsonObject } from '../../src/json/schema.ts'
import { createMcp } from '../../src/node/mcp.ts'
import { createLogins } from '../../src/node/oauth.ts'
import { Secret } from '../../src/world/secret.ts'
import type { Answer, McpServer } from '../../src/world/world.ts'

// What the conformance suite runs: it logs in as `login` does, lists the tools of a server as `sync` does, and calls them as `try` does, over the same
// connection. The person at the browser is one who agrees to everything.

interface Call {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

interface Client {
  readonly client_id?: string
  readonly client_secret?: string
}

const limits = { milliseconds: 50_000, bytes: 8 * 1024 * 1024, pages: 100, tools: 2000 }
const url = process.argv.at(-1) ?? ''
// Logins are kept in a folder of this run.
const environment = { HOME: process.env['CONFORMANCE_HOME'] ?? '/nonexistent' }
const options = { now: () => performance.now(), interrupted: new AbortController().signal, environment }
const mcp = createMcp(options)

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

/** The server, with a token where the scenario is about one. */
async function serverOf(scenario: string): Promise<McpServer> {
  const server: McpServer = { url, transport: 'streamable-http', headers: [] }
  if (!scenario.startsWith('auth/')) return server
  const { client_id: clientId, client_secret: secret } = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as Client
  const clientSecret = secret === undefined ? undefined : new Secret('(the secret)', secret)
  const logins = createLogins(options)
  const at = {
    url,
    scope: undefined,
    clientId,
    clientSecret,
    tls: undefined,
    limits: { milliseconds: 50_000, bytes: 1_000_000, addresses: 'any' } as const,
  }
  const onAddress = (address: string): void => void fetch(address).catch(() => undefined)
  valueOf(await logins.login(at, { onAddress, opens: false, milliseconds: 50_000 }))
  const token = valueOf(await logins.token(at)) ?? ''
  return { ...server, headers: [['Authorization', new Secret('(the token)', `Bearer ${token}`)]] }
}

function valueOf<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`)
}

async function main(scenario: string): Promise<void> {
  let server = await serverOf(scenario)
  let listed = await mcp.listTools(server, limits)
  // Told that the login is no good any more, a person logs in again, once.
  if (!listed.ok && listed.failure.kind === 'unauthorized') {
    server = await serverOf(scenario)
    listed = await mcp.listTools(server, limits)
  }
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
