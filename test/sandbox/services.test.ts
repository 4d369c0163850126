import { describe, expect, it } from 'vitest'
import { basic, bearer, callerOf, sandboxForFile } from './support.ts'

const sandbox = await sandboxForFile()
const { ZENDESK_EMAIL: email = '', ZENDESK_TOKEN: token = '' } = sandbox.env
const deskBase = '/zendesk/api/v2'
const desk = callerOf(sandbox, deskBase, basic(`${email}/token`, token))
const ticket = { subject: 'Late parcel', comment: { body: 'Where is it?' }, requester_id: 101 }
const crm = callerOf(sandbox, '/crm/v1', bearer(sandbox.env.CRM_TOKEN))
const commerce = callerOf(sandbox, '/commerce/v1', { 'X-Api-Key': sandbox.env.COMMERCE_API_KEY ?? '' })

describe('zendesk credentials', () => {
  it.each([
    ['none', {}],
    ['a wrong token', basic(`${email}/token`, 'wrong')],
    ['a username without /token', basic(email, token)],
    ['a bearer token', bearer(token)],
    ['a broken header', { Authorization: 'Basic ???' }],
  ])('refuses %s', async (_name, headers) => {
    const reply = await callerOf(sandbox, deskBase, headers).get('/tickets/501.json')
    expect(reply.status).toBe(401)
    expect(reply.body).toEqual({ error: "Couldn't authenticate you" })
    expect(reply.headers['www-authenticate']).toBe('Basic realm="Web Password"')
  })
})

describe('zendesk user search', () => {
  it.each([['ana@example.com'], ['ANA@example.com'], ['+34600111222'], ['+34 600 111 222'], ['Ana Torres']])('finds %s', async (query) => {
    const reply = await desk.get(`/users/search.json?per_page=3&query=${encodeURIComponent(query)}`)
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({
      users: [{ id: 101, name: 'Ana Torres', email: 'ana@example.com', phone: '+34600111222', role: 'end-user' }],
      count: 1,
      next_page: null,
    })
  })

  it.each([['nobody@example.com'], ['+34999999999'], ["' OR 1=1 --"], ['%']])('gives an empty list for %s', async (query) => {
    const reply = await desk.get(`/users/search.json?query=${encodeURIComponent(query)}`)
    expect(reply).toMatchObject({ status: 200, body: { users: [], count: 0, next_page: null } })
  })

  it('does not find a number whose + was sent bare, so that the mistake shows', async () => {
    expect((await desk.get('/users/search.json?query=+34600111222')).body).toMatchObject({ count: 0 })
  })

  it('pages', async () => {
    const first = await desk.get('/users/search.json?query=ana&per_page=1')
    const next = `${sandbox.url}${deskBase}/users/search.json?query=ana&per_page=1&page=2`
    expect(first.body).toMatchObject({ users: [{ id: 101 }], count: 2, next_page: next })
    const second = await desk.get('/users/search.json?query=ana&per_page=1&page=2')
    expect(second.body).toMatchObject({ users: [{ id: 105 }], next_page: null })
  })

  it.each([[''], ['?query='], ['?query=ana&per_page=0'], ['?query=ana&page=x']])('refuses %s', async (search) => {
    expect((await desk.get(`/users/search.json${search}`)).status).toBe(400)
  })
})

