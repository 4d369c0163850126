import net, { type Socket } from 'node:net'
import { constants, brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, HttpResponse } from '../../src/world/world.ts'
import { listen, type Loopback } from './loopback.ts'
import { get, limits, testHttp } from './network.ts'

/** How a server behaves once something was asked. */
type Talk = (socket: Socket) => void

const ok = 'HTTP/1.1 200 OK\r\n'
const say =
  (...texts: readonly (string | Buffer)[]): Talk =>
  (socket) =>
    texts.forEach((text) => socket.write(text))
const sayAndEnd =
  (...texts: readonly (string | Buffer)[]): Talk =>
  (socket) =>
    socket.end(Buffer.concat(texts.map((text) => Buffer.from(text))))
const sayAndReset =
  (text: string): Talk =>
  (socket) =>
    void socket.write(text, () => setTimeout(() => socket.resetAndDestroy(), 10))

/** Says a text, and then a piece again and again, as long as somebody takes it. */
const sayForEver =
  (start: string, piece: Buffer): Talk =>
  (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece)) sent += piece.byteLength
    }
    socket.write(start)
    socket.on('drain', more)
    more()
  }

/** Says a text, and then one byte after the other. */
const drip =
  (start: string, piece: string): Talk =>
  (socket) => {
    socket.write(start)
    const timer = setInterval(() => socket.write(piece), 5)
    socket.on('close', () => clearInterval(timer))
  }

// 1 GiB of nothing: a member of gzip for each 16 MiB.
const member = gzipSync(Buffer.alloc(16 * 1024 * 1024), { level: 1 })
const bomb = Buffer.concat(Array.from({ length: 64 }, () => member))
const brotliBomb = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
const compressed = (coding: string, body: Buffer): Talk => say(`${ok}content-encoding: ${coding}\r\ncontent-length: ${body.byteLength}\r\n\r\n`, body)

let talk: Talk
let sent = 0
let raw: net.Server
let server: Loopback

beforeAll(async () => {
  raw = net.createServer((socket) => socket.once('data', () => talk(socket)))
  server = await listen(raw)
})

afterAll(() => server.stop())

const ask = (milliseconds: number): Promise<Answer<HttpResponse>> =>
  testHttp().send(get(`http://127.0.0.1:${server.port}/visits`), { ...limits, bytes: 100_000, milliseconds })

function outcome(answer: Answer<HttpResponse>): string {
  if (answer.ok) return `${answer.value.status} ${Buffer.from(answer.value.body).toString()}`
  return `${answer.failure.kind} (${answer.failure.phase}): ${answer.failure.detail}`
}

const connections = (): Promise<number> =>
  new Promise((resolve, reject) => raw.getConnections((error, count) => (error ? reject(error) : resolve(count))))

const reset = (phase: 'wait' | 'read'): RegExp =>
  phase === 'wait'
    ? /^reset \(wait\): the server closed the connection without an answer/
    : /^reset \(read\): the server closed the connection in the middle/
const otherProtocol = 'protocol (wait): the server changes to another protocol, which was not asked of it'
const noHttp = /^protocol \((wait|read)\): the answer is not HTTP/
const tooLarge = 'too-large (read): the answer is larger than 100000 bytes'
const headersTooLarge = 'too-large (wait): the headers of the answer are larger than 16 kB (HPE_HEADER_OVERFLOW)'
const noAnswer = 'timeout (wait): the server was reached, but no answer came within 200 ms'
const halfAnswer = 'timeout (read): the answer began, but was not complete within 200 ms'

