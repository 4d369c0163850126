import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterEach, describe, expect, it } from 'vitest'
import { callerOf, sandboxForFile } from './support.ts'

const sandbox = await sandboxForFile()
const { SHOP_MCP_URL = '', SHOP_MCP_TOKEN, COURIER_URL = '', COURIER_KEY = '', COMMERCE_API_KEY = '' } = sandbox.env
const shop = { url: SHOP_MCP_URL, headers: { Authorization: `Bearer ${SHOP_MCP_TOKEN}` } }
const courier = { url: `${COURIER_URL}/mcp`, headers: { 'X-Courier-Key': COURIER_KEY } }
const courierStream = { url: `${COURIER_URL}/sse`, headers: courier.headers }

const clients: Client[] = []
afterEach(async () => void (await Promise.all(clients.splice(0).map((client) => client.close()))))

async function connect(to: { url: string; headers: Record<string, string> }, mode: 'auto' | 'legacy' = 'auto'): Promise<Client> {
  const client = new Client({ name: 'sandbox-test', version: '1.0.0' }, { versionNegotiation: { mode } })
  clients.push(client)
  const Transport = to.url.endsWith('/sse') ? SSEClientTransport : StreamableHTTPClientTransport
  await client.connect(new Transport(new URL(to.url), { requestInit: { headers: to.headers } }))
  return client
}

async function callShop(name: string, given: Record<string, unknown>) {
  return (await connect(shop)).callTool({ name, arguments: given })
}

describe('the shop', () => {
  it('speaks the new protocol', async () => {
    const client = await connect(shop)
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28')
    const { tools } = await client.listTools()
    expect(tools.map(({ name, annotations }) => [name, annotations?.destructiveHint])).toEqual([
      ['search_orders', undefined],
      ['search_products', undefined],
      ['cancel_order', true],
      ['delete_customer', true],
    ])
    for (const tool of tools) {
      expect(tool.title, tool.name).toBeTruthy()
      expect(tool.description, tool.name).toMatch(/\. Use it /)
      expect(tool.outputSchema, tool.name).toBeDefined()
    }
  })

  it('refuses the old protocol', async () => {
    await expect(connect(shop, 'legacy')).rejects.toThrow(/Unsupported protocol version/)
  })

  it('finds orders by e-mail and phone, never by part of a name', async () => {
    for (const customer of ['ana@example.com', '+34600111222']) {
      const { structuredContent } = await callShop('search_orders', { customer })
      expect(structuredContent).toMatchObject({
        count: 3,
        orders: [{ order_id: '10001', total: 113.9 }, { order_id: '10002' }, { order_id: '10003' }],
      })
    }
    expect((await callShop('search_orders', { customer: 'ana@example.com', status: 'shipped' })).structuredContent).toMatchObject({ count: 1 })
    expect((await callShop('search_orders', { customer: 'Torres' })).structuredContent).toEqual({ count: 0, orders: [] })
  })

  it('finds products', async () => {
    const all = await callShop('search_products', { text: 'accessories' })
    expect(all.structuredContent).toMatchObject({
      products: [
        { sku: 'SKU-120', available: 225 },
        { sku: 'SKU-140', available: 0 },
      ],
    })
    const inStock = await callShop('search_products', { text: 'accessories', in_stock_only: true })
    expect(inStock.structuredContent).toMatchObject({ count: 1 })
    expect(JSON.parse(inStock.content[0]?.type === 'text' ? inStock.content[0].text : '')).toEqual(inStock.structuredContent)
  })

  it('cancels over the same data, and says why not', async () => {
    const done = await callShop('cancel_order', { order_id: '10006', reason: 'Wrong size' })
    expect(done.structuredContent).toMatchObject({ cancelled: true, status: 'cancelled' })
    const order = await callerOf(sandbox, '/commerce/v1', { 'X-Api-Key': COMMERCE_API_KEY }).get('/orders/10006')
    expect(order.body).toMatchObject({ order: { status: 'cancelled', cancel_reason: 'Wrong size' } })

    const refused = await callShop('cancel_order', { order_id: '10002', reason: 'Too late' })
    expect(refused.isError).toBeFalsy()
    expect(refused.content).toEqual([
      { type: 'text', text: 'Order 10002 cannot be cancelled: it is already on its way; it can be sent back once it has arrived.' },
    ])
    expect((await callShop('cancel_order', { order_id: '99999', reason: 'x' })).structuredContent).toMatchObject({
      cancelled: false,
      status: 'unknown',
    })
  })

  it('checks arguments against the schema', async () => {
    expect(await callShop('cancel_order', { order_id: '7', reason: 'x' })).toMatchObject({ isError: true })
  })

  it('erases a customer', async () => {
    expect((await callShop('delete_customer', { customer_id: 'cus_104' })).structuredContent).toMatchObject({ deleted: true })
    expect((await callShop('search_orders', { customer: 'david@example.com' })).structuredContent).toMatchObject({ count: 0 })
    expect((await callShop('delete_customer', { customer_id: 'cus_999' })).structuredContent).toMatchObject({ deleted: false })
  })
})

