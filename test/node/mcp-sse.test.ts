import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { Answer, ListedTools } from '../../src/world/world.ts'
import { tool } from './hostile-mcp-server.ts'
import { listen, type Loopback } from './loopback.ts'
import { at, limits, testMcp } from './network.ts'

const running: Loopback[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
})

/** What an HTTP+SSE server does: with GET it opens the stream that all answers come through, with POST it takes messages. */
interface Shop {
  readonly open?: (stream: ServerResponse, request: IncomingMessage) => void
  readonly take?: (message: Message, post: ServerResponse, stream: ServerResponse) => void
}

interface Message {
  readonly id?: number
  readonly method?: string
}

const elsewhere = 'http://bike-shop.invalid/'
const endpoint = 'event: endpoint\ndata: /messages?session=1\n\n'

async function list({ open, take }: Shop, milliseconds = 5000): Promise<Answer<ListedTools>> {
  let stream: ServerResponse | undefined
  const server = http.createServer(async (request, response) => {
    if (request.method === 'GET') {
      stream = response
      return open === undefined ? void begin(response).write(endpoint) : open(response, request)
    }
    let text = ''
    for await (const chunk of request) text += String(chunk)
    if (stream !== undefined) (take ?? answer)(JSON.parse(text), response, stream)
  })
  const loopback = await listen(server)
  running.push(loopback)
  const answered = await testMcp().listTools(at(`http://127.0.0.1:${loopback.port}/sse`, { transport: 'sse' }), { ...limits, milliseconds })
  await expect.poll(() => stream === undefined || stream.destroyed || stream.writableFinished).toBe(true)
  return answered
}

function begin(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' })
}

function answer({ id, method }: Message, post: ServerResponse, stream: ServerResponse): void {
  post.writeHead(202).end('Accepted')
  const serverInfo = { name: 'old-bike-shop', version: '0.1.0' }
  const handshake = { protocolVersion: '2024-11-05', capabilities: { tools: {} }, serverInfo }
  const result = method === 'initialize' ? handshake : { tools: [tool('book', { 'x-vendor': 1 })] }
  if (id !== undefined) stream.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, result })}\n\n`)
}

const onList = (then: NonNullable<Shop['take']>): Shop => ({
  take: (message, post, stream) => (message.method === 'tools/list' ? then(message, post, stream) : answer(message, post, stream)),
})

test('a list is read as it is, and the stream is closed', async () => {
  expect(await list({})).toMatchObject({
    ok: true,
    value: { serverName: 'old-bike-shop', protocolVersion: '2024-11-05', tools: [{ name: 'book', 'x-vendor': 1 }] },
  })
})

test('a redirect inside the origin is followed', async () => {
  const open: Shop['open'] = (stream, { url }) => {
    if (url === '/sse') stream.writeHead(301, { location: '/events' }).end()
    else begin(stream).write(endpoint)
  }
  expect(await list({ open })).toMatchObject({ ok: true })
})

test.each<[string, string, Shop]>([
  ['refuses the credentials', 'unauthorized', { open: (stream) => void stream.writeHead(401).end() }],
  ['is not there', 'status', { open: (stream) => void stream.writeHead(404).end() }],
  ['sends a page', 'protocol', { open: (stream) => void stream.writeHead(200, { 'content-type': 'text/html' }).end('<html>') }],
  ['redirects elsewhere', 'redirect', { open: (stream) => void stream.writeHead(301, { location: elsewhere }).end() }],
  ['names an endpoint elsewhere', 'protocol', { open: (stream) => void begin(stream).write(`event: endpoint\ndata: ${elsewhere}\n\n`) }],
  ['ends the stream at once', 'reset', { open: (stream) => void begin(stream).end() }],
  ['floods the stream', 'too-large', { open: (stream) => void begin(stream).write(Buffer.alloc(2_000_000, ' ')) }],
  ['breaks the stream', 'reset', onList((_message, _post, stream) => void stream.destroy())],
  ['ends the stream', 'reset', onList((_message, _post, stream) => void stream.end())],
  ['sends no JSON', 'protocol', onList((_message, _post, stream) => void stream.write('data: {"jsonrpc":\n\n'))],
  ['fails on a message', 'status', onList((_message, post) => void post.writeHead(500).end())],
  ['redirects a message elsewhere', 'redirect', onList((_message, post) => void post.writeHead(307, { location: elsewhere }).end())],
])('a server that %s gives the failure %s', async (_what, kind, shop) => {
  expect(await list(shop)).toMatchObject({ ok: false, failure: { kind } })
})

test.each<[string, Shop]>([
  ['never opens the stream', { open: () => undefined }],
  ['never names its endpoint', { open: (stream) => void begin(stream).write(': hello\n\n') }],
  ['never answers', onList((_message, post) => void post.writeHead(202).end())],
])('a server that %s is given up in time', async (_what, shop) => {
  expect(await list(shop, 200)).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
})

test('a call that is interrupted is cancelled, and the stream is closed', async () => {
  const methods: (string | undefined)[] = []
  let stream: ServerResponse | undefined
  const server = http.createServer(async (request, response) => {
    if (request.method === 'GET') return void (stream = begin(response)).write(endpoint)
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const message: Message = JSON.parse(text)
    methods.push(message.method)
    if (message.method === 'tools/call') setTimeout(() => interruption.abort(), 50)
    if (stream !== undefined && message.method !== 'tools/call') answer(message, response, stream)
    else response.writeHead(202).end()
  })
  const interruption = new AbortController()
  const loopback = await listen(server)
  running.push(loopback)
  const shop = at(`http://127.0.0.1:${loopback.port}/sse`, { transport: 'sse' })
  const called = await testMcp({ interrupted: interruption.signal }).callTool(shop, { name: 'book', arguments: {} }, limits)
  expect(called).toMatchObject({ ok: false, failure: { kind: 'interrupted' } })
  expect(methods).toEqual(['initialize', 'notifications/initialized', 'tools/call', 'notifications/cancelled'])
  await expect.poll(() => stream?.destroyed).toBe(true)
})
