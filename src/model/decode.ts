import type { Severity } from '../diagnostic/diagnostic.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Cursor } from '../yaml/cursor.ts'
import type { Agent, Assignment } from './agent.ts'
import type { Credentials, HttpIntegration, Integration, McpIntegration, Program, Tls } from './integration.ts'
import type { LockedTool, Lockfile, Transport } from './lockfile.ts'
import type { Parameter } from './parameter.ts'
import { defaultTimeoutSeconds } from './project.ts'
import {
  type Example,
  type Expectation,
  type HttpTool,
  type McpToolRule,
  type Method,
  type Recorded,
  requestTemplate,
  type RequestTemplate,
  type Retry,
  type Speech,
} from './tool.ts'

/** Settings is what `diga.yaml` may set: where things are, relative to the project root. */
export interface Settings {
  readonly integrations: string
  readonly agents: string
  readonly bundles: string
  /** The targets that the project is bundled for. */
  readonly targets: readonly string[]
  /** The severity that a code has in this project, where it is not the code's own; ignore: not told. */
  readonly severity: ReadonlyMap<string, Severity | 'ignore'>
  /** The file itself, when there is one. */
  readonly at: Cursor | undefined
}

/** defaultSettings holds where there is no `diga.yaml`. */
export const defaultSettings: Settings = {
  integrations: 'integrations',
  agents: 'agents',
  bundles: 'bundles',
  targets: [],
  severity: new Map(),
  at: undefined,
}

const severities: Readonly<Record<string, Severity | 'ignore'>> = { error: 'error', warning: 'warning', note: 'note', ignore: 'ignore' }

/** decodeSettings reads `diga.yaml`. Like every decoder here it cannot fail: the shape was checked before. */
export function decodeSettings(root: Cursor): Settings {
  const data = object(root.data)
  return {
    integrations: folder(data['integrations'], defaultSettings.integrations),
    agents: folder(data['agents'], defaultSettings.agents),
    bundles: folder(data['bundles'], defaultSettings.bundles),
    targets: Array.isArray(data['targets']) ? data['targets'].map(text) : [],
    severity: new Map(textEntries(data['severity']).flatMap(([code, word]) => (severities[word] === undefined ? [] : [[code, severities[word]]]))),
    at: root,
  }
}

/** decodeIntegration turns a checked document into an integration; an MCP integration gets its lockfile later. */
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

