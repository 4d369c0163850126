import http from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { joined, reveal, Secret, shown } from '../../src/world/secret.ts'
import type { Answer, HttpRequest, HttpResponse } from '../../src/world/world.ts'
import { answering } from './answering.ts'
import { listen, type Loopback } from './loopback.ts'
import { get, limits, testHttp } from './network.ts'

let server: Loopback
let other: Loopback
let home: string
let elsewhere: string

beforeAll(async () => {
  server = await listen(answering())
  other = await listen(http.createServer((_request, response) => response.end('another server')))
  home = `http://127.0.0.1:${server.port}`
  elsewhere = `http://127.0.0.1:${other.port}`
})

afterAll(async () => {
  await Promise.all([server.stop(), other.stop()])
})

const send = (path: string, different: Partial<HttpRequest> = {}): Promise<Answer<HttpResponse>> =>
  testHttp().send(get(home + path, different), limits)

function valueOf(answer: Answer<HttpResponse>): HttpResponse {
  if (!answer.ok) throw new Error(`no answer: ${answer.failure.kind}, ${answer.failure.detail}`)
  return answer.value
}

function jsonOf(answer: Answer<HttpResponse>): unknown {
  return JSON.parse(Buffer.from(valueOf(answer).body).toString())
}

describe('what real systems want', () => {
  const json = [['Content-Type', 'application/json']] as const
  const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const
  test.each<[what: string, path: string, request: Partial<HttpRequest>, answer: object]>([
    ['GET', '/anything/visits', {}, { method: 'GET', path: '/anything/visits', body: '' }],
    ['POST', '/anything', { method: 'POST', headers: json, body: '{"day":"Tuesday"}' }, { method: 'POST', body: '{"day":"Tuesday"}' }],
    ['PUT', '/anything', { method: 'PUT', headers: json, body: '{}' }, { method: 'PUT', body: '{}' }],
    ['PATCH', '/anything', { method: 'PATCH', headers: json, body: '{}' }, { method: 'PATCH', body: '{}' }],
    ['DELETE', '/anything', { method: 'DELETE' }, { method: 'DELETE', body: '' }],
    ['DELETE with a body', '/anything', { method: 'DELETE', headers: json, body: '{}' }, { method: 'DELETE', body: '{}' }],
    ['OPTIONS', '/anything', { method: 'OPTIONS' }, { method: 'OPTIONS' }],
    ['a query', '/anything?day=a%20b&day=c', {}, { query: '?day=a%20b&day=c' }],
    ['an encoded path', '/anything/a%2Fb/%E2%82%AC', {}, { path: '/anything/a%2Fb/%E2%82%AC' }],
    ['a form', '/anything', { method: 'POST', headers: form, body: 'a=1&b=two+words' }, { body: 'a=1&b=two+words' }],
    ['letters of the world', '/anything', { method: 'POST', headers: json, body: '{"name":"Łucja 🦷"}' }, { body: '{"name":"Łucja 🦷"}' }],
    ['basic', '/basic-auth/ana/opensesame', { headers: [['Authorization', `Basic ${btoa('ana:opensesame')}`]] }, { authenticated: true }],
    ['bearer', '/bearer/opensesame', { headers: [['Authorization', 'Bearer opensesame']] }, { authenticated: true }],
    ['gzip', '/gzip', {}, { coding: 'gzip' }],
    ['deflate', '/deflate', {}, { coding: 'deflate' }],
    ['brotli', '/brotli', {}, { coding: 'br' }],
    ['a wait', '/delay/30', {}, { waited: '30' }],
  ])('%s', async (_what, path, request, answer) => {
    expect(jsonOf(await send(path, request))).toMatchObject(answer)
  })

  test.each([200, 201, 202, 204, 304, 400, 401, 403, 404, 405, 409, 415, 422, 429, 500, 503])(
    'status %i is an answer like any other',
    async (status) => {
      expect(valueOf(await send(`/status/${status}`)).status).toBe(status)
    },
  )

  test('HEAD has no body', async () => {
    expect(valueOf(await send('/anything', { method: 'HEAD' }))).toMatchObject({ status: 200, body: Buffer.alloc(0) })
  })

  test('wrong credentials are told by the status', async () => {
    expect(valueOf(await send('/basic-auth/ana/opensesame', { headers: [['Authorization', 'Basic bm8=']] })).status).toBe(401)
  })
})

