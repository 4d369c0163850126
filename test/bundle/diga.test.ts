import { describe, expect, it } from 'vitest'
import { isJsonObject } from '../../src/json/schema.ts'
import { bikeShop } from './bike-shop.ts'
import { bundled, documentOf, shown, type SmallProject } from './project.ts'
import { judgeOfFile } from './schemas.ts'

const judge = judgeOfFile('./diga.schema.json')

/** A tool of a dental clinic; `lines` are those of the tool, two spaces in. */
const clinic = (lines: string, above = 'credentials: { type: bearer, token: "${TOKEN}" }'): SmallProject => ({
  agent: 'description: A dental clinic\ntools: { clinic: [book] }\n',
  integrations: {
    clinic: [
      'type: http',
      'description: The clinic',
      'base_url: https://clinic.example',
      above,
      'tools:',
      '  book:',
      '    description: Books a visit',
      lines,
    ].join('\n'),
  },
})
const withRequest = (request: string, parameters = '{}'): SmallProject => clinic(`    parameters: ${parameters}\n    request: ${request}\n`)
const text = '{ type: string, description: A }'

async function toolOf(project: SmallProject): Promise<unknown> {
  const document = documentOf(await bundled(project, 'diga'), 'diga.json')
  expect(judge(document)).toEqual([])
  return isJsonObject(document) && Array.isArray(document['integrations']) ? document['integrations'][0].tools[0] : undefined
}

async function errorsOf(project: SmallProject): Promise<readonly string[]> {
  const outcome = await bundled(project, 'diga')
  expect(outcome.files).toEqual([])
  expect(outcome.manifest.refused).toEqual(['diga'])
  expect(outcome.diagnostics.every(({ code, hint, span }) => code === 'bundle-loss' && hint !== undefined && span !== undefined)).toBe(true)
  return shown(outcome.diagnostics).map((line) => line.replace(/^.*?:\d+:\d+ /, '').replace('error: target "diga", ', ''))
}

it('writes bodies that the API takes, for the bike shop', async () => {
  expect(judge(documentOf(await bundled(bikeShop, 'diga'), 'diga.json'))).toEqual([])
})

it('has a schema of the API that fires', () => {
  const tool = { name: 'a', description: 'b', endpoint_path: '/', method: 'HEAD', query: [{ name: 'x', data_type: 'array' }] }
  const create = { name: 'c', base_url: 'https://c.example', integration_type: 'HTTP' }
  const document = {
    format_version: 1,
    agent: { name: 'a', integrations: [] },
    integrations: [{ name: 'c', create, at_apply: { environment: [] }, tools: [tool] }],
  }
  expect(judge(document)).toEqual([
    '/integrations/0/tools/0/method must be equal to one of the allowed values',
    '/integrations/0/tools/0/query/0/data_type must be equal to one of the allowed values',
  ])
})

