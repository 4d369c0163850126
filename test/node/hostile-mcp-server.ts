import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { constants, createGzip, gzipSync } from 'node:zlib'
import { listen } from './loopback.ts'

/** HostileServer is an MCP server over Streamable HTTP that misbehaves in one way. */
export interface HostileServer {
  readonly url: string
  /** What it was sent, in order: the HTTP method, the protocol method, the headers, the body. */
  readonly requests: readonly SeenRequest[]
  /** The sessions that were opened and not ended. */
  readonly sessions: ReadonlySet<string>
  /** The protocol methods whose answers the client did not wait for. */
  readonly abandoned: readonly (string | undefined)[]
  readonly stop: () => Promise<void>
}

/** SeenRequest is one request as it reached the server. */
interface SeenRequest {
  readonly http: string
  readonly method: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Message
}

/** Scenario is the name of one way to misbehave. */
export type Scenario = keyof typeof scenarios

interface Message {
  readonly id?: number | string
  readonly method?: string
  readonly params?: {
    readonly cursor?: string
    readonly name?: string
    readonly arguments?: Record<string, unknown>
    readonly _meta?: { readonly progressToken?: number }
  }
  readonly error?: { readonly code: number }
}

interface Behaviour {
  /** `modern` speaks 2026-07-28 only, without sessions; otherwise 2025-11-25 with sessions. */
  readonly modern?: true
  /** What it speaks instead. */
  readonly revisions?: readonly string[]
  /** The result of tools/list; the default lists one good tool. */
  readonly list?: (cursor: string | undefined) => unknown
  readonly call?: (message: Message) => unknown
  /** Parts of the answer to the handshake that differ. */
  readonly handshake?: Record<string, unknown>
  /** Answers instead of everything else; true says that it did. */
  readonly take?: (message: Message, response: ServerResponse, request: IncomingMessage) => boolean | undefined
}

/** tool is a well-formed tool. */
export function tool(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { name, description: `Does ${name}.`, inputSchema: { type: 'object', properties: {} }, ...more }
}

/** redirectTarget is where the scenario `redirect-elsewhere` points; a test sets it. */
export const redirectTarget = { url: 'http://127.0.0.1:9/' }

