/** Answer is one way in which a server answers, in the words of a real API where there is one. */
interface Answer {
  readonly name: string
  readonly tool: 'find_order' | 'list_shops' | 'refund_order'
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

const login = '<!DOCTYPE html>\n<html><head><title>Sign in – Bikes</title></head><body><form><input type="password"></form></body></html>'

export const answers: readonly Answer[] = [
  { name: 'right', tool: 'find_order', status: 200, body: { order: { id: 7, paid: true } } },
  { name: 'the list has another name', tool: 'find_order', status: 200, body: { orders: [], total: 0 } },
  { name: 'the list is the answer', tool: 'find_order', status: 200, body: [{ order: { id: 7 } }] },
  { name: 'an empty list is the answer', tool: 'find_order', status: 200, body: [] },
  { name: 'a login page', tool: 'list_shops', status: 200, headers: { 'content-type': 'text/html' }, body: login },
  { name: 'a page that is no login', tool: 'list_shops', status: 200, body: '<html><head><title>It works!</title></head></html>' },
  { name: 'XML', tool: 'list_shops', status: 200, headers: { 'content-type': 'application/xml' }, body: '<?xml version="1.0"?><shops/>' },
  { name: 'plain text', tool: 'list_shops', status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' },
  { name: 'JSON that breaks off', tool: 'list_shops', status: 200, body: '{"shops":[{"id":1},' },
  { name: 'single quotes', tool: 'list_shops', status: 200, body: "{'shops': []}" },
  { name: 'NaN', tool: 'list_shops', status: 200, body: '{"lat": NaN}' },
  { name: 'one value a line', tool: 'list_shops', status: 200, body: '{"id":1}\n{"id":2}\n' },
  { name: 'JSONP', tool: 'list_shops', status: 200, body: 'callback({"shops":[]})' },
  { name: 'nothing where something is picked', tool: 'find_order', status: 200, body: '' },
  { name: 'nothing', tool: 'list_shops', status: 204, body: '' },
  { name: 'to another host', tool: 'list_shops', status: 301, headers: { location: 'https://bikes.example/api/v2/shop' }, body: '' },
  { name: 'to the login', tool: 'list_shops', status: 302, headers: { location: '/login?next=/v1/shop' }, body: '' },
  { name: 'a write that is sent on', tool: 'refund_order', status: 301, headers: { location: '/v1/orders/7/refunds/' }, body: '' },
  { name: 'nowhere', tool: 'list_shops', status: 302, body: '' },
  { name: 'not modified', tool: 'list_shops', status: 304, body: '' },
  {
    name: 'Stripe, 400',
    tool: 'refund_order',
    status: 400,
    body: { error: { type: 'invalid_request_error', param: 'amount', message: 'Invalid integer: 1.5' } },
  },
  {
    name: 'another kind of credentials',
    tool: 'list_shops',
    status: 401,
    headers: { 'www-authenticate': 'Basic realm="bikes"' },
    body: { error: 'unauthorized' },
  },
  { name: 'an echo of the token', tool: 'list_shops', status: 401, body: { error_description: 'The access token tk-7f3b9c is expired' } },
  {
    name: 'a right that is missing',
    tool: 'list_shops',
    status: 403,
    headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="shops.read"' },
    body: { message: 'Forbidden' },
  },
  { name: 'a firewall', tool: 'list_shops', status: 403, body: '<html><head><title>Attention Required! | Cloudflare</title></head></html>' },
  { name: 'no such record', tool: 'find_order', status: 404, body: { error: 'RecordNotFound', description: 'Not found' } },
  { name: 'no such path', tool: 'find_order', status: 404, body: '<!DOCTYPE html><html><body>Cannot GET /v1/order/7</body></html>' },
  { name: 'foreseen', tool: 'list_shops', status: 404, body: { message: 'none' } },
  { name: 'method', tool: 'refund_order', status: 405, headers: { allow: 'GET, PUT' }, body: '' },
  { name: 'method, without a word', tool: 'refund_order', status: 405, body: '' },
  { name: 'conflict', tool: 'refund_order', status: 409, body: { message: 'Order 7 is already refunded' } },
  { name: 'media type', tool: 'refund_order', status: 415, headers: { 'accept-post': 'application/x-www-form-urlencoded' }, body: '' },
  {
    name: 'FastAPI, 422',
    tool: 'refund_order',
    status: 422,
    body: {
      detail: [
        { loc: ['body', 'refund', 'amount'], msg: 'Input should be greater than 0', type: 'greater_than' },
        { loc: ['query', 'dry_run'], msg: 'Input should be a valid boolean', type: 'bool_parsing' },
      ],
    },
  },
  { name: 'Rails, 422', tool: 'refund_order', status: 422, body: { errors: { amount: ['must be less than or equal to 10'], base: ['is closed'] } } },
  {
    name: 'Laravel, 422',
    tool: 'refund_order',
    status: 422,
    body: { message: 'The given data was invalid.', errors: { 'refund.amount': ['The amount must be at least 1.'] } },
  },
  {
    name: 'JSON:API, 422',
    tool: 'refund_order',
    status: 422,
    body: { errors: [{ status: '422', source: { pointer: '/data/attributes/note' }, title: 'Invalid', detail: 'is too short' }] },
  },
  {
    name: 'problem details, 422',
    tool: 'refund_order',
    status: 422,
    body: { type: 'about:blank', title: 'Your request is not valid.', 'invalid-params': [{ name: 'amount', reason: 'must be positive' }] },
  },
  { name: 'Django, 400', tool: 'refund_order', status: 400, body: { order_id: ['A valid integer is required.'] } },
  {
    name: 'Zendesk, 422',
    tool: 'refund_order',
    status: 422,
    body: {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: { value: [{ type: 'blank', description: 'cannot be blank' }] },
    },
  },
  {
    name: 'HubSpot, 400',
    tool: 'refund_order',
    status: 400,
    body: {
      status: 'error',
      message: 'Property values were not valid',
      errors: [{ message: 'Property "colour" does not exist', in: 'properties', code: 'PROPERTY_DOESNT_EXIST' }],
    },
  },
  { name: 'Salesforce, 400', tool: 'refund_order', status: 400, body: [{ message: 'unexpected token: FORM', errorCode: 'MALFORMED_QUERY' }] },
  {
    name: 'Jira, 400',
    tool: 'refund_order',
    status: 400,
    body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
  },
  {
    name: 'Google, 400',
    tool: 'refund_order',
    status: 400,
    body: {
      error: {
        code: 400,
        message: 'Invalid value',
        status: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field: 'amount', description: 'Must be positive' }] }],
      },
    },
  },
  { name: 'control characters', tool: 'refund_order', status: 400, body: { message: 'no \u001b[31mred\u001b[0m\u202etxt\r\nSet-Cookie: x' } },
  { name: 'too many requests', tool: 'find_order', status: 429, headers: { 'retry-after': '30' }, body: { message: 'Rate limited' } },
  { name: 'too many requests, foreseen', tool: 'list_shops', status: 429, body: {} },
  { name: 'down', tool: 'find_order', status: 503, headers: { 'retry-after': 'Mon, 23 Nov 2026 10:00:00 GMT' }, body: 'Service Unavailable' },
  { name: 'a write that failed', tool: 'refund_order', status: 500, body: { error: 'Internal Server Error' } },
  { name: 'a gateway', tool: 'find_order', status: 504, body: '<html><body>504 Gateway Time-out</body></html>' },
]
