import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import net from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { Secret } from '../../src/world/secret.ts'
import type { Answer, HttpResponse } from '../../src/world/world.ts'
import { freePort, listen, type Loopback } from './loopback.ts'
import { get, limits, testHttp } from './network.ts'

const running: Loopback[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
})

async function serve(listener: RequestListener): Promise<string> {
  const loopback = await listen(http.createServer(listener))
  running.push(loopback)
  return `http://127.0.0.1:${loopback.port}`
}

/** A server that knows no HTTP: it says what it is told to, once something was asked. */
async function serveBytes(talk: (socket: net.Socket) => void): Promise<string> {
  const loopback = await listen(net.createServer((socket) => socket.once('data', () => talk(socket))))
  running.push(loopback)
  return `http://127.0.0.1:${loopback.port}`
}

function textOf(answer: Answer<HttpResponse>): string {
  if (!answer.ok) throw new Error(`no answer: ${answer.failure.kind}, ${answer.failure.detail}`)
  return Buffer.from(answer.value.body).toString()
}

function kindOf(answer: Answer<HttpResponse>): string {
  return answer.ok ? `status ${answer.value.status}` : answer.failure.kind
}

describe('a request', () => {
  test('goes out as it was built, with its secrets revealed', async () => {
    let seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string } | undefined
    const url = await serve(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      seen = { method: request.method, url: request.url, headers: request.headers, body }
      response.writeHead(201, { 'x-visit': ['one', 'two'] }).end('booked for ünö')
    })
    const answer = await testHttp().send(
      {
        method: 'POST',
        url: new Secret('$CLINIC/visits', `${url}/visits?key=k%201#part`),
        headers: [
          ['Authorization', new Secret('Bearer $TOKEN', 'Bearer opensesame')],
          ['X-Clinic', 'north'],
          ['X-Clinic', 'south'],
        ],
        body: new Secret('{…}', '{"patient":"Ünal"}'),
      },
      limits,
    )
    expect(textOf(answer)).toBe('booked for ünö')
    expect(seen).toMatchObject({ method: 'POST', url: '/visits?key=k%201', body: '{"patient":"Ünal"}' })
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer opensesame', 'x-clinic': 'north, south', 'content-length': '19' })
    expect(answer).toMatchObject({ ok: true, value: { status: 201 } })
    const visits = answer.ok && answer.value.headers.filter(([name]) => name === 'x-visit')
    expect(visits).toEqual([
      ['x-visit', 'one'],
      ['x-visit', 'two'],
    ])
  })

  test('may name its own host, user agent and encoding', async () => {
    const url = await serve((request, response) => response.end(JSON.stringify(request.headers)))
    const headers = [
      ['Host', 'clinic.example'],
      ['User-Agent', 'clinic/1'],
      ['Accept-Encoding', 'identity'],
    ] as const
    const seen: unknown = JSON.parse(textOf(await testHttp().send(get(url, { headers }), limits)))
    expect(seen).toEqual({ host: 'clinic.example', 'user-agent': 'clinic/1', 'accept-encoding': 'identity', connection: 'close' })
  })

  test.each([['DELETE'], ['GET'], ['PATCH']])('carries a body with %s too', async (method) => {
    const url = await serve((request, response) => request.pipe(response))
    expect(textOf(await testHttp().send(get(url, { method, body: 'a body' }), limits))).toBe('a body')
  })

  test('takes the time from sending to the last byte', async () => {
    const url = await serve((_request, response) => setTimeout(() => response.end('late'), 60))
    const answer = await testHttp().send(get(url), limits)
    expect(answer.ok && answer.value.milliseconds).toBeGreaterThan(50)
  })
})