const booking = {
  type: 'object',
  properties: { shop: { type: 'string', 'x-mcp-header': 'Shop' }, bikes: { type: 'integer', 'x-mcp-header': 'Bikes' } },
}
const unusable = { type: 'object', properties: { shops: { type: 'array', items: { type: 'string', 'x-mcp-header': 'Shop' } } } }
const deepSchema = `{"type":"object","default":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
// An escape sequence, a right-to-left override and letters of the tag block.
const unseen = 'Books a bike.\u001b[2J\u202egnp\u{e0041}\u{e0042}'

/** stock is what the scenario `changing` lists; a test changes it. */
export const stock = { tools: [tool('book'), tool('cancel')] }

const vendor = { 'x-vendor': { b: 1, a: [2] } }

const question = {
  method: 'elicitation/create',
  params: { mode: 'form', message: 'Which shop?', requestedSchema: { type: 'object', properties: {} } },
}
const visit = {
  code: -32042,
  message: 'log in',
  data: { elicitations: [{ mode: 'url', url: 'https://shop.example/', message: 'Log in at the shop' }] },
}
const lacking = { code: -32021, message: 'needs more', data: { requiredCapabilities: { elicitation: {}, sampling: {} } } }
const promising = () => ({
  tools: [tool('book', { outputSchema: { type: 'object', properties: { bikes: { type: 'integer' } }, required: ['bikes'] } })],
})
const unseenContent = [
  { type: 'text', text: unseen },
  { type: 'image', mimeType: 'image/png\u001b[31m', data: 'iVBORw0KGgo=' },
  { type: 'resource_link', uri: 'file:///bikes\u001b]0;x\u0007', name: 'bikes' },
  { type: 'hologram\u202e' },
]

const scenarios = {
  ordinary: {},
  modern: { modern: true },
  'unknown-fields': { list: () => ({ tools: [tool('book', { ...vendor, execution: { taskSupport: 'optional' } })], extra: 1 }) },
  'unknown-fields-modern': { modern: true, list: () => ({ tools: [tool('book', { ...vendor, annotations: { mood: 'fine' } })] }) },
  'unseen-characters': { list: () => ({ tools: [tool('book', { description: unseen })] }) },
  'malformed-tool': { list: () => ({ tools: [tool('book'), { name: 'cancel', description: 'no schema' }, tool('list')] }) },
  'malformed-tool-modern': { modern: true, list: () => ({ tools: [tool('book'), { name: 'cancel' }, tool('list')] }) },
  'nameless-tool': { list: () => ({ tools: [tool('book'), { inputSchema: { type: 'object' } }] }) },
  'tool-is-text': { list: () => ({ tools: ['book'] }) },
  'schema-of-text': { list: () => ({ tools: [tool('book', { inputSchema: { type: 'string' } })] }) },
  'schema-too-deep': { take: onList(deepList) },
  'schema-too-deep-modern': { modern: true, take: onList(deepList) },
  'broken-list-modern': { modern: true, list: () => ({ tools: [tool('book', { description: 7 })] }) },
  'no-list': { list: () => ({ tool: [] }) },
  'duplicate-names': { list: (cursor?: string) => ({ tools: [tool('book')], ...(cursor === undefined && { nextCursor: 'two' }) }) },
  'empty-cursor': { list: (cursor?: string) => (cursor === undefined ? { tools: [tool('book')], nextCursor: '' } : { tools: [tool('cancel')] }) },
  'null-cursor': { list: () => ({ tools: [tool('book')], nextCursor: null }) },
  'null-cursor-modern': { modern: true, list: () => ({ tools: [tool('book')], nextCursor: null }) },
  'number-cursor': { list: () => ({ tools: [tool('book')], nextCursor: 2 }) },
  'endless-pages': { list: (cursor = '0') => ({ tools: [tool(`book-${cursor}`)], nextCursor: String(Number(cursor) + 1) }) },
  'repeated-cursor': { list: (cursor = '0') => ({ tools: [tool(`book-${cursor}`)], nextCursor: '1' }) },
  'many-tools': { list: () => ({ tools: Array.from({ length: 51 }, (_, index) => tool(`book-${index}`)) }) },
  'too-many-tools': { list: () => ({ tools: Array.from({ length: 2001 }, (_, index) => tool(`book-${index}`)) }) },
  'huge-altogether': {
    list: (cursor = '0') => ({ tools: [tool(`book-${cursor}`)], 'x-map': 'x'.repeat(5_000_000), nextCursor: String(Number(cursor) + 1) }),
  },
  'long-description': { list: () => ({ tools: [tool('book', { description: 'é'.repeat(32_769) })] }) },
  'long-description-inside': {
    list: () => ({ tools: [tool('book', { inputSchema: { type: 'object', properties: { bike: { description: 'x'.repeat(65_537) } } } })] }),
  },
  'longest-description': { list: () => ({ tools: [tool('book', { description: 'é'.repeat(32_768) })] }) },
  'long-instructions': { handshake: { instructions: 'x'.repeat(65_537) } },
  'nested-schema': { list: () => ({ tools: [tool('book', { inputSchema: nested(65) })] }) },
  'nested-schema-modern': { modern: true, list: () => ({ tools: [tool('book', { inputSchema: nested(65) })] }) },
  'nested-output': { list: () => ({ tools: [tool('book', { outputSchema: nested(65) })] }) },
  'just-nested-schema': { list: () => ({ tools: [tool('book', { inputSchema: nested(64) })] }) },
  'nested-elsewhere': { list: () => ({ tools: [tool('book', { _meta: nested(250) })] }) },
  changing: { list: () => ({ tools: stock.tools }) },
  'empty-list': { list: () => ({ tools: [] }) },
  'empty-list-modern': { modern: true, list: () => ({ tools: [] }) },
  'no-tools': { handshake: { capabilities: { prompts: {} } } },
  'modern-future': { modern: true, revisions: ['2099-01-01', '2100-01-01'] },
  'no-version': { handshake: { protocolVersion: undefined } },
  'odd-version': { handshake: { protocolVersion: 20251125 } },
  'future-version': { handshake: { protocolVersion: '2099-01-01' } },
  'old-version': { handshake: { protocolVersion: '2024-11-05' } },
  silent: { take: () => true },
  'silent-on-arrival': { take: (message) => message.method === 'initialize' },
  'session-lost': { take: onList((response) => void say(response, 404, 'text/plain', 'no such session')) },
  // The first session only.
  'session-lost-once': {
    take: ({ method }, response, { headers }) =>
      method === 'tools/list' && headers['mcp-session-id'] === 'session-1' && say(response, 404, 'text/plain', 'no such session'),
  },
  'session-lost-between': {
    list: (cursor = '0') => ({ tools: [tool(`book-${cursor}`)], nextCursor: String(Number(cursor) + 1) }),
    take: ({ method, params }, response) => method === 'tools/list' && params?.cursor === '2' && say(response, 404, 'text/plain', 'no such session'),
  },
  'failing-between': {
    list: (cursor = '0') => ({ tools: [tool(`book-${cursor}`)], nextCursor: String(Number(cursor) + 1) }),
    take: ({ method, params }, response) => method === 'tools/list' && params?.cursor === '2' && say(response, 502, 'text/html', '<html>'),
  },
  'refused-later': { take: onList((response) => void say(response, 401, 'text/plain', 'the token has expired')) },
  'input-required-list': { modern: true, list: () => ({ resultType: 'input_required', inputRequests: { shop: question } }) },
  'unknown-result-list': { modern: true, list: () => ({ resultType: 'postponed', tools: [tool('book')] }) },
  'taken-up-in-vain': {
    take: (message, response, { method, headers }) => brokenOff(message, response) || (method === 'GET' && endlessly(response, headers)),
  },
  'asks-in-list': { take: onList((response) => void askOn(response.writeHead(200, eventStream))) },
  'odd-keys': { take: onList((response, message) => void odd(response, message, '"x-map":{"__proto__":{"a":1},"constructor":2,"":3,"~/":4}')) },
  'other-id': { take: onList((response) => void answer(response, { id: 'somebody' }, { tools: [tool('book')] })) },
  'no-id': { take: onList((response) => void say(response, 200, 'application/json', '{"jsonrpc":"2.0","result":{"tools":[]}}')) },
  'json-rpc-1': {
    take: onList((response, { id }) => void say(response, 200, 'application/json', JSON.stringify({ jsonrpc: '1.0', id, result: {} }))),
  },
  'neither-result-nor-error': {
    take: onList((response, { id }) => void say(response, 200, 'application/json', JSON.stringify({ jsonrpc: '2.0', id }))),
  },
  'json-null': { take: onList((response) => void say(response, 200, 'application/json', 'null')) },
  'nothing-at-all': { take: onList((response) => void say(response, 200, 'application/json', '')) },
  accepted: { take: onList((response) => void response.writeHead(202).end()) },
  'no-content': { take: onList((response) => void response.writeHead(204).end()) },
  'no-type': { take: onList((response, { id }) => void response.writeHead(200).end(JSON.stringify({ jsonrpc: '2.0', id, result: { tools: [] } }))) },
  'plain-text': { take: onList((response) => void say(response, 200, 'text/plain', 'thirteen tools')) },
  'no-gzip': { take: onList((response) => void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('{"jsonrpc"')) },
  'huge-headers': { take: onList((response) => void response.writeHead(200, { ...json, 'x-map': 'x'.repeat(200_000) }).end()) },
  'unseen-name': { list: () => ({ tools: [tool('book\u001b[31m\u202e\u{e0041}')] }) },
  'unseen-name-malformed': { list: () => ({ tools: [{ name: 'can\u001b[2Jcel\u202e' }] }) },
  'unseen-refusal': { take: (_message, response) => say(response, 403, 'text/plain', unseen) },
  'odd-names': { list: () => ({ tools: ['__proto__', 'constructor', 'on', '1', 'null', '~', 'a: b', '# c'].map((name) => tool(name)) }) },
  'lone-surrogate': { take: onList((response, message) => void odd(response, message, '"description":"\\ud800"')) },
  'endless-number': { take: onList((response, message) => void odd(response, message, '"x-price":1e999')) },
  'silent-list': { take: (message) => message.method === 'tools/list' },
  'slow-drip': { take: onList((response) => void drip(response.writeHead(200, json), '{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}')) },
  'huge-body': { take: onList((response) => void flood(response.writeHead(200, json), 400_000_000)) },
  'huge-stream': { take: onList((response) => void flood(response.writeHead(200, eventStream), 400_000_000)) },
  'gzip-bomb': {
    take: onList((response) => void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000, ' ')))),
  },
  'huge-in-parts': { list: (cursor = '0') => ({ tools: [tool(`book-${cursor}`, { 'x-map': 'x'.repeat(300_000) })], nextCursor: `${cursor}0` }) },
  'reset-half-way': {
    take: onList((response) => {
      response.writeHead(200, json).write('{"jsonrpc":')
      setTimeout(() => response.destroy(), 20)
    }),
  },
  'redirect-same-origin': { take: (_message, response, request) => request.url === '/mcp' && redirect(response, 307, '/moved') },
  'redirect-loop': { take: (_message, response) => redirect(response, 307, '/mcp') },
  'redirect-elsewhere': { take: (_message, response) => redirect(response, 307, redirectTarget.url) },
  'redirect-losing-post': { take: (_message, response) => redirect(response, 302, '/moved') },
  'redirect-nowhere': { take: (_message, response) => redirect(response, 307, 'http://[') },
  html: { take: (_message, response) => say(response, 200, 'text/html', '<html>Log in</html>') },
  'html-later': { take: onList((response) => void say(response, 200, 'text/html', '<html>Log in</html>')) },
  'bad-json': { take: (_message, response) => say(response, 200, 'application/json', '{"jsonrpc":') },
  'bad-json-later': { take: onList((response) => void say(response, 200, 'application/json', '{"jsonrpc":')) },
  'no-json-rpc': { take: onList((response) => void say(response, 200, 'application/json', '{"tools":[]}')) },
  'bad-event': { take: onList((response) => void response.writeHead(200, eventStream).write('data: {"jsonrpc":\n\n')) },
  'stream-without-answer': { take: onList((response) => void response.writeHead(200, eventStream).end(': nothing\n\n')) },
  'answer-in-stream': { take: (message, response) => message.method === 'tools/list' && streamed(response, message) },
  'answer-in-compressed-stream': { take: onList(compressed) },
  'answer-taken-up-again': { take: (message, response, request) => takenUp(response, request) || brokenOff(message, response) },
  unauthorized: {
    take: (_message, response, { headers }) => say(response, 401, 'application/json', `{"error":"bad token ${headers.authorization}"}`),
  },
  forbidden: { take: (_message, response) => say(response, 403, 'text/plain', 'not for you') },
  failing: { take: (_message, response) => say(response, 500, 'text/plain', 'the database is down') },
  'failing-list': { take: onList((response) => void say(response, 503, 'text/html', '<html>down</html>')) },
  limited: { take: (_message, response) => say(response, 429, 'text/plain', 'slow down') },
  'not-there': { take: (_message, response) => say(response, 404, 'text/html', '<html>nothing here</html>') },
  'odd-status': { take: (_message, response) => say(response, 999, 'text/plain', 'go away') },
  'unknown-method-fails': { take: ({ method }, response) => method === 'server/discover' && say(response, 500, 'text/plain', 'what?') },
  'empty-discover': { take: (message, response) => message.method === 'server/discover' && answer(response, message, {}) },
  'error-answer': { take: onList((response, message) => void refuse(response, 200, message, { code: -32603, message: 'boom' })) },
  'header-parameters': { modern: true, list: () => ({ tools: [tool('list'), tool('book', { inputSchema: booking })] }) },
  'unusable-header-parameter': { modern: true, list: () => ({ tools: [tool('list'), tool('book', { inputSchema: unusable })] }) },
  'unusable-header-parameter-legacy': { list: () => ({ tools: [tool('list'), tool('book', { inputSchema: unusable })] }) },
  'only-unusable': { modern: true, list: () => ({ tools: [tool('book', { inputSchema: unusable })] }) },
  'input-required': { modern: true, call: () => ({ resultType: 'input_required', inputRequests: { shop: question }, requestState: 'waiting' }) },
  'input-required-empty': { modern: true, call: () => ({ resultType: 'input_required' }) },
  'unknown-result-type': { modern: true, call: () => ({ resultType: 'postponed', content: [] }) },
  'unfit-structure': { list: promising, call: () => ({ content: [], structuredContent: { bikes: 'two' } }) },
  'no-structure': { list: promising, call: () => ({ content: [{ type: 'text', text: 'Two bikes.' }] }) },
  'failed-structure': { list: promising, call: () => ({ isError: true, content: [{ type: 'text', text: 'no bikes left' }] }) },
  'picture-only': { call: () => ({ content: [{ type: 'image', mimeType: 'image/png', data: 'iVBORw0KGgo=' }] }) },
  'asks-meanwhile': { take: asking(202) },
  'asks-and-loses-session': { take: asking(404) },
  'asks-and-forbids': { take: asking(403) },
  'asks-and-fails': { take: asking(503) },
  'call-gateway': { take: onCall((response) => void say(response, 504, 'text/plain', 'upstream request timeout')) },
  'call-forbidden': { take: onCall((response) => void say(response, 403, 'text/plain', 'not yours')) },
  'asks-and-asks': { take: onCall((response) => void askOn(response.writeHead(200, eventStream))) },
  'asks-by-error': { take: onCall((response, message) => void refuse(response, 200, message, visit)) },
  'asks-by-error-modern': { modern: true, take: onCall((response, message) => void refuse(response, 400, message, lacking)) },
  'call-refused': { take: onCall((response, message) => void refuse(response, 200, message, { code: -32602, message: 'no shop \u001b[31m7' })) },
  'call-failed': { take: onCall((response, message) => void refuse(response, 200, message, { code: -32603, message: 'boom' })) },
  'tells-progress': { take: onCall((response, message) => void tellProgress(response, message)) },
  'tells-progress-modern': { modern: true, take: onCall((response, message) => void tellProgress(response, message)) },
  'silent-call': { take: (message) => message.method === 'tools/call' },
  'silent-call-modern': { modern: true, take: (message) => message.method === 'tools/call' },
  'deaf-call': {
    take: ({ method }, _response, { method: way }) => method === 'tools/call' || method === 'notifications/cancelled' || way === 'DELETE',
  },
  'huge-result': { take: onCall((response) => void flood(response.writeHead(200, json), 100_000_000)) },
  'deep-result': { take: onCall(deepResult) },
  'unseen-result': { call: () => ({ content: unseenContent, structuredContent: { note: unseen } }) },
  'found-early': { list: (cursor = '0') => ({ tools: [tool(cursor === '1' ? 'book' : `book-${cursor}`)], nextCursor: String(Number(cursor) + 1) }) },
  'slow-pages': {
    take: onList((response, message) => {
      const next = String(Number(message.params?.cursor ?? 0) + 1)
      setTimeout(() => answer(response, message, { tools: [tool(`book-${next}`)], nextCursor: next }), 100)
    }),
  },
  'slow-list': { list: () => ({ tools: [tool('book')] }), take: onList((response, message) => void later(response, message)) },
  'tool-error': { call: () => ({ isError: true, content: [{ type: 'text', text: 'no bikes left' }], 'x-vendor': 1 }) },
} satisfies Record<string, Behaviour>

/** startHostile starts an MCP server that misbehaves as a scenario says. */
export async function startHostile(scenario: Scenario): Promise<HostileServer> {
  const behaviour: Behaviour = scenarios[scenario]
  const requests: SeenRequest[] = []
  const sessions = new Set<string>()
  const abandoned: (string | undefined)[] = []
  const server = http.createServer(async (request, response) => {
    const text = await textOf(request)
    const body: Message = text === '' ? {} : JSON.parse(text)
    response.once('close', () => response.writableEnded || abandoned.push(body.method))
    requests.push({ http: request.method ?? '', method: body.method, headers: request.headers, body })
    if (request.method === 'DELETE') return endSession(request, response, sessions)
    if (behaviour.take?.(body, response, request) === true) return
    if (behaviour.modern === true) return speakModern(behaviour, body, response)
    speakLegacy(behaviour, body, { request, response, requests, sessions })
  })
  const { port, stop } = await listen(server)
  return { url: `http://127.0.0.1:${port}/mcp`, requests, sessions, abandoned, stop }
}