describe('a redirect', () => {
  const to = (url: string, status: number): string => `/redirect-to?status_code=${status}&url=${encodeURIComponent(url)}`

  test.each<[method: string, status: number, arrives: object]>([
    ...[301, 302, 303, 307, 308].map((status): [string, number, object] => ['GET', status, { method: 'GET', body: '' }]),
    ['POST', 307, { method: 'POST', body: 'a visit' }],
    ['POST', 308, { method: 'POST', body: 'a visit' }],
    ['DELETE', 307, { method: 'DELETE', body: 'a visit' }],
    ['POST', 303, { method: 'GET', body: '' }],
  ])('of %s with %i is followed', async (method, status, arrives) => {
    const body = method === 'GET' ? undefined : 'a visit'
    const headers = [
      ['Authorization', 'Bearer opensesame'],
      ['Content-Type', 'text/plain'],
    ] as const
    const answer = await send(to('/anything/there?day=1', status), { method, body, headers })
    expect(jsonOf(answer)).toMatchObject({ ...arrives, path: '/anything/there', query: '?day=1', headers: { authorization: 'Bearer opensesame' } })
    expect(valueOf(answer).redirects).toEqual([`${home}/anything/there?day=1`])
  })

  test('with HEAD stays HEAD', async () => {
    expect(valueOf(await send(to('/anything', 303), { method: 'HEAD' }))).toMatchObject({ status: 200, redirects: [`${home}/anything`] })
  })

  test('after 303 the type of the body that is gone is not sent either', async () => {
    const headers = [['Content-Type', 'application/json']] as const
    const seen = jsonOf(await send(to('/anything', 303), { method: 'POST', headers, body: '{}' }))
    expect(seen).not.toHaveProperty('headers.content-type')
    expect(seen).not.toHaveProperty('headers.content-length')
  })

  test.each<[what: string, method: string, status: number, url: () => string]>([
    ['of POST with 301, which may mean GET or POST', 'POST', 301, () => '/anything'],
    ['of POST with 302, which may mean GET or POST', 'POST', 302, () => '/anything'],
    ['of DELETE with 302', 'DELETE', 302, () => '/anything'],
    ['to another port', 'GET', 302, () => elsewhere],
    ['to another host', 'GET', 302, () => `http://localhost:${server.port}/anything`],
    ['to another scheme', 'GET', 302, () => `https://127.0.0.1:${server.port}/anything`],
    ['to another origin without scheme', 'GET', 307, () => `//127.0.0.1:${other.port}/`],
    ['to no address', 'GET', 302, () => 'http://['],
    ['to a place that is no web address', 'GET', 302, () => 'javascript:alert(1)'],
    ['with a status that asks for a choice', 'GET', 300, () => '/anything'],
    ['with a status that names a cached copy', 'GET', 304, () => '/anything'],
  ])('%s is not followed', async (_what, method, status, url) => {
    const answer = await send(to(url(), status), { method })
    expect(valueOf(answer)).toMatchObject({ status, redirects: [] })
    expect(valueOf(answer).headers).toContainEqual(['location', url()])
  })

  test('without a place is the answer', async () => {
    expect(valueOf(await send('/status/302'))).toMatchObject({ status: 302, redirects: [] })
  })

  test('is followed five times, and the sixth is the answer', async () => {
    expect(valueOf(await send('/redirect/5'))).toMatchObject({ status: 200 })
    const answer = valueOf(await send('/redirect/6'))
    expect(answer.status).toBe(302)
    expect(answer.redirects).toEqual([5, 4, 3, 2, 1].map((left) => `${home}/redirect/${left}`))
  })

  test('to itself ends after five', async () => {
    const answer = valueOf(await send('/redirect-to'))
    expect(answer.status).toBe(302)
    expect(answer.redirects).toHaveLength(5)
  })

  test('to a place in another script is followed', async () => {
    const bytes = Buffer.from('/anything/zähne').toString('latin1')
    const abroad = await listen(http.createServer(({ url }, response) => response.writeHead(url === '/' ? 302 : 200, { location: bytes }).end(url)))
    const answer = valueOf(await testHttp().send(get(`http://127.0.0.1:${abroad.port}/`), limits))
    await abroad.stop()
    expect(Buffer.from(answer.body).toString()).toBe('/anything/z%C3%A4hne')
  })

  test('takes its part of the one time', async () => {
    const answer = await testHttp().send(get(home + to('/delay/5000', 302)), { ...limits, milliseconds: 150 })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'timeout', phase: 'wait' } })
  })

  test('that names a user and password does not make them ours', async () => {
    const answer = await send(to(`http://eve:hunter2@127.0.0.1:${server.port}/anything`, 302))
    expect(jsonOf(answer)).not.toHaveProperty('headers.authorization')
    expect(valueOf(answer).redirects).toEqual([`${home}/anything`])
  })

  const key = 'open-sesame-42'
  const secret = new Secret('$KEY', key)
  test.each<[what: string, request: Partial<HttpRequest>]>([
    ['a header', { headers: [['Authorization', joined(['Bearer ', secret])]] }],
    ['the query', { url: joined(['HOME/visits?key=', secret]) }],
    ['the body', { method: 'POST', body: joined(['{"key":"', secret, '"}']) }],
  ])('that repeats a secret of %s shows it nowhere', async (_where, request) => {
    const repeating = await listen(
      http.createServer(({ url = '' }, response) => {
        if (url.startsWith('/end')) response.end()
        else response.writeHead(307, { location: `/end?key=${key}` }).end()
      }),
    )
    const at = `http://127.0.0.1:${repeating.port}`
    const url = request.url === undefined ? at : new Secret(shown(request.url).replace('HOME', at), reveal(request.url).replace('HOME', at))
    const { redirects = [] } = valueOf(await testHttp().send(get(url, { ...request, url }), limits))
    await repeating.stop()
    expect(redirects.map(reveal)).toEqual([`${at}/end?key=${key}`])
    expect(redirects.map(shown)).toEqual([`${at}/end?key=$KEY`])
    expect(JSON.stringify(redirects)).not.toContain(key)
  })
})