describe('zendesk tickets', () => {
  it('opens, changes and shows one', async () => {
    const opened = await desk.post('/tickets.json', { ticket: { ...ticket, priority: 'high' } })
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({ ticket: { id: 505, status: 'new', priority: 'high', requester_id: 101, comment_count: 1 } })
    const path = new URL(opened.headers['location'] ?? '').pathname.slice(deskBase.length)

    const changed = await desk.put(path, { ticket: { status: 'solved', comment: { body: 'It came.', public: false } } })
    expect(changed).toMatchObject({ status: 200, body: { ticket: { id: 505, status: 'solved', comment_count: 2 } } })
    const shown = await desk.get(path)
    expect(shown.body).toEqual(changed.body)
  })

  it('takes a requester written as text', async () => {
    expect((await desk.post('/tickets.json', { ticket: { ...ticket, requester_id: '102' } })).body).toMatchObject({ ticket: { requester_id: 102 } })
  })

  it.each([
    ['base', {}],
    ['subject', { ticket: { ...ticket, subject: ' ' } }],
    ['comment', { ticket: { ...ticket, comment: {} } }],
    ['requester_id', { ticket: { ...ticket, requester_id: 999 } }],
    ['requester_id', { ticket: { ...ticket, requester_id: [101] } }],
    ['priority', { ticket: { ...ticket, priority: 'extreme' } }],
  ])('refuses a new ticket for its %s', async (field, body) => {
    const reply = await desk.post('/tickets.json', body)
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ error: 'RecordInvalid', details: { [field]: [{ description: expect.any(String) }] } })
  })

  it.each([
    ['status', 501, { ticket: { status: 'lost' } }],
    ['comment', 501, { ticket: { comment: { body: '' } } }],
    ['comment', 501, { ticket: { comment: { body: 'x', public: 'yes' } } }],
    ['status', 504, { ticket: { status: 'open' } }],
  ])('refuses a change for its %s (%d)', async (field, id, body) => {
    const reply = await desk.put(`/tickets/${id}.json`, body)
    expect(reply).toMatchObject({ status: 422, body: { error: 'RecordInvalid', details: { [field]: [{}] } } })
  })

  it.each([['999'], ['abc'], ['0x1F5']])('knows no ticket %s', async (id) => {
    const missing = { status: 404, body: { error: 'RecordNotFound', description: 'Not found' } }
    expect(await desk.get(`/tickets/${id}.json`)).toMatchObject(missing)
    expect(await desk.put(`/tickets/${id}.json`, { ticket: { status: 'open' } })).toMatchObject(missing)
  })
})

describe('crm', () => {
  const ana = { id: 'cus_101', name: 'Ana Torres', email: 'ana@example.com', phone: '+34600111222', tier: 'gold', since: '2021-03-14' }

  it.each([['email=ana%40example.com'], ['phone=%2B34600111222'], ['email=ana%40example.com&phone=%2B34600111222']])('finds by %s', async (query) => {
    expect(await crm.get(`/customers?${query}`)).toMatchObject({ status: 200, body: { customers: [ana] } })
  })

  it.each([['email=ana%40example.com&phone=%2B34600333444'], ['email=no%40example.com'], ['email=ana']])('finds nobody by %s', async (query) => {
    expect(await crm.get(`/customers?${query}`)).toMatchObject({ status: 404, body: { error: { code: 'customer_not_found' } } })
  })

  it('needs something to look for', async () => {
    expect(await crm.get('/customers?email=')).toMatchObject({ status: 400, body: { error: { code: 'missing_parameter' } } })
  })

  it('refuses other tokens', async () => {
    const none = await callerOf(sandbox, '/crm/v1').get('/customers')
    expect(none.status).toBe(401)
    expect(none.headers['www-authenticate']).toBe('Bearer realm="crm"')
    const wrong = await callerOf(sandbox, '/crm/v1', bearer('wrong')).get('/customers')
    expect(wrong.status).toBe(401)
    expect(wrong.headers['www-authenticate']).toBe('Bearer realm="crm", error="invalid_token"')
  })
})