const json = { 'content-type': 'application/json' }
const eventStream = { 'content-type': 'text/event-stream' }

function speakModern({ list, call, revisions: supported = ['2026-07-28'] }: Behaviour, message: Message, response: ServerResponse): void {
  const cacheable = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
  const discovered = { ...cacheable, supportedVersions: supported, capabilities: { tools: {} } }
  if (message.method === 'server/discover') return void answer(response, message, discovered)
  if (message.method === 'tools/list') return void answer(response, message, { ...cacheable, ...listed(list, message) })
  if (message.method === 'tools/call') return void answer(response, message, call?.(message) ?? { resultType: 'complete', content: [] })
  refuse(response, 400, message, { code: -32022, message: 'modern only', data: { supported } })
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requests: readonly SeenRequest[]
  readonly sessions: Set<string>
}

function speakLegacy({ list, call, handshake }: Behaviour, message: Message, { request, response, requests, sessions }: Exchange): void {
  if (message.method === 'initialize') {
    const session = `session-${requests.filter(({ method }) => method === 'initialize').length}`
    sessions.add(session)
    response.setHeader('mcp-session-id', session)
    const named = { serverInfo: { name: 'bike-shop', version: '1.2.3' }, instructions: 'Be kind.' }
    return void answer(response, message, { protocolVersion: '2025-11-25', capabilities: { tools: {} }, ...named, ...handshake })
  }
  if (!sessions.has(String(request.headers['mcp-session-id']))) return void say(response, 400, 'text/plain', 'no session')
  // A notification, or the answer to a question.
  if (message.id === undefined || message.method === undefined) return void response.writeHead(202).end()
  if (message.method === 'tools/list') return void answer(response, message, listed(list, message))
  if (message.method === 'tools/call') return void answer(response, message, call?.(message) ?? { content: [] })
  say(response, 404, 'text/plain', 'no such method')
}