describe('what Diga cannot take is refused', () => {
  it.each<[string, SmallProject, string]>([
    ['HEAD', withRequest('{ method: HEAD, path: /v }'), '[HEAD] tool "book": Diga has no method HEAD: it takes GET, POST, PUT, PATCH and DELETE'],
    [
      'a hole in a text',
      withRequest('{ method: POST, path: /v, body: { note: "visit {a}" } }', `{ a: ${text} }`),
      '["visit {a}"] tool "book": body field /note is a text with a hole in it ("visit {a}"), and Diga fills whole values only',
    ],
    [
      'a variable in a text',
      withRequest('{ method: GET, path: /v, query: { from: "tel:{{user_phone_number}}" } }'),
      '["tel:{{user_phone_number}}"] tool "book": query parameter "from" is a text with a hole in it ("tel:{{user_phone_number}}"), ' +
        'and Diga fills whole values only',
    ],
    [
      'an array as body',
      withRequest('{ method: POST, path: /v, body: ["{a}"] }', `{ a: ${text} }`),
      '[["{a}"]] tool "book": the body is an array, and Diga writes bodies as an object of named fields',
    ],
    [
      'a whole body from one parameter',
      withRequest('{ method: POST, path: /v, body: "{a}" }', '{ a: { type: object, description: A } }'),
      '["{a}"] tool "book": the body is a single value, and Diga writes bodies as an object of named fields',
    ],
    [
      'an array in a body',
      withRequest('{ method: POST, path: /v, body: { x: { y: [1] } } }'),
      '[[1]] tool "book": body field /x/y is an array, and Diga has no arrays in requests',
    ],
    [
      'a repeated query',
      withRequest('{ method: GET, path: /v, query: { tag: [a, b] } }'),
      '[[a, b]] tool "book": query parameter "tag" is an array, and Diga has no arrays in requests',
    ],
    [
      'a constant null',
      withRequest('{ method: POST, path: /v, body: { end: null } }'),
      '[null] tool "book": body field /end is a constant null, and a fixed value of null means none in Diga',
    ],
    [
      'a name with a space',
      withRequest('{ method: POST, path: /v, body: { "first name": Ana } }'),
      '[Ana] tool "book": body field /first name has a name with spaces, which Diga does not take',
    ],
    [
      'an array parameter',
      withRequest('{ method: POST, path: /v, body: { x: "{a}" } }', '{ a: { type: array, items: { type: string }, description: A } }'),
      '[type] tool "book": parameter "a" is an array, and Diga has no arrays in requests',
    ],
    [
      'a union of types',
      withRequest('{ method: POST, path: /v, body: { x: "{a}" } }', '{ a: { type: [string, number], description: A } }'),
      '[type] tool "book": parameter "a" has no single type of string, integer, number, boolean or object',
    ],
    [
      'a schema without a type',
      withRequest('{ method: POST, path: /v, body: { x: "{a}" } }', '{ a: { anyOf: [{ type: string }], description: A } }'),
      '[a] tool "book": parameter "a" has no single type of string, integer, number, boolean or object',
    ],
    [
      'a rule without words',
      withRequest('{ method: POST, path: /v, body: { x: "{a}" } }', '{ a: { type: string, not: { const: x }, description: A } }'),
      '[not] tool "book": "not" of parameter "a" has no field in Diga, and cannot be said in a sentence',
    ],
    [
      'an array in an object',
      withRequest('{ method: POST, path: /v, body: { x: "{a}" } }', '{ a: { type: object, description: A, properties: { b: { type: array } } } }'),
      '[type] tool "book": "b" in parameter "a" is an array, and Diga has no arrays in requests',
    ],
    [
      'an object in a query',
      withRequest('{ method: GET, path: /v, query: { x: "{a}" } }', '{ a: { type: object, description: A } }'),
      '["{a}"] tool "book": query parameter "x" is an object, and Diga has no objects in a query',
    ],
    [
      'an object in a path',
      withRequest('{ method: GET, path: "/v/{a}" }', '{ a: { type: object, description: A } }'),
      '["/v/{a}"] tool "book": the hole {a} of the path is an object, which no path can hold',
    ],
    [
      'a variable and a parameter of one name',
      withRequest('{ method: GET, path: "/v/{a}/{{a}}" }', `{ a: ${text} }`),
      '["/v/{a}/{{a}}"] tool "book": the call variable "{{a}}" in the path has the name of a parameter',
    ],
    [
      'a header filled on the call',
      withRequest('{ method: GET, path: /v, headers: { X-Caller: "{{user_phone_number}}" } }'),
      '["{{user_phone_number}}"] tool "book": header "X-Caller" is filled on the call ("{{user_phone_number}}"), and headers are constant in Diga',
    ],
    [
      'a parameter that nothing uses',
      withRequest('{ method: GET, path: /v }', `{ a: ${text} }`),
      '[a] tool "book": parameter "a" is no part of the request, so Diga could not ask for it',
    ],
    [
      'a key in the query',
      clinic('    request: { method: GET, path: /v }\n', 'credentials: { type: api_key, in: query, name: key, value: "${KEY}" }'),
      '[type] integration "clinic": Diga has no place for an API key in the query: it takes a bearer token or headers',
    ],
    [
      'OAuth',
      clinic(
        '    request: { method: GET, path: /v }\n',
        'credentials: { type: oauth2_client_credentials, token_url: "https://id.example", client_id: a, client_secret: "${S}" }',
      ),
      '[type] integration "clinic": Diga has no place for OAuth client credentials: it takes a bearer token or headers',
    ],
    [
      'a form',
      withRequest('{ method: POST, path: /v, form: { x: 1 } }'),
      '[{ x: 1 }] tool "book": the body is a form, and Diga sends bodies as JSON',
    ],
    [
      'a client certificate',
      clinic('    request: { method: GET, path: /v }\n', 'tls: { client: { cert_file: c.pem, key_file: /k.pem } }'),
      '[tls] integration "clinic": Diga has no place for a client certificate, so its connections would fail',
    ],
    [
      'an authority of our own',
      clinic('    request: { method: GET, path: /v }\n', 'tls: { ca_file: ca.pem }'),
      '[tls] integration "clinic": Diga has no place for certificates of an authority of our own, so its connections would fail',
    ],
  ])('%s', async (_, project, error) => {
    expect(await errorsOf(project)).toEqual([error])
  })

  it('HTTP+SSE', async () => {
    const project: SmallProject = {
      agent: 'description: A\ntools: { clinic: [book] }\n',
      integrations: { clinic: 'type: mcp\ndescription: The clinic\nurl: https://clinic.example/sse\n' },
      locked: { clinic: [{ name: 'book', description: 'Books', inputSchema: { type: 'object' } }] },
    }
    expect(await errorsOf(project)).toEqual([
      '[url] integration "clinic": Diga speaks Streamable HTTP only, and this server is spoken to over HTTP+SSE',
    ])
  })

  it('says every reason at once, and writes the other targets', async () => {
    const outcome = await bundled(withRequest('{ method: HEAD, path: /v, query: { x: [1], y: "a{b}" } }', `{ b: ${text} }`), 'diga', 'bundle')
    expect(outcome.files.map(({ path }) => path)).toEqual(['bundle.json', 'manifest.json'])
    expect(outcome.manifest.refused).toEqual(['diga'])
    expect(outcome.diagnostics).toHaveLength(3)
  })
})