function decodeCredentials(data: JsonObject): Credentials {
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

function decodeTool(name: string, data: JsonObject, at: Cursor): HttpTool {
  const response = object(data['response'])
  return {
    name,
    description: text(data['description']),
    confirmation: optionalText(data['confirmation']),
    preSpeech: decodePreSpeech(data),
    executionAudio: decodeAudio(data),
    timeoutSeconds: decodeTimeout(data),
    parameters: decodeParameters(object(data['parameters']), at),
    request: decodeRequest(object(data['request'])),
    response: { select: optionalText(response['select']), errors: decodeErrors(response['errors']) },
    retry: decodeRetry(data['retry']),
    examples: decodeExamples(data['examples'], at),
    at,
  }
}

const momentary: Retry['on'] = ['connection', 429, 502, 503, 504]

function decodeRetry(data: unknown): Retry | undefined {
  if (!isJsonObject(data)) return undefined
  const { attempts, on } = data
  return {
    attempts: Number(attempts),
    on: Array.isArray(on) ? on.map((item: unknown) => (item === 'connection' ? item : Number(item))) : momentary,
  }
}

const noErrors: ReadonlyMap<number, string> = new Map()

function decodeErrors(data: unknown): ReadonlyMap<number, string> {
  if (!isJsonObject(data)) return noErrors
  const errors = new Map<number, string>()
  for (const status in data) errors.set(Number(status), text(data[status]))
  return errors
}

function decodeRule(name: string, data: JsonObject, at: Cursor): McpToolRule {
  return { name, ...decodeSpeech(data), examples: decodeExamples(data['examples'], at), at }
}

function decodeSpeech(data: JsonObject): Speech {
  return {
    confirmation: optionalText(data['confirmation']),
    preSpeech: decodePreSpeech(data),
    executionAudio: decodeAudio(data),
    timeoutSeconds: decodeTimeout(data),
  }
}

function decodePreSpeech(data: JsonObject): Speech['preSpeech'] {
  return data['pre_speech'] === 'force' ? 'force' : 'auto'
}

function decodeAudio(data: JsonObject): Speech['executionAudio'] {
  const audio = data['execution_audio']
  return audio === 'typing' || audio === 'waiting_music' ? audio : 'none'
}

function decodeTimeout(data: JsonObject): number {
  const seconds = data['timeout_seconds']
  return typeof seconds === 'number' ? seconds : defaultTimeoutSeconds
}

function decodeParameters(data: JsonObject, tool: Cursor): readonly Parameter[] {
  const parameters: Parameter[] = []
  for (const name in data) parameters.push(decodeParameter(name, object(data[name]), tool.in('parameters', name)))
  return parameters
}

function decodeParameter(name: string, data: JsonObject, at: Cursor): Parameter {
  const written = data['required']
  // An object parameter may list the keys that it must have: that list is JSON Schema's own `required`.
  if (written === undefined) return { name, required: true, schema: data, at }
  const schema: Record<string, unknown> = {}
  for (const keyword in data) if (keyword !== 'required') schema[keyword] = data[keyword]
  if (Array.isArray(written)) schema['required'] = written
  return { name, required: written !== false, schema, at }
}

const methods: Readonly<Record<string, Method>> = { GET: 'GET', HEAD: 'HEAD', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }

function decodeRequest(data: JsonObject): RequestTemplate {
  return requestTemplate({
    method: methods[text(data['method'])] ?? 'GET',
    path: text(data['path']),
    query: decodeQuery(object(data['query'])),
    headers: textEntries(data['headers']),
    body: data['body'],
    form: isJsonObject(data['form']) ? decodeQuery(data['form']) : undefined,
    idempotencyHeader: optionalText(data['idempotency_header']),
  })
}

function decodeQuery(data: JsonObject): RequestTemplate['query'] {
  const query: [name: string, value: unknown][] = []
  for (const name in data) query.push([name, data[name]])
  return query
}

const noExamples: readonly Example[] = []

function decodeExamples(data: unknown, tool: Cursor): readonly Example[] {
  if (!Array.isArray(data)) return noExamples
  return data.map((item: unknown, index) => {
    const example = object(item)
    return {
      name: text(example['name']),
      arguments: object(example['arguments']),
      expect: decodeExpectation(object(example['expect'])),
      recorded: decodeRecorded(example['recorded']),
      at: tool.in('examples', index),
    }
  })
}

function decodeExpectation(data: JsonObject): Expectation {
  const { status, headers, within_seconds: withinSeconds } = data
  return {
    status: typeof status === 'number' ? status : undefined,
    result: 'result' in data ? { value: data['result'] } : undefined,
    headers: textEntries(headers),
    withinSeconds: typeof withinSeconds === 'number' ? withinSeconds : undefined,
  }
}

function decodeRecorded(data: unknown): Recorded | undefined {
  if (!isJsonObject(data)) return undefined
  return { status: Number(data['status']), headers: textEntries(data['headers']), body: data['body'] }
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

const noMembers: JsonObject = Object.freeze({})

function object(value: unknown): JsonObject {
  return isJsonObject(value) ? value : noMembers
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : []
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function folder(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value.replace(/\/+$/, '') : otherwise
}

const noEntries: readonly (readonly [string, string])[] = []

function textEntries(value: unknown): readonly (readonly [string, string])[] {
  if (!isJsonObject(value)) return noEntries
  const entries: (readonly [string, string])[] = []
  for (const key in value) entries.push([key, text(value[key])])
  return entries
}