describe('a body', () => {
  const words = 'opening hours, '.repeat(200)
  test.each([
    ['gzip', gzipSync(words)],
    ['x-gzip', gzipSync(words)],
    ['GZip', gzipSync(words)],
    ['br', brotliCompressSync(words)],
    ['deflate', deflateSync(words)],
    ['deflate', deflateRawSync(words)],
    ['deflate, gzip', gzipSync(deflateSync(words))],
    ['identity', Buffer.from(words)],
    ['utf-8', Buffer.from(words)],
    ['constructor', Buffer.from(words)],
  ])('sent as %s is read', async (coding, bytes) => {
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes))
    expect(textOf(await testHttp().send(get(url), limits))).toBe(words)
  })

  test.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
    ['GET', 200],
  ])('that is not there is no trouble, whatever is said of it (%s, %i)', async (method, status) => {
    const url = await serve((_request, response) => response.writeHead(status, { 'content-encoding': 'gzip' }).end())
    const answer = await testHttp().send(get(url, { method }), limits)
    expect(answer).toMatchObject({ ok: true, value: { status, body: Buffer.alloc(0) } })
  })

  test.each([
    ['is not gzip', 'gzip', Buffer.from('{"ok":true}')],
    ['is not brotli', 'br', Buffer.from('{"ok":true}')],
    ['breaks off inside of the gzip', 'gzip', gzipSync(words).subarray(0, 40)],
    ['breaks off inside of the brotli', 'br', brotliCompressSync(words).subarray(0, 12)],
    ['is gzip with a wrong checksum', 'gzip', Buffer.concat([gzipSync(words).subarray(0, -8), Buffer.alloc(8)])],
  ])('that %s is no answer', async (_flaw, coding, bytes) => {
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(bytes))
    expect(kindOf(await testHttp().send(get(url), limits))).toBe('protocol')
  })

  test('that is compressed ten times over is no answer', async () => {
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip,'.repeat(10) }).end(gzipSync('x')))
    expect(kindOf(await testHttp().send(get(url), limits))).toBe('protocol')
  })
})

describe('limits', () => {
  test('an answer of exactly as many bytes as allowed is read, one more is not', async () => {
    const url = await serve((_request, response) => response.end('12345678'))
    expect(textOf(await testHttp().send(get(url), { ...limits, bytes: 8 }))).toBe('12345678')
    expect(await testHttp().send(get(url), { ...limits, bytes: 7 })).toMatchObject({
      ok: false,
      failure: { kind: 'too-large', detail: 'the answer is larger than 7 bytes', phase: 'read', partial: { status: 200 } },
    })
  })

  test('a body without end is cut off', async () => {
    let sent = 0
    const url = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      }
      response.on('drain', more)
      more()
    })
    expect(kindOf(await testHttp().send(get(url), limits))).toBe('too-large')
    expect(sent).toBeLessThan(20_000_000)
  })

  test('a gzip bomb is cut off', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    expect(bomb.byteLength).toBeLessThan(limits.bytes)
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
    const before = process.memoryUsage().arrayBuffers
    expect(kindOf(await testHttp().send(get(url), limits))).toBe('too-large')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test('headers without end are cut off', async () => {
    const url = await serveBytes((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`))
    expect(kindOf(await testHttp().send(get(url), limits))).toBe('too-large')
  })

  const noAnswer = { phase: 'wait', detail: 'the server was reached, but no answer came within 150 ms' }
  const halfAnswer = { phase: 'read', detail: 'the answer began, but was not complete within 150 ms' }
  test.each<[string, object, (response: ServerResponse) => void]>([
    ['never answers', noAnswer, () => undefined],
    ['answers and then says nothing', halfAnswer, (response) => response.writeHead(200).flushHeaders()],
    ['drips', halfAnswer, (response) => void drip(response, Buffer.from('opening hours'))],
    ['drips compressed', halfAnswer, (response) => void drip(response.setHeader('content-encoding', 'gzip'), gzipSync('opening hours'))],
  ])('a server that %s is given up in time', async (_how, told, behave) => {
    const url = await serve((_request, response) => behave(response))
    const start = performance.now()
    const answer = await testHttp().send(get(url), { ...limits, milliseconds: 150 })
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'timeout', ...told } })
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('a server that never finishes the handshake is given up in time', async () => {
    const loopback = await listen(net.createServer())
    running.push(loopback)
    const answer = await testHttp().send(get(`https://127.0.0.1:${loopback.port}`), { ...limits, milliseconds: 150 })
    const detail = 'the server took the connection, but did not secure it within 150 ms'
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'timeout', detail, phase: 'tls', phases: [{ name: 'connect' }, { name: 'tls' }] } })
  })
})