describe('what Diga takes', () => {
  const body = (fields: string, parameters = '{}'): SmallProject => withRequest(`{ method: POST, path: /v, body: ${fields} }`, parameters)

  it.each<[string, SmallProject, Readonly<Record<string, unknown>>]>([
    [
      'constants',
      body('{ a: x, b: 3, c: 1.5, d: true, e: "{}", f: {} }'),
      {
        body: [
          { name: 'a', data_type: 'string', required: true, value_source: 'fixed', fixed_value: 'x' },
          { name: 'b', data_type: 'integer', required: true, value_source: 'fixed', fixed_value: 3 },
          { name: 'c', data_type: 'number', required: true, value_source: 'fixed', fixed_value: 1.5 },
          { name: 'd', data_type: 'boolean', required: true, value_source: 'fixed', fixed_value: true },
          { name: 'e', data_type: 'string', required: true, value_source: 'fixed', fixed_value: '{}' },
          { name: 'f', data_type: 'object', required: true, value_source: 'llm', properties: [] },
        ],
      },
    ],
    [
      'a call variable',
      body('{ a: "{{ user_phone_number }}" }'),
      { body: [{ name: 'a', data_type: 'string', required: true, value_source: 'dynamic', fixed_value: '{{user_phone_number}}' }] },
    ],
    [
      'a parameter under the name of its field',
      body('{ note: "{why}" }', '{ why: { type: string, required: false, description: Why } }'),
      { body: [{ name: 'note', data_type: 'string', description: 'Why. Elsewhere called "why".', required: false, value_source: 'llm' }] },
    ],
    [
      'an object of optional parameters',
      body('{ o: { a: "{a}" } }', `{ a: { type: string, required: false, description: A } }`),
      {
        body: [
          {
            name: 'o',
            data_type: 'object',
            required: false,
            value_source: 'llm',
            properties: [{ name: 'a', data_type: 'string', description: 'A', required: false, value_source: 'llm' }],
          },
        ],
      },
    ],
    [
      'an object parameter',
      body(
        '{ a: "{a}" }',
        '{ a: { type: object, description: A, required: [b], properties: { b: { type: integer, minimum: 1 }, c: { enum: [x, y] } } } }',
      ),
      {
        body: [
          {
            name: 'a',
            data_type: 'object',
            description: 'A',
            required: true,
            value_source: 'llm',
            properties: [
              { name: 'b', data_type: 'integer', description: 'At least 1.', required: true, value_source: 'llm' },
              { name: 'c', data_type: 'string', description: 'One of: "x", "y".', required: false, value_source: 'llm' },
            ],
          },
        ],
      },
    ],
    [
      'an object parameter of any keys',
      body('{ a: "{a}" }', '{ a: { type: object, description: A } }'),
      { body: [{ name: 'a', data_type: 'object', description: 'A', required: true, value_source: 'llm', properties: null }] },
    ],
    [
      'every constraint in words',
      body(
        '{ a: "{a}" }',
        '{ a: { type: string, description: A word, format: date, pattern: "^x$", minLength: 1, maxLength: 2, ' +
          'default: x, examples: [x], deprecated: true } }',
      ),
      {
        body: [
          {
            name: 'a',
            data_type: 'string',
            description:
              'A word. Format: date. Must match the pattern ^x$ At least 1 characters. At most 2 characters. ' +
              'Default: "x". For example: "x". Deprecated.',
            required: true,
            value_source: 'llm',
          },
        ],
      },
    ],
    [
      'a path',
      withRequest('{ method: GET, path: "/v/{a}.json/{{who}}/{n}" }', `{ a: ${text}, n: { type: integer, description: N } }`),
      {
        endpoint_path: '/v/{a}.json/{who}/{n}',
        path: [
          { name: 'a', description: 'A', required: true, value_source: 'llm' },
          { name: 'who', required: true, value_source: 'dynamic', fixed_value: '{{who}}' },
          { name: 'n', description: 'N. A whole number.', required: true, value_source: 'llm' },
        ],
      },
    ],
    [
      'headers of its own',
      withRequest('{ method: GET, path: /v, headers: { X-Lang: es } }'),
      { headers: { 'X-Lang': 'es' }, timeout: 5, execution_audio: null, pre_speech: 'auto', approval_required: false },
    ],
    [
      'speech',
      clinic(
        '    confirmation: Shall I?\n    pre_speech: force\n    execution_audio: waiting_music\n' +
          '    timeout_seconds: 0.5\n    request: { method: DELETE, path: /v }\n',
      ),
      {
        method: 'DELETE',
        timeout: 1,
        execution_audio: 'waiting_music',
        pre_speech: 'force',
        approval_required: true,
        description: 'Books a visit\n\nAsk for the confirmation of this tool in these words: “Shall I?”',
      },
    ],
  ])('%s', async (_, project, expected) => {
    expect(await toolOf(project)).toMatchObject(expected)
  })

  it.each<[string, string, unknown]>([
    ['nothing', '{ type: none }', { name: 'clinic', description: 'The clinic', base_url: 'https://clinic.example', integration_type: 'HTTP' }],
    ['a bearer token', '{ type: bearer, token: "${TOKEN}" }', { auth_key: '${TOKEN}' }],
    ['a key in a header', '{ type: api_key, name: X-Key, value: "k-${KEY}" }', { headers: { 'X-Key': 'k-${KEY}' } }],
    ['headers', '{ type: headers, headers: { X-A: "${A}", X-B: "${B}" } }', { headers: { 'X-A': '${A}', 'X-B': '${B}' } }],
  ])('credentials: %s', async (_, credentials, create) => {
    const document = documentOf(await bundled(clinic('    request: { method: GET, path: /v }\n', `credentials: ${credentials}`), 'diga'), 'diga.json')
    expect(judge(document)).toEqual([])
    expect(document).toMatchObject({ integrations: [{ create }] })
  })

  it('basic credentials, by what has to be done when their values are known', async () => {
    const outcome = await bundled(bikeShop, 'diga')
    expect(documentOf(outcome, 'diga.json')).toMatchObject({
      integrations: [
        {},
        {},
        {
          create: { headers: { Accept: 'application/json' } },
          at_apply: { basic_authorization: { username: '${ZENDESK_EMAIL}/token', password: '${ZENDESK_TOKEN}' } },
        },
      ],
    })
    expect(outcome.manifest.targets[0]?.losses.map(({ subject }) => subject)).toContain('credentials')
  })
})