function listed(list: Behaviour['list'], message: Message): object {
  return Object(list === undefined ? { tools: [tool('book')] } : list(message.params?.cursor))
}

function endSession(request: IncomingMessage, response: ServerResponse, sessions: Set<string>): void {
  sessions.delete(String(request.headers['mcp-session-id']))
  response.writeHead(200).end()
}

function onCall(then: (response: ServerResponse, message: Message) => void): NonNullable<Behaviour['take']> {
  return (message, response) => {
    if (message.method === 'tools/call') then(response, message)
    return message.method === 'tools/call'
  }
}

// Asks for a person's answer in the stream of the call, takes the refusal with a status, and gives the result.
function asking(status: number): NonNullable<Behaviour['take']> {
  let asked: { readonly stream: ServerResponse; readonly call: Message } | undefined
  return (message, response) => {
    if (message.method === 'tools/call') {
      asked = { stream: response.writeHead(200, eventStream), call: message }
      send(response, { jsonrpc: '2.0', id: 'question', ...question })
      return true
    }
    if (message.id !== 'question' || asked === undefined) return false
    response.writeHead(status).end()
    const text = `went on without it (${message.error?.code})`
    send(asked.stream, { jsonrpc: '2.0', id: asked.call.id, result: { content: [{ type: 'text', text }] } })
    asked.stream.end()
    return true
  }
}