describe('commerce orders', () => {
  it('shows an order with its lines and its parcel', async () => {
    expect((await commerce.get('/orders/10007')).body).toEqual({
      order: {
        id: '10007',
        status: 'shipped',
        placed_at: '2026-11-15T10:00:00Z',
        currency: 'EUR',
        total: 98.5,
        paid: 98.5,
        cancel_reason: null,
        customer: { id: 'cus_103', name: 'Carla Mendes', email: 'carla@example.com' },
        items: [
          { sku: 'SKU-120', name: 'Steel water bottle', quantity: 1, unit_price: 19.5 },
          { sku: 'SKU-130', name: 'Hiking backpack 30 l', quantity: 1, unit_price: 79 },
        ],
        shipping: { tracking_number: 'PK100004', status: 'out_for_delivery', expected_on: '2026-11-20' },
      },
    })
  })

  it.each([
    ['10001', 'paid'],
    ['10002', 'shipped'],
    ['10003', 'delivered'],
    ['10004', 'refunded'],
    ['10005', 'cancelled'],
    ['10006', 'paid'],
    ['10007', 'shipped'],
    ['10008', 'pending_payment'],
  ])('has order %s, %s, whose lines make up its total', async (id, status) => {
    const { body } = await commerce.get(`/orders/${id}`)
    expect(body).toMatchObject({ order: { id, status } })
    const { order } = body as { order: { total: number; items: { quantity: number; unit_price: number }[] } }
    expect(order.items.reduce((sum, item) => sum + item.quantity * item.unit_price, 0)).toBeCloseTo(order.total, 5)
  })

  it('says 404 for an unknown order and 400 for what is no order number', async () => {
    expect(await commerce.get('/orders/99999')).toMatchObject({ status: 404, body: { error: { code: 'order_not_found' } } })
    for (const id of ['1234', '123456', 'abcde', '1000%31x', '%2e%2e']) {
      expect((await commerce.get(`/orders/${id}`)).status, id).toBe(id === '%2e%2e' ? 404 : 400)
    }
  })
})

describe('commerce inventory and prices', () => {
  it('counts all warehouses, or one', async () => {
    expect((await commerce.get('/inventory/SKU-100')).body).toMatchObject({ available: 16, in_stock: true, warehouse: null })
    expect((await commerce.get('/inventory/sku-100?warehouse=Valencia')).body).toMatchObject({
      sku: 'SKU-100',
      warehouse: 'valencia',
      available: 0,
      in_stock: false,
      warehouses: [{ warehouse: 'valencia', quantity: 0 }],
    })
    expect((await commerce.get('/inventory/SKU-140')).body).toMatchObject({ available: 0, restock_on: '2026-12-03' })
  })

  it.each([
    ['/inventory/SKU-999', 404],
    ['/prices/SKU-999', 404],
    ['/inventory/SKU-100?warehouse=mars', 400],
    ['/prices/SKU-100?quantity=0', 400],
    ['/prices/SKU-100?quantity=1.5', 400],
    ['/inventory/%ff', 400],
  ])('answers %s with %d', async (path, status) => {
    expect((await commerce.get(path)).status).toBe(status)
  })

  it.each([
    ['SKU-100', { unit_price: 89.9, subtotal: 89.9, discount: null, total: 89.9, quantity: 1, currency: 'EUR' }],
    ['SKU-100?discount_code=welcome10', { discount: { code: 'WELCOME10', applied: true, percent: 10, amount: 8.99, reason: null }, total: 80.91 }],
    ['SKU-150?quantity=10&discount_code=BULK15', { subtotal: 120, discount: { amount: 18 }, total: 102 }],
    ['SKU-150?quantity=9&discount_code=BULK15', { discount: { applied: false, reason: 'The code needs at least 10 units.' }, total: 108 }],
    ['SKU-150?discount_code=SUMMER20', { discount: { applied: false, reason: 'The code has expired.' }, total: 12 }],
    ['SKU-150?discount_code=NOPE', { discount: { applied: false, reason: 'There is no such code.' }, total: 12 }],
  ])('prices %s', async (path, price) => {
    expect(await commerce.get(`/prices/${path}`)).toMatchObject({ status: 200, body: price })
  })

  it('refuses other keys', async () => {
    expect((await callerOf(sandbox, '/commerce/v1').get('/prices/SKU-100')).status).toBe(401)
    expect((await callerOf(sandbox, '/commerce/v1', { 'X-Api-Key': 'wrong' }).get('/prices/SKU-100')).status).toBe(401)
  })
})
