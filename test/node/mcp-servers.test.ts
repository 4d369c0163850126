import http from 'node:http'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/text/canonical-json.ts'
import type { Answer } from '../../src/world/world.ts'
import { type Everything, startEverything } from './everything.ts'
import { listen, type Loopback } from './loopback.ts'
import { at, limits, testMcp } from './network.ts'

function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`)
  return answer.value
}

describe('server-everything', () => {
  let overHttp: Everything
  let overSse: Everything

  beforeAll(async () => {
    const started = await Promise.all([startEverything('streamable-http'), startEverything('sse')])
    overHttp = started[0]
    overSse = started[1]
  }, 20_000)

  afterAll(() => Promise.all([overHttp.stop(), overSse.stop()]))

  test('lists the same 13 tools over both transports, again and again', async () => {
    const servers = [at(overHttp.url), at(overHttp.url), at(overSse.url, { transport: 'sse' }), at(overSse.url, { transport: 'sse' })]
    const lists = await Promise.all(servers.map(async (server) => valueOf(await testMcp().listTools(server, limits))))
    for (const each of lists) {
      expect(each).toMatchObject({ serverName: 'mcp-servers/everything', protocolVersion: '2025-11-25', excluded: [] })
      expect(each.tools).toHaveLength(13)
    }
    expect(new Set(lists.map(({ tools }) => canonicalJson(tools))).size).toBe(1)
  })

  test('runs a tool over both transports', async () => {
    const call = { name: 'get-sum', arguments: { a: 2, b: 3 } }
    for (const server of [at(overHttp.url), at(overSse.url, { transport: 'sse' })]) {
      const { isError, result, milliseconds } = valueOf(await testMcp().callTool(server, call, limits))
      expect({ isError, result }).toEqual({ isError: false, result: { content: [{ type: 'text', text: 'The sum of 2 and 3 is 5.' }] } })
      expect(milliseconds).toBeLessThan(2000)
    }
  })

  test('says that a tool is unknown', async () => {
    const answer = await testMcp().callTool(at(overHttp.url), { name: 'get-product', arguments: {} }, limits)
    expect(answer).toMatchObject({ ok: true, value: { isError: true } })
  })

  test('works through a long tool, whatever it reports meanwhile', async () => {
    const call = { name: 'trigger-long-running-operation', arguments: { duration: 0.3, steps: 3 } }
    expect(valueOf(await testMcp().callTool(at(overHttp.url), call, limits)).isError).toBe(false)
    const answer = await testMcp().callTool(at(overHttp.url), { ...call, arguments: { duration: 30, steps: 3 } }, { ...limits, milliseconds: 300 })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
  })

  test('is left without a session', async () => {
    const opened = overHttp.printed().match(/Session initialized with ID/g)?.length
    await expect.poll(() => overHttp.printed().match(/Transport closed for session/g)?.length).toBe(opened)
    const connected = overSse.printed().match(/Client Connected/g)?.length
    await expect.poll(() => overSse.printed().match(/Client Disconnected/g)?.length).toBe(connected)
  })

  test('is not spoken to in the wrong way', async () => {
    const [wrong, also] = await Promise.all([
      testMcp().listTools(at(overHttp.url, { transport: 'sse' }), limits),
      testMcp().listTools(at(overSse.url), limits),
    ])
    expect(wrong).toMatchObject({ ok: false, failure: { kind: 'status', status: 400 } })
    expect(also).toMatchObject({ ok: false, failure: { kind: 'status', status: 404 } })
  })
})

describe('a server of the 2026-07-28 revision', () => {
  const running: Loopback[] = []

  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ stop }) => stop()))
  })

  // Not written into the call below: the type of a schema there knows no extensions.
  const properties = {
    shop: { type: 'string', 'x-mcp-header': 'Shop' },
    bikes: { type: 'integer', 'x-mcp-header': 'Bikes' },
    fast: { type: 'boolean', 'x-mcp-header': 'Fast' },
  } as const
  const booking = fromJsonSchema<{ shop: string; bikes?: number; fast?: boolean }>({ type: 'object', properties, required: ['shop'] })

  async function startShop(legacy: 'stateless' | 'reject'): Promise<string> {
    const handler = createMcpHandler(
      () => {
        const server = new McpServer({ name: 'bike-shop', version: '2.0.0' }, { instructions: 'Be kind.' })
        const book = { description: 'Books bikes', inputSchema: booking, annotations: { destructiveHint: false } }
        server.registerTool('book', book, ({ shop, bikes = 1 }) => ({ content: [{ type: 'text', text: `${bikes} at ${shop}` }] }))
        return server
      },
      { legacy },
    )
    // Its own type for a request is stricter than Node's under exactOptionalPropertyTypes.
    const loopback = await listen(http.createServer(toNodeHandler(handler) as http.RequestListener))
    running.push(loopback)
    return `http://127.0.0.1:${loopback.port}/mcp`
  }

  test.each(['reject', 'stateless'] as const)('is listed in its own way (legacy clients: %s)', async (legacy) => {
    const { tools, ...rest } = valueOf(await testMcp().listTools(at(await startShop(legacy)), limits))
    const expected = { serverName: 'bike-shop', serverVersion: '2.0.0', protocolVersion: '2026-07-28', instructions: 'Be kind.', excluded: [] }
    expect(rest).toEqual(expected)
    expect(tools).toMatchObject([{ name: 'book', annotations: { destructiveHint: false } }])
  })

  // The server compares the headers with the arguments and refuses a call where they differ.
  test.each<[Record<string, unknown>, string]>([
    [{ shop: 'north', bikes: 2, fast: true }, '2 at north'],
    [{ shop: 'Łódź ', bikes: -7, fast: false }, '-7 at Łódź '],
    [{ shop: '' }, '1 at '],
    [{ shop: '=?base64?bm9ydGg=?=' }, '1 at =?base64?bm9ydGg=?='],
    [{ shop: 'two\nlines' }, '1 at two\nlines'],
  ])('takes the call %j with its headers', async (values, text) => {
    const answer = await testMcp().callTool(at(await startShop('reject')), { name: 'book', arguments: values }, limits)
    expect(answer).toMatchObject({ ok: true, value: { isError: false, result: { content: [{ text }] } } })
  })

  test('refuses a call of what it does not have', async () => {
    const answer = await testMcp().callTool(at(await startShop('reject')), { name: 'steal', arguments: {} }, limits)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'call-refused' } })
  })
})