function send(stream: ServerResponse, message: object): void {
  stream.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`)
}

async function askOn(stream: ServerResponse): Promise<void> {
  for (let id = 0; id < 20_000 && !stream.destroyed; id += 1) {
    send(stream, { jsonrpc: '2.0', id: `question-${id}`, method: id % 2 === 0 ? 'ping' : question.method, params: {} })
    if (id % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

// More often than anybody reads, and not always in the form that the protocol wants.
async function tellProgress(response: ServerResponse, { id, params }: Message): Promise<void> {
  const token = params?._meta?.progressToken
  const stream = response.writeHead(200, eventStream)
  const note = (more: object): void => send(stream, { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: token, ...more } })
  note({ progress: 1, total: 3, message: `looks\u001b[2J\nfor opensesame ${'x'.repeat(500)}` })
  for (let progress = 0; progress < 2000; progress += 1) note({ progress: progress / 1000, total: 3 })
  note({ progress: 'most' })
  note({ progressToken: 'somebody', progress: 2 })
  await new Promise((resolve) => setTimeout(resolve, 600))
  note({ progress: 2.5, total: 3 })
  // The client's library drops what comes together with the result.
  await new Promise((resolve) => setTimeout(resolve, 50))
  send(stream, { jsonrpc: '2.0', id, result: { resultType: 'complete', content: [{ type: 'text', text: 'booked' }] } })
  stream.end()
}

// A schema of so many levels, itself the first.
function nested(levels: number): object {
  let value: object = {}
  for (let level = 2; level < levels; level += 1) value = { not: value }
  return { type: 'object', not: value }
}

// Ends each stream before the answer, and wants to be asked again.
function endlessly(response: ServerResponse, headers: IncomingMessage['headers']): true {
  response.writeHead(200, eventStream).end(`retry: 10\nid: ${headers['last-event-id']}1\ndata: \n\n`)
  return true
}

// What JSON.stringify would not write.
function odd(response: ServerResponse, { id }: Message, part: string): void {
  const list = `{"tools":[{"name":"book","inputSchema":{"type":"object"},${part}}]}`
  say(response, 200, 'application/json', `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${list}}`)
}

function deepResult(response: ServerResponse, { id }: Message): void {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  say(response, 200, 'application/json', `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[],"structuredContent":{"deep":${deep}}}}`)
}

async function later(response: ServerResponse, message: Message): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400))
  answer(response, message, { tools: [tool('book')] })
}

function onList(then: (response: ServerResponse, message: Message) => void): NonNullable<Behaviour['take']> {
  return (message, response) => {
    if (message.method === 'tools/list') then(response, message)
    return message.method === 'tools/list'
  }
}

// Written by hand: JSON.stringify itself gives up at such a depth.
function deepList(response: ServerResponse, { id }: Message): void {
  const list = `{"resultType":"complete","ttlMs":0,"cacheScope":"private","tools":[{"name":"book","inputSchema":${deepSchema}}]}`
  say(response, 200, 'application/json', `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${list}}`)
}

function say(response: ServerResponse, status: number, type: string, text: string): true {
  response.writeHead(status, { 'content-type': type }).end(text)
  return true
}

function answer(response: ServerResponse, { id }: Pick<Message, 'id'>, result: unknown): true {
  return say(response, 200, 'application/json', JSON.stringify({ jsonrpc: '2.0', id, result }))
}

function refuse(response: ServerResponse, status: number, { id }: Message, error: unknown): true {
  return say(response, status, 'application/json', JSON.stringify({ jsonrpc: '2.0', id, error }))
}

function streamed(response: ServerResponse, { id }: Message): true {
  const note = { jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'looking' } }
  const result = { jsonrpc: '2.0', id, result: { tools: [tool('book')] } }
  response.writeHead(200, eventStream).end([note, result].map((message) => `event: message\ndata: ${JSON.stringify(message)}\n\n`).join(''))
  return true
}

// The stream stays open: the answer must be seen as soon as it is there.
function compressed(response: ServerResponse, { id }: Message): void {
  const stream = createGzip({ flush: constants.Z_SYNC_FLUSH })
  stream.pipe(response.writeHead(200, { ...eventStream, 'content-encoding': 'gzip' }))
  stream.write(`data: ${JSON.stringify({ jsonrpc: '2.0', id, result: { tools: [tool('book')] } })}\n\n`)
}

// Ends the stream before the answer, with an event id to take it up again from.
function brokenOff({ method, id }: Message, response: ServerResponse): boolean {
  if (method !== 'tools/list') return false
  response.writeHead(200, eventStream).end(`retry: 10\nid: ${id}\ndata: \n\n`)
  return true
}

function takenUp(response: ServerResponse, { method, headers }: IncomingMessage): boolean {
  return method === 'GET' && streamed(response, { id: Number(headers['last-event-id']) })
}

function redirect(response: ServerResponse, status: number, location: string): true {
  response.writeHead(status, { location }).end()
  return true
}

async function drip(response: ServerResponse, text: string): Promise<void> {
  for (const character of text) {
    if (response.destroyed) return
    response.write(character)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function flood(response: ServerResponse, bytes: number): Promise<void> {
  const block = Buffer.alloc(65_536, ' ')
  for (let sent = 0; sent < bytes && !response.destroyed; sent += block.byteLength) {
    if (!response.write(block)) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  response.end()
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