describe('what Diga does without is said', () => {
  it.each<[string, SmallProject, string]>([
    [
      'a type that allows null',
      withRequest('{ method: POST, path: /v, body: { a: "{a}" } }', '{ a: { type: [string, "null"], description: A } }'),
      '[type] warning: target "diga", tool "book": parameter "a" can no longer be null',
    ],
    [
      'further keys',
      withRequest(
        '{ method: POST, path: /v, body: { a: "{a}" } }',
        '{ a: { type: object, description: A, properties: { b: { type: string } }, additionalProperties: true } }',
      ),
      '[additionalProperties] warning: target "diga", tool "book": parameter "a" can no longer hold keys that are not named',
    ],
    [
      'a value that is used twice',
      withRequest('{ method: POST, path: /v, query: { a: "{a}" }, body: { b: "{a}" } }', `{ a: ${text} }`),
      '[a] warning: target "diga", tool "book": parameter "a" fills 2 fields, and Diga has the model fill each one: they may differ',
    ],
    [
      'a name that stands twice',
      withRequest('{ method: POST, path: /v, query: { a: 1 }, body: { a: 2 } }'),
      'note: target "diga", tool "book": "a" stands in more than one of path, query and body, which Diga may refuse as a duplicate (409)',
    ],
    [
      'requests that are sent again',
      clinic('    retry: { attempts: 2 }\n    request: { method: GET, path: /v }\n'),
      '[retry] warning: target "diga", tool "book": Diga has no field for retry: whether and when a request is sent again is its own affair',
    ],
    [
      'a key against repetitions',
      withRequest('{ method: POST, path: /v, idempotency_header: X-Key }'),
      '[X-Key] warning: target "diga", tool "book": Diga has no field for a key that is new for each call: "X-Key" is not sent, ' +
        'and the API cannot tell a repeated request',
    ],
    [
      'a secret in a body',
      withRequest('{ method: POST, path: /v, body: { key: "${KEY}" } }'),
      '["${KEY}"] warning: target "diga", tool "book": the value of ${KEY} stands readable in Diga\'s configuration of the tool',
    ],
    [
      'a secret in a header',
      clinic('    request: { method: GET, path: /v }\n', 'headers: { X-Key: "${KEY}" }'),
      '[X-Key] warning: target "diga", integration "clinic": the value of ${KEY} goes into the plain header "X-Key": Diga treats headers as public',
    ],
  ])('%s', async (_, project, note) => {
    const outcome = await bundled(project, 'diga')
    expect(judge(documentOf(outcome, 'diga.json'))).toEqual([])
    expect(shown(outcome.diagnostics).filter((line) => line.endsWith(note))).toHaveLength(1)
  })
})
