import { Ajv } from 'ajv'
import schemas from 'har-schema'
import { readFileSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { freePort } from '../node/loopback.ts'
import { folderOf, realWorld, serve } from '../flow/real.ts'

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, uri: (text) => URL.canParse(text), ipv4: true, ipv6: true },
})
ajv.addMetaSchema(JSON.parse(readFileSync('node_modules/ajv/dist/refs/json-schema-draft-06.json', 'utf8')))
for (const schema of Object.values(schemas)) ajv.addSchema(schema)

const secret = 'sk-bikes-"1&2"-secret'

interface Entry {
  readonly time: number
  readonly request: Record<string, unknown>
  readonly response: { readonly content: Record<string, unknown> } & Record<string, unknown>
  readonly timings: Readonly<Record<'blocked' | 'dns' | 'connect' | 'ssl' | 'send' | 'wait' | 'receive', number>>
  readonly comment: string
}

/** The last entry of a call's record, held against the schema and against the rules that no schema tells. */
async function recorded(
  request: string,
  answer: RequestListener | undefined,
  { above = '', exit = 0 } = {},
): Promise<Entry & { readonly before: readonly Entry[] }> {
  const address = answer === undefined ? `http://127.0.0.1:${await freePort()}` : await serve(answer)
  const folder = folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${address}/v1
credentials: { type: bearer, token: "\${BIKES_KEY}" }
tools:
  use_it:
    description: Uses it. Only for the test of records, whenever the caller wants that.
    confirmation: Shall I use it?
${above}    request: ${request}
`,
  })
  const { world } = realWorld(folder, { BIKES_KEY: secret })
  expect(await run(['try', 'bikes/use_it', '--yes', '--har', 'kept/call.har'], world)).toBe(exit)
  const text = readFileSync(join(folder, 'kept/call.har'), 'utf8')
  for (const written of [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, 24),
  ])
    expect(text).not.toContain(written)
  const har: { log: { entries: Entry[] } } = JSON.parse(text)
  expect(ajv.validate('har.json#', har), ajv.errorsText()).toBe(true)
  const entry = har.log.entries.at(-1)
  if (entry === undefined) throw new Error('the record has no entry')
  const { blocked, dns, connect, ssl, send, wait, receive } = entry.timings
  expect(entry.time).toBeCloseTo(
    [blocked, dns, connect, send, wait, receive].reduce((sum, time) => sum + Math.max(0, time), 0),
    2,
  )
  expect(ssl).toBeLessThanOrEqual(connect)
  return { ...entry, before: har.log.entries.slice(0, -1) }
}

const json: RequestListener = (request, response) => {
  request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'))
}

it('a query, cookies of both sides, an answer that writes the secret back', async () => {
  const { request, response, timings, comment } = await recorded(
    '{ method: GET, path: "/bikes", query: { q: "a b&c", tag: [x, y] }, headers: { Cookie: "theme=dark; session=${BIKES_KEY}" } }',
    (asked, answer) =>
      answer
        .setHeader('content-type', 'application/json; charset=utf-8')
        .setHeader('set-cookie', ['sid=abc==; Path=/v1; Domain=bikes.example; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Secure; HttpOnly', 'odd'])
        .end(JSON.stringify({ authorization: asked.headers.authorization })),
  )
  expect(request).toMatchObject({
    method: 'GET',
    cookies: [
      { name: 'theme', value: 'dark' },
      { name: 'session', value: '$BIKES_KEY' },
    ],
    queryString: [
      { name: 'q', value: 'a b&c' },
      { name: 'tag', value: 'x' },
      { name: 'tag', value: 'y' },
    ],
    bodySize: 0,
  })
  expect(request['headers']).toContainEqual({ name: 'Authorization', value: 'Bearer $BIKES_KEY' })
  for (const name of ['user-agent', 'accept-encoding', 'host']) expect(request['headers']).toContainEqual({ name, value: expect.any(String) })
  expect(response).toMatchObject({
    status: 200,
    statusText: 'OK',
    cookies: [
      { name: 'sid', value: '…', path: '/v1', domain: 'bikes.example', expires: '2026-10-21T07:28:00.000Z', secure: true, httpOnly: true },
      { name: '…', value: '', secure: false, httpOnly: false },
    ],
    content: { mimeType: 'application/json; charset=utf-8', text: '{"authorization":"Bearer $BIKES_KEY"}' },
  })
  // The address is a number, and nothing is encrypted.
  expect(timings).toMatchObject({ blocked: -1, dns: -1, ssl: -1, send: 0 })
  expect(timings.wait).toBeGreaterThan(0)
  expect(comment).toBe('diga-int try bikes/use_it')
})

it('a JSON body is a text, a form is its pairs', async () => {
  const body = await recorded('{ method: POST, path: /bikes, body: { name: Ñandú, key: "${BIKES_KEY}" } }', json)
  expect(body.request).toMatchObject({ bodySize: -1, postData: { mimeType: 'application/json', text: '{"name":"Ñandú","key":"$BIKES_KEY"}' } })
  const form = await recorded('{ method: POST, path: /bikes, form: { name: Ñandú & co, size: "" } }', json)
  expect(form.request).toMatchObject({
    bodySize: 'name=%C3%91and%C3%BA+%26+co&size='.length,
    postData: {
      mimeType: 'application/x-www-form-urlencoded',
      params: [
        { name: 'name', value: 'Ñandú & co' },
        { name: 'size', value: '' },
      ],
    },
  })
  expect(form.request['postData']).not.toHaveProperty('text')
})

it('what is no text is kept in base64, without secrets too', async () => {
  const bytes = Buffer.concat([Buffer.from([0x89, 0x50, 0, 0xff]), Buffer.from(secret), Buffer.from([0xfe])])
  const { response } = await recorded('{ method: GET, path: /photo }', (_, answer) => answer.setHeader('content-type', 'image/png').end(bytes), {
    exit: 1,
  })
  expect(response.content).toMatchObject({ size: bytes.length, mimeType: 'image/png', encoding: 'base64' })
  const kept = Buffer.from(String(response.content['text']), 'base64').toString('latin1')
  expect(kept).toBe('\x89P\0\xff$BIKES_KEY\xfe')
})

it('redirects: one that was followed, one that was not', async () => {
  const followed = await recorded('{ method: GET, path: /old }', (asked, answer) =>
    asked.url === '/v1/old' ? answer.writeHead(301, { location: '/v1/new' }).end() : json(asked, answer),
  )
  expect(followed.comment).toBe('diga-int try bikes/use_it')
  expect(followed.request['url']).toMatch(/\/v1\/new$/)
  expect(followed.before).toMatchObject([
    { request: { url: expect.stringMatching(/\/v1\/old$/) }, response: { status: 301, redirectURL: expect.stringMatching(/\/v1\/new$/) } },
  ])
  expect(followed.response).toMatchObject({ status: 200, redirectURL: '' })
  const elsewhere = await recorded(
    '{ method: GET, path: /old }',
    (_, answer) => answer.writeHead(302, { location: 'https://bikes.example/' }).end(),
    { exit: 1 },
  )
  expect(elsewhere.response).toMatchObject({ status: 302, redirectURL: 'https://bikes.example/' })
})

it('a call that needed several attempts, and one without an answer', async () => {
  let count = 0
  const retried = await recorded(
    '{ method: GET, path: /bikes }',
    (asked, answer) => (count++ === 0 ? answer.writeHead(503, { 'retry-after': '0' }).end() : json(asked, answer)),
    {
      above: '    retry: { attempts: 2 }\n',
    },
  )
  expect(retried).toMatchObject({ comment: 'diga-int try bikes/use_it; attempt 2 of 2', response: { status: 200 } })
  expect(retried.before).toMatchObject([{ comment: 'diga-int try bikes/use_it; attempt 1 of 2', response: { status: 503 } }])
  const none = await recorded('{ method: GET, path: /bikes }', undefined, { exit: 3 })
  expect(none).toMatchObject({ comment: 'diga-int try bikes/use_it; no answer came', response: { status: 0, content: { size: 0 } } })
  expect(none.time).toBeGreaterThan(0)
})

it('an empty answer has a type that says so', async () => {
  const { response } = await recorded('{ method: DELETE, path: /bikes }', (_, answer) => answer.writeHead(204).end())
  expect(response).toMatchObject({ status: 204, statusText: 'No Content', content: { size: 0, mimeType: 'x-unknown', text: '' } })
})

it('of an answer that broke off, what had come', async () => {
  const { response, comment, time } = await recorded('{ method: GET, path: /bikes }', breakOff, { exit: 3 })
  expect(response).toMatchObject({ status: 200, content: { text: '{"bikes": ["city", "' } })
  expect(comment).toBe('diga-int try bikes/use_it; the answer broke off')
  expect(time).toBeGreaterThan(0)
})

function breakOff(_: unknown, answer: ServerResponse): void {
  answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
  answer.write('{"bikes": ["city", "mount', () => setTimeout(() => answer.destroy(), 20))
}