describe('the time', () => {
  const namesOf = ({ phases = [] }: HttpResponse): readonly string[] => phases.map(({ name }) => name)
  const sumOf = ({ phases = [] }: HttpResponse): number => phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)

  test('of a call is all in its phases', async () => {
    const named = valueOf(await testHttp().send(get(`http://localhost:${server.port}/delay/60`), limits))
    expect(namesOf(named)).toEqual(['dns', 'connect', 'wait', 'read'])
    expect(sumOf(named)).toBeCloseTo(named.milliseconds, 6)
    const wait = named.phases?.find(({ name }) => name === 'wait')?.milliseconds ?? 0
    expect(wait).toBeGreaterThan(50)
    expect(named.milliseconds).toBeGreaterThanOrEqual(wait)
  })

  test('of an address that is a number holds no name', async () => {
    expect(namesOf(valueOf(await send('/anything')))).toEqual(['connect', 'wait', 'read'])
  })

  test('of redirects is counted in with the rest', async () => {
    const answer = valueOf(await testHttp().send(get(`http://localhost:${server.port}/redirect/3`), limits))
    expect(namesOf(answer)).toEqual(['dns', 'connect', 'wait', 'read'])
    expect(sumOf(answer)).toBeCloseTo(answer.milliseconds, 6)
  })

  test('of a body that comes slowly is spent reading', async () => {
    const slow = await listen(
      http.createServer((_request, response) => {
        response.write('opening ')
        setTimeout(() => response.end('hours'), 80)
      }),
    )
    const answer = valueOf(await testHttp().send(get(`http://127.0.0.1:${slow.port}`), limits))
    expect(answer.phases?.find(({ name }) => name === 'read')?.milliseconds).toBeGreaterThan(60)
    await slow.stop()
  })
})