describe.each([
  ['Streamable HTTP', courier],
  ['HTTP+SSE', courierStream],
])('the courier over %s', (_name, endpoint) => {
  it('speaks the old protocol, also to a client that tries the new one first', async () => {
    for (const mode of ['auto', 'legacy'] as const) {
      const client = await connect(endpoint, mode)
      expect(client.getNegotiatedProtocolVersion()).toBe('2025-11-25')
      const { tools } = await client.listTools()
      expect(tools.map(({ name, title }) => [name, title])).toEqual([
        ['track_parcel', 'Track a parcel'],
        ['reschedule_delivery', 'Reschedule a delivery'],
      ])
      expect(tools[1]?.annotations).toMatchObject({ destructiveHint: false, idempotentHint: true })
    }
  })

  it('tracks and reschedules', async () => {
    const client = await connect(endpoint, 'legacy')
    await client.listTools()
    const call = async (name: string, given: Record<string, unknown>) => {
      const { content, isError, structuredContent } = await client.callTool({ name, arguments: given })
      return { text: content[0]?.type === 'text' ? content[0].text : '', isError: isError ?? false, structuredContent }
    }
    expect((await call('track_parcel', { tracking_number: 'PK100001' })).structuredContent).toMatchObject({ order_id: '10002', status: 'in_transit' })
    expect(await call('track_parcel', { tracking_number: 'PK999999' })).toMatchObject({ isError: true, text: 'There is no parcel PK999999.' })
    expect(await call('track_parcel', {})).toMatchObject({ isError: true })
    for (const [date, text] of [
      ['2026-11-25', 'The parcel will come on 2026-11-25.'],
      ['2026-11-25', 'The parcel will come on 2026-11-25.'],
      ['2026-11-29', 'There are no deliveries on Sundays.'],
      ['2026-11-20', 'The new day must be after today.'],
      ['2026-02-30', '"2026-02-30" is not a day; write it as 2026-11-25.'],
    ] as const) {
      expect((await call('reschedule_delivery', { tracking_number: 'PK100001', date })).text).toBe(text)
    }
    expect((await call('reschedule_delivery', { tracking_number: 'PK100002', date: '2026-11-25' })).text).toContain('the parcel is delivered')
    await expect(client.callTool({ name: 'lose_parcel', arguments: {} })).rejects.toThrow(/no tool lose_parcel/)
  })
})

describe('the doors', () => {
  const foreign = { Origin: 'https://evil.example' }
  it.each([
    ['POST', '/mcp', {}, 401],
    ['POST', '/mcp', { Authorization: 'Bearer wrong' }, 401],
    ['POST', '/mcp', { ...shop.headers, ...foreign }, 403],
    ['GET', '/mcp', shop.headers, 405],
    ['POST', '/courier/mcp', {}, 401],
    ['GET', '/courier/mcp', courier.headers, 405],
    ['GET', '/courier/sse', {}, 401],
    ['GET', '/courier/sse', { ...courier.headers, ...foreign }, 403],
    ['POST', '/courier/sse', courier.headers, 405],
    ['POST', '/courier/messages', {}, 401],
    ['POST', '/courier/messages?sessionId=none', courier.headers, 404],
  ])('%s %s with %j gives %d', async (method, path, headers, status) => {
    const body = method === 'POST' ? { body: '{}', headers: { ...headers, 'Content-Type': 'application/json' } } : { headers }
    const reply = await callerOf(sandbox, '').send(method, path, body)
    expect(reply).toMatchObject({ status, body: { jsonrpc: '2.0', error: { message: expect.any(String) } } })
  })

  it('a body that is not JSON gets the JSON-RPC number for it', async () => {
    const init = { headers: { ...shop.headers, 'Content-Type': 'application/json' }, body: '{' }
    expect(await callerOf(sandbox, '').send('POST', '/mcp', init)).toMatchObject({ status: 400, body: { error: { code: -32700 } } })
  })
})
