import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Cursor } from '../yaml/cursor.ts'
import type { Agent, Assignment } from './agent.ts'
import { decodeRule, decodeTool } from './decode-tool.ts'
import type { Credentials, HttpIntegration, Integration, McpIntegration, Program, Tls } from './integration.ts'
import type { LockedTool, Lockfile, Transport } from './lockfile.ts'
import { object, optionalText, text, textEntries, texts } from './plain.ts'
import type { HttpTool } from './tool.ts'

/** decodeIntegration turns a checked document into an integration, and like every decoder it cannot fail; an MCP integration gets its lockfile later. */
export function decodeIntegration(name: string, root: Cursor): Integration {
  const data = object(root.data)
  return data['type'] === 'mcp' ? decodeMcp(name, root, data) : decodeHttp(name, root, data)
}

function decodeHttp(name: string, root: Cursor, data: JsonObject): HttpIntegration {
  return {
    type: 'http',
    name,
    description: text(data['description']),
    baseUrl: text(data['base_url']),
    credentials: decodeCredentials(object(data['credentials'])),
    headers: textEntries(data['headers']),
    tls: decodeTls(data['tls']),
    tools: decodeTools(object(data['tools']), root),
    at: root,
  }
}

// Members are walked by their keys: pairs would be made and thrown away for everything in ten thousand files.

function decodeTools(data: JsonObject, root: Cursor): readonly HttpTool[] {
  const tools: HttpTool[] = []
  for (const name in data) tools.push(decodeTool(name, object(data[name]), root.in('tools', name)))
  return tools
}

function decodeMcp(name: string, root: Cursor, data: JsonObject): McpIntegration {
  const { include, ...rules } = object(data['tools'])
  const url = text(data['url'])
  return {
    type: 'mcp',
    name,
    description: text(data['description']),
    url,
    program: decodeProgram(data),
    transport: decodeTransport(data, url),
    credentials: decodeCredentials(object(data['credentials'])),
    tls: decodeTls(data['tls']),
    include: Array.isArray(include) ? include.map(text) : undefined,
    rules: Object.entries(rules).map(([toolName, rule]) => decodeRule(toolName, object(rule), root.in('tools', toolName))),
    lock: undefined,
    at: root,
  }
}

function decodeProgram({ command, args, env }: JsonObject): Program | undefined {
  return typeof command === 'string' ? { command, args: texts(args), env: texts(env) } : undefined
}

function decodeTransport({ command, transport: written }: JsonObject, url: string): Transport {
  if (typeof command === 'string') return 'stdio'
  if (written === 'sse' || written === 'streamable-http') return written
  // The platform's own rule: an address that ends in /mcp is Streamable HTTP, any other HTTP+SSE.
  return /\/mcp\/?$/.test(url.replace(/[?#].*$/, '')) ? 'streamable-http' : 'sse'
}

/** decodeCredentials turns checked credentials into ours; what is something else counts as none. */
export function decodeCredentials(data: JsonObject): Credentials {
  switch (data['type']) {
    case 'bearer':
      return { type: 'bearer', token: text(data['token']) }
    case 'basic':
      return { type: 'basic', username: text(data['username']), password: text(data['password']) }
    case 'api_key':
      return { type: 'api_key', in: data['in'] === 'query' ? 'query' : 'header', name: text(data['name']), value: text(data['value']) }
    case 'headers':
      return { type: 'headers', headers: textEntries(data['headers']) }
    case 'oauth2_client_credentials':
      return {
        type: 'oauth2_client_credentials',
        tokenUrl: text(data['token_url']),
        clientId: text(data['client_id']),
        clientSecret: text(data['client_secret']),
        scope: optionalText(data['scope']),
      }
    case 'oauth2':
      return {
        type: 'oauth2',
        scope: optionalText(data['scope']),
        clientId: optionalText(data['client_id']),
        clientSecret: optionalText(data['client_secret']),
      }
    default:
      return { type: 'none' }
  }
}

function decodeTls(data: unknown): Tls | undefined {
  if (!isJsonObject(data)) return undefined
  const client = data['client']
  return {
    caFile: optionalText(data['ca_file']),
    client: isJsonObject(client)
      ? { certFile: text(client['cert_file']), keyFile: text(client['key_file']), keyPassword: optionalText(client['key_password']) }
      : undefined,
  }
}

/** decodeAgent turns a checked document into an agent, without the text of its prompt. */
export function decodeAgent(name: string, root: Cursor): Omit<Agent, 'prompt'> & { readonly promptPath: string | undefined } {
  const data = object(root.data)
  const assignments = Object.entries(object(data['tools'])).flatMap(([integration, tools]): Assignment[] =>
    Array.isArray(tools) ? tools.map((tool: unknown, index) => ({ integration, tool: text(tool), at: root.in('tools', integration, index) })) : [],
  )
  return {
    name,
    description: text(data['description']),
    promptPath: optionalText(data['prompt']),
    assignments,
    variables: new Map(Object.entries(object(data['variables'])).map(([variable, value]) => [variable, String(value)])),
    at: root,
  }
}

/** decodeLockfile turns a checked document into a lockfile. */
export function decodeLockfile(root: Cursor): Lockfile {
  const data = object(root.data)
  const server = object(data['server'])
  return {
    lockfileVersion: Number(data['lockfile_version']),
    url: text(server['url']),
    program: typeof server['command'] === 'string' ? { command: server['command'], args: texts(server['args']) } : undefined,
    transport: transports[text(server['transport'])] ?? 'streamable-http',
    protocolVersion: text(server['protocol_version']),
    serverName: text(server['name']),
    serverVersion: text(server['version']),
    instructions: optionalText(server['instructions']),
    listDigest: text(data['list_digest']),
    tools: Object.entries(object(data['tools'])).map(([name, tool]) => decodeLockedTool(name, object(tool))),
  }
}

const transports: Readonly<Record<string, Transport>> = { 'streamable-http': 'streamable-http', sse: 'sse', stdio: 'stdio' }

function decodeLockedTool(name: string, data: JsonObject): LockedTool {
  return {
    name,
    definitionDigest: text(data['definition_digest']),
    contractDigest: text(data['contract_digest']),
    definition: object(data['definition']),
  }
}