describe('a server that', () => {
  test('answers before it has read what is sent, is heard', async () => {
    talk = say('HTTP/1.1 413 Too Large\r\ncontent-length: 4\r\nconnection: close\r\n\r\nless')
    const request = get(`http://127.0.0.1:${server.port}/visits`, { method: 'POST', body: 'x'.repeat(5_000_000) })
    expect(outcome(await testHttp().send(request, { ...limits, milliseconds: 1800 }))).toBe('413 less')
    await expect.poll(connections, { interval: 5, timeout: 500 }).toBe(0)
  })

  test.each<[what: string, talk: Talk, outcome: string | RegExp]>([
    ['says nothing', () => undefined, noAnswer],
    ['drips its headers for ever', drip(ok, 'x'), noAnswer],
    ['drips whole headers for ever', drip(ok, 'x: y\r\n'), noAnswer],
    ['drips its status', drip('', 'H'), /^(timeout|protocol) \(wait\)/],
    ['drips its body for ever', drip(`${ok}\r\n`, 'x'), halfAnswer],
    ['drips chunks for ever', drip(`${ok}transfer-encoding: chunked\r\n\r\n`, '1\r\nx\r\n'), halfAnswer],
    ['drips the size of a chunk', drip(`${ok}transfer-encoding: chunked\r\n\r\n`, '0'), /^(timeout|protocol) \(read\)/],
    ['drips trailers for ever', drip(`${ok}transfer-encoding: chunked\r\n\r\n0\r\n`, 'x: y\r\n'), /^(timeout|too-large|protocol) \(read\)/],
    ['goes on with 103 for ever', drip('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), noAnswer],
    ['goes on with 100 for ever', drip('', 'HTTP/1.1 100 Continue\r\n\r\n'), noAnswer],
    ['hangs up', (socket) => socket.end(), reset('wait')],
    ['resets', (socket) => socket.resetAndDestroy(), reset('wait')],
    ['resets after its status', sayAndReset(ok), reset('wait')],
    ['resets in the body', sayAndReset(`${ok}content-length: 100\r\n\r\nonly`), reset('read')],
    ['resets in a body without length', sayAndReset(`${ok}\r\nonly`), reset('read')],
    ['resets between chunks', sayAndReset(`${ok}transfer-encoding: chunked\r\n\r\n4\r\nonly\r\n`), reset('read')],
    ['ends in the headers', sayAndEnd(ok), /^(reset|protocol) \(wait\)/],
    ['ends between chunks', sayAndEnd(`${ok}transfer-encoding: chunked\r\n\r\n4\r\nonly\r\n`), reset('read')],
    ['names a length that is too long, and ends', sayAndEnd(`${ok}content-length: 100\r\n\r\nonly`), reset('read')],
    ['names a length that is too long, and waits', say(`${ok}content-length: 100\r\n\r\nonly`), halfAnswer],
    ['names a length that is too short', sayAndEnd(`${ok}content-length: 4\r\n\r\nonly and more`), '200 only'],
    ['names a length that is too short, and waits', say(`${ok}content-length: 4\r\n\r\nonly and more`), '200 only'],
    ['names no number as length', say(`${ok}content-length: many\r\n\r\nonly`), noHttp],
    ['names a length below nothing', say(`${ok}content-length: -4\r\n\r\nonly`), noHttp],
    ['names a length beyond all numbers', say(`${ok}content-length: 99999999999999999999\r\n\r\nonly`), noHttp],
    ['names two lengths', say(`${ok}content-length: 4\r\ncontent-length: 5\r\n\r\nonly`), noHttp],
    ['names a length and chunks', say(`${ok}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n4\r\nonly\r\n0\r\n\r\n`), noHttp],
    ['names a chunk beyond all numbers', say(`${ok}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nonly`), noHttp],
    ['sends a body with 204', sayAndEnd('HTTP/1.1 204 No Content\r\ncontent-length: 4\r\n\r\nonly'), '204 '],
    ['sends a gigabyte', sayForEver(`${ok}content-length: 1073741824\r\n\r\n`, Buffer.alloc(65_536, 'x')), tooLarge],
    ['sends a gigabyte without saying so', sayForEver(`${ok}\r\n`, Buffer.alloc(65_536, 'x')), tooLarge],
    [
      'sends a gigabyte in chunks',
      sayForEver(`${ok}transfer-encoding: chunked\r\n\r\n`, Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`)),
      tooLarge,
    ],
    ['sends chunks of a byte for ever', sayForEver(`${ok}transfer-encoding: chunked\r\n\r\n`, Buffer.from('1\r\nx\r\n'.repeat(10_000))), tooLarge],
    ['sends a gigabyte in a megabyte of gzip', compressed('gzip', bomb), tooLarge],
    ['sends a gigabyte, compressed twice', compressed('gzip, gzip', gzipSync(bomb)), tooLarge],
    ['sends 64 MiB in 100 bytes of brotli', compressed('br', brotliBomb), tooLarge],
    ['sends 64 MiB as deflate', compressed('deflate', deflateSync(Buffer.alloc(64 * 1024 * 1024), { level: 1 })), tooLarge],
    ['sends headers for ever', sayForEver(ok, Buffer.from(`x: ${'y'.repeat(8000)}\r\n`)), headersTooLarge],
    ['sends one header for ever', sayForEver(`${ok}x: `, Buffer.alloc(65_536, 'y')), headersTooLarge],
    ['sends a status for ever', sayForEver('HTTP/1.1 200 ', Buffer.alloc(65_536, 'y')), headersTooLarge],
    ['sends empty headers for ever', sayForEver(ok, Buffer.from('a:\r\n'.repeat(10_000))), headersTooLarge],
    ['says 100 first', sayAndEnd(`HTTP/1.1 100 Continue\r\n\r\n${ok}content-length: 4\r\n\r\nopen`), '200 open'],
    ['says 103 first', sayAndEnd(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok}content-length: 4\r\n\r\nopen`), '200 open'],
    ['says 102 and 103 first', sayAndEnd(`HTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 E\r\n\r\n${ok}content-length: 4\r\n\r\nopen`), '200 open'],
    ['changes the protocol', say('HTTP/1.1 101 Switching Protocols\r\nupgrade: clinic\r\nconnection: upgrade\r\n\r\nhello'), otherProtocol],
    ['changes the protocol and says not to which', say('HTTP/1.1 101 Switching Protocols\r\n\r\n'), otherProtocol],
    ['sends two answers', sayAndEnd(`${ok}content-length: 4\r\n\r\nopen${ok}content-length: 6\r\n\r\nclosed`), '200 open'],
    ['sends two answers, and waits', say(`${ok}content-length: 4\r\n\r\nopen${ok}content-length: 6\r\n\r\nclosed`), '200 open'],
    ['keeps the connection', say(`${ok}connection: keep-alive\r\ncontent-length: 4\r\n\r\nopen`), '200 open'],
    ['speaks HTTP/1.0 without a length', sayAndEnd('HTTP/1.0 200 OK\r\n\r\nopen'), '200 open'],
    ['speaks HTTP/1.1 without a length', sayAndEnd(`${ok}\r\nopen`), '200 open'],
    ['says no reason', sayAndEnd('HTTP/1.1 200\r\ncontent-length: 4\r\n\r\nopen'), '200 open'],
    ['speaks no HTTP', sayAndEnd('SSH-2.0-OpenSSH_9.6\r\n'), noHttp],
    ['speaks HTTP/0.9', sayAndEnd('<p>open</p>'), noHttp],
    ['speaks HTTP/2', sayAndEnd(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])), noHttp],
    ['speaks TLS', sayAndEnd(Buffer.from([0x15, 3, 3, 0, 2, 2, 40])), noHttp],
    ['names a status that is none', sayAndEnd('HTTP/1.1 20 OK\r\n\r\n'), noHttp],
    ['has a zero byte in a header', sayAndEnd(`${ok}x: a\0b\r\ncontent-length: 4\r\n\r\nopen`), noHttp],
    ['has a header without a name', sayAndEnd(`${ok}: a\r\ncontent-length: 4\r\n\r\nopen`), noHttp],
    [
      'breaks off its gzip',
      sayAndEnd(`${ok}content-encoding: gzip\r\n\r\n`, gzipSync('open until six').subarray(0, 20)),
      /^protocol \(read\): .* compressed/,
    ],
    ['sends something after its gzip', sayAndEnd(`${ok}content-encoding: gzip\r\n\r\n`, gzipSync('open'), Buffer.from('\0\0\0')), '200 open'],
  ])('%s', async (_what, talking, expected) => {
    talk = talking
    sent = 0
    const answer = await ask(typeof expected === 'string' && !expected.startsWith('timeout') ? 1800 : 200)
    if (typeof expected === 'string') expect(outcome(answer)).toBe(expected)
    else expect(outcome(answer)).toMatch(expected)
    // What was sent on is what lies in the buffers in between.
    expect(sent).toBeLessThan(20_000_000)
    await expect.poll(connections, { interval: 5, timeout: 500 }).toBe(0)
  })
})