describe('no answer', () => {
  test('when nobody listens', async () => {
    const answer = await testHttp().send(get(`http://127.0.0.1:${await freePort()}`), limits)
    const failure = { kind: 'refused', detail: 'nothing accepts connections there (ECONNREFUSED)', code: 'ECONNREFUSED', phase: 'connect' }
    expect(answer).toMatchObject({ ok: false, failure })
  })

  test('when nobody listens at any of the addresses of a host', async () => {
    expect(kindOf(await testHttp().send(get(`http://localhost:${await freePort()}`), limits))).toBe('refused')
  })

  test('when the host has no address', async () => {
    expect(kindOf(await testHttp().send(get('http://clinic.invalid/'), limits))).toBe('name-unknown')
  })

  test.each<[string, (socket: net.Socket) => void]>([
    ['at once', (socket) => socket.destroy()],
    ['with a reset', (socket) => socket.resetAndDestroy()],
    ['before the body is complete', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this')],
    ['between two chunks', (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nonly\r\n')],
  ])('when the connection is closed %s', async (_when, talk) => {
    expect(kindOf(await testHttp().send(get(await serveBytes(talk)), limits))).toBe('reset')
  })

  test.each([
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['has a chunk of nonsense', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ])('when what comes %s', async (_flaw, bytes) => {
    expect(kindOf(await testHttp().send(get(await serveBytes((socket) => socket.end(bytes))), limits))).toBe('protocol')
  })

  test('what comes after the length that was named is not part of the answer', async () => {
    const url = await serveBytes((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nonly and more'))
    expect(textOf(await testHttp().send(get(url), limits))).toBe('only')
  })

  test('a change of protocol that nobody asked for is no answer', async () => {
    const url = await serveBytes((socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: clinic\r\nconnection: upgrade\r\n\r\n'))
    expect(kindOf(await testHttp().send(get(url), limits))).toBe('protocol')
  })

  test('when the person interrupts, before or meanwhile', async () => {
    const url = await serve(() => undefined)
    const interruption = new AbortController()
    const http = testHttp({ interrupted: interruption.signal })
    setTimeout(() => interruption.abort(), 50)
    const failure = { kind: 'interrupted', detail: 'the run was interrupted' }
    expect(await http.send(get(url), limits)).toMatchObject({ ok: false, failure: { ...failure, phase: 'wait' } })
    expect(await http.send(get(url), limits)).toEqual({ ok: false, failure })
  })
})

describe('nothing is sent', () => {
  test.each([
    ['an address that is no URL', get('clinic')],
    ['another protocol', get('file:///etc/passwd')],
    ['a name and password in the address', get('http://ana:opensesame@127.0.0.1:1/')],
    ['a line break in a header', get('http://127.0.0.1:1/', { headers: [['x-clinic', 'north\r\nx-admin: yes']] })],
    ['a line break in a secret', get('http://127.0.0.1:1/', { headers: [['authorization', new Secret('$TOKEN', 'opensesame\n')]] })],
    ['a zero byte in a header', get('http://127.0.0.1:1/', { headers: [['x-clinic', 'north\0']] })],
    ['letters that a header cannot carry', get('http://127.0.0.1:1/', { headers: [['x-clinic', 'Łódź']] })],
    ['a line break in a name', get('http://127.0.0.1:1/', { headers: [['x\r\ny', 'z']] })],
    ['an empty name', get('http://127.0.0.1:1/', { headers: [['', 'z']] })],
    ['a length that may lie', get('http://127.0.0.1:1/', { headers: [['Content-Length', '3']] })],
    ['a method of two words', get('http://127.0.0.1:1/', { method: 'GET /x HTTP/1.1\r\n' })],
  ])('with %s', async (_flaw, request) => {
    const answer = await testHttp().send(request, limits)
    expect(kindOf(answer)).toBe('blocked')
    expect(JSON.stringify(answer)).not.toContain('opensesame')
  })
})

async function drip(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  for (const byte of bytes) {
    response.write(Uint8Array.of(byte))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
