import { afterEach, describe, expect, it, vi } from 'vitest'
import { basic, bearer, callerOf, sandboxForFile, type Reply } from './support.ts'

const sandbox = await sandboxForFile()
const { PAYMENTS_CLIENT_ID: id = '', PAYMENTS_CLIENT_SECRET: secret = '' } = sandbox.env
const inForm = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
const oauth = callerOf(sandbox, '/payments/oauth')
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

function askToken(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  return oauth.send('POST', '/token', { headers: { ...form, ...headers }, body: new URLSearchParams(fields).toString() })
}

async function payments(fields: Record<string, string> = inForm) {
  const { body } = await askToken(fields)
  return callerOf(sandbox, '/payments/v1', bearer((body as { access_token: string }).access_token))
}

afterEach(() => void vi.restoreAllMocks())

describe('tokens', () => {
  it('come for a secret in the form or in the header', async () => {
    const token = { access_token: expect.any(String), token_type: 'Bearer', expires_in: 300 }
    const reply = await askToken(inForm)
    expect(reply).toMatchObject({ status: 200, body: token })
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(await askToken({ grant_type: 'client_credentials' }, basic(id, secret))).toMatchObject({ status: 200, body: token })
  })

  it.each([
    ['invalid_client', 401, { ...inForm, client_secret: 'wrong' }, {}],
    ['invalid_client', 401, { grant_type: 'client_credentials' }, {}],
    ['invalid_client', 401, { grant_type: 'client_credentials' }, basic(id, 'wrong')],
    ['invalid_request', 400, inForm, basic(id, secret)],
    ['invalid_request', 400, { client_id: id, client_secret: secret }, {}],
    ['unsupported_grant_type', 400, { ...inForm, grant_type: 'password' }, {}],
    ['invalid_scope', 400, { ...inForm, scope: 'refunds:write everything' }, {}],
  ])('are refused with %s (%d)', async (error, status, fields, headers) => {
    expect(await askToken(fields, headers)).toMatchObject({ status, body: { error } })
  })

  it('are asked for by form only', async () => {
    expect(await oauth.post('/token', inForm)).toMatchObject({ status: 415, body: { error: 'invalid_request' } })
  })

  it('really expire', async () => {
    const caller = await payments()
    expect((await caller.get('/transactions/tx_2001')).status).toBe(200)
    const start = Date.now()
    vi.spyOn(Date, 'now').mockReturnValue(start + 301_000)
    const late = await caller.get('/transactions/tx_2001')
    expect(late).toMatchObject({ status: 401, body: { error: { code: 'invalid_token' } } })
    expect(late.headers['www-authenticate']).toContain('error="invalid_token"')
  })

  it('open only what their scope names', async () => {
    const caller = await payments({ ...inForm, scope: 'transactions:read' })
    expect((await caller.get('/transactions/tx_2001')).status).toBe(200)
    const refused = await caller.get('/accounts/ac_3001/balance')
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'insufficient_scope' } } })
    expect(refused.headers['www-authenticate']).toContain('scope="accounts:read"')
  })

  it('are needed', async () => {
    expect((await callerOf(sandbox, '/payments/v1').get('/transactions/tx_2001')).status).toBe(401)
    expect((await callerOf(sandbox, '/payments/v1', bearer('made-up')).post('/orders/10001/refunds', {})).status).toBe(401)
  })
})

describe('refunds', () => {
  it('go in part, then in full, then not at all', async () => {
    const caller = await payments()
    const part = await caller.post('/orders/10001/refunds', {
      refund: { amount: 13.9, note: 'Wet socks', requested_by: '+34600111222', channel: 'phone' },
    })
    expect(part.status).toBe(201)
    expect(part.body).toMatchObject({
      refund: {
        id: 're_4002',
        order_id: '10001',
        amount: 13.9,
        status: 'succeeded',
        note: 'Wet socks',
        requested_by: '+34600111222',
        channel: 'phone',
      },
    })
    const tooMuch = await caller.post('/orders/10001/refunds', { refund: { amount: 100.01 } })
    expect(tooMuch).toMatchObject({ status: 422, body: { errors: [{ field: 'amount', message: expect.stringContaining('100.00') }] } })
    expect((await caller.post('/orders/10001/refunds', { refund: { amount: 100 } })).status).toBe(201)
    const again = await caller.post('/orders/10001/refunds', { refund: { amount: 1 } })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_refunded' } } })
    expect(await caller.get('/transactions/tx_2010')).toMatchObject({
      status: 200,
      body: { transaction: { order_id: '10001', type: 'refund', amount: 100 } },
    })
  })

  it('happen once for each idempotency key', async () => {
    const caller = await payments()
    const key = { 'Idempotency-Key': 'call-7' }
    const first = await caller.post('/orders/10002/refunds', { refund: { amount: 49 } }, key)
    const second = await caller.post('/orders/10002/refunds', { refund: { amount: 49 } }, key)
    expect(first.status).toBe(201)
    expect(second.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotent-replayed']).toBe('true')
    expect((await caller.post('/orders/10002/refunds', { refund: { amount: 48 } }, key)).status).toBe(422)
    expect((await caller.post('/orders/10002/refunds', { refund: { amount: 48 } }, { 'Idempotency-Key': ' ' })).status).toBe(400)
    // 100 of the 149 euros are left, so the key moved money once.
    expect((await caller.post('/orders/10002/refunds', { refund: { amount: 100 } })).status).toBe(201)
  })

  it.each([
    [404, '99999', { refund: { amount: 1 } }],
    [404, 'abc', { refund: { amount: 1 } }],
    [409, '10004', { refund: { amount: 1 } }],
    [409, '10005', { refund: { amount: 1 } }],
    [422, '10006', {}],
    [422, '10006', { refund: { amount: 0 } }],
    [422, '10006', { refund: { amount: -5 } }],
    [422, '10006', { refund: { amount: 36.01 } }],
    [422, '10006', { refund: { amount: 1.005 } }],
    [422, '10006', { refund: { amount: '10' } }],
    [422, '10006', { refund: { amount: 1, note: null } }],
  ])('answer %d for order %s and %j', async (status, order, body) => {
    expect((await (await payments()).post(`/orders/${order}/refunds`, body)).status).toBe(status)
  })
})

describe('reading', () => {
  it.each([
    ['/transactions/tx_2008', 200, { transaction: { id: 'tx_2008', order_id: '10008', status: 'declined', amount: 149 } }],
    ['/transactions/tx_9999', 404, { error: { code: 'transaction_not_found' } }],
    ['/transactions/2001', 404, { error: { code: 'transaction_not_found' } }],
    ['/accounts/ac_3001/balance', 200, { account_id: 'ac_3001', currency: 'EUR', balance: 250, available: 180 }],
    ['/accounts/ac_3004/balance', 403, { error: { code: 'account_blocked' } }],
    ['/accounts/ac_9999/balance', 404, { error: { code: 'account_not_found' } }],
  ])('%s gives %d', async (path, status, body) => {
    expect(await (await payments()).get(path)).toMatchObject({ status, body })
  })
})
