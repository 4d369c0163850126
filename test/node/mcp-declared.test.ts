import http from 'node:http'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Answer, ListedTools } from '../../src/world/world.ts'
import { startHostile } from './hostile-mcp-server.ts'
import { listen } from './loopback.ts'
import { at, limits, testMcp } from './network.ts'

// A server may list other tools to a client that can do more, so every server is told the same: that this one can do nothing. Over Streamable HTTP in the
// older revisions, and that its sessions end, see mcp-hostile.test.ts; of a program in them, mcp-stdio.test.ts.

const inEachRequest = 'io.modelcontextprotocol/clientCapabilities'

function listed(answer: Answer<ListedTools>): ListedTools {
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`)
  return answer.value
}

test('a server of the newest revision is declared nothing, in each request', async () => {
  const server = await startHostile('modern')
  try {
    listed(await testMcp().listTools(at(server.url), limits))
    expect(server.requests.map(({ method }) => method)).toEqual(['server/discover', 'tools/list'])
    expect(server.requests.map(({ body }) => Reflect.get(body.params?._meta ?? {}, inEachRequest))).toEqual([{}, {}])
  } finally {
    await server.stop()
  }
})

test('a program of the newest revision is declared nothing', async () => {
  const program = { command: process.execPath, args: [resolve('test/node/bike-shop.mjs'), 'tells-modern'], environment: [], folder: tmpdir() }
  const { tools, protocolVersion } = listed(await testMcp().listTools(program, limits))
  expect(protocolVersion).toBe('2026-07-28')
  expect(JSON.parse((tools[0] as { description: string }).description)).toMatchObject({ [inEachRequest]: {} })
})

test('a server over HTTP+SSE is declared nothing, and left', async () => {
  const declared: unknown[] = []
  let stream: http.ServerResponse | undefined
  const server = http.createServer(async (request, response) => {
    if (request.method === 'GET') {
      stream = response.writeHead(200, { 'content-type': 'text/event-stream' })
      return void stream.write('event: endpoint\ndata: /messages\n\n')
    }
    let text = ''
    for await (const chunk of request) text += String(chunk)
    response.writeHead(202).end()
    const { id, method, params } = JSON.parse(text)
    if (method === 'initialize') declared.push(params.capabilities)
    const handshake = { protocolVersion: '2024-11-05', capabilities: { tools: {} }, serverInfo: { name: 'old', version: '1' } }
    const result = method === 'initialize' ? handshake : { tools: [{ name: 'book', inputSchema: { type: 'object' } }] }
    if (id !== undefined) stream?.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, result })}\n\n`)
  })
  const loopback = await listen(server)
  try {
    listed(await testMcp().listTools(at(`http://127.0.0.1:${loopback.port}/sse`, { transport: 'sse' }), limits))
    expect(declared).toEqual([{}])
    await expect.poll(() => stream?.destroyed).toBe(true)
  } finally {
    await loopback.stop()
  }
})
