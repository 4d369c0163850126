import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { freePort } from '../node/loopback.ts'
import { call, folderOf, json, realWorld, serve } from './real.ts'

const secret = 'sk-bikes-4f9c2a77d1e8'

function shop(url: string): string {
  return folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${url}
credentials: { type: bearer, token: "\${BIKES_KEY}" }
tools:
  find_bikes:
    description: Finds bikes. Use it when the caller asks for one.
    request: { method: GET, path: /bikes }
    timeout_seconds: 1
  find_parts:
    description: Finds parts. Use it when the caller asks for one.
    request: { method: GET, path: /parts }
    retry: { attempts: 3 }
  book_repair:
    description: Books a repair. Use it when the caller has chosen a day.
    confirmation: Shall I book the repair?
    request: { method: POST, path: /repairs, idempotency_header: Idempotency-Key, form: { day: monday } }
    timeout_seconds: 1
  send_note:
    description: Sends the shop a note. Use it when the caller leaves a message.
    confirmation: Shall I send it?
    request: { method: POST, path: /notes, body: { text: hello } }
`,
  })
}

/** What `try` prints of a call. */
async function screenOf(folder: string, words: readonly string[]): Promise<string> {
  const { world } = realWorld(folder, { BIKES_KEY: secret })
  let said = ''
  await run(['try', ...words, '--yes'], { ...world, terminal: { ...world.terminal, out: (text) => void (said += text) } })
  return said
}

const started = `{"key": "${secret}", "bikes": ["city", "half a wo`
const start: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'x-trace': 'T-17' }).flushHeaders()
  response.write(started)
}
const breakOff: RequestListener = (request, response) => {
  start(request, response)
  setTimeout(() => response.destroy(), 20)
}

describe('of an answer that breaks off, what had come is kept', () => {
  it.each([
    ['a connection that is closed', breakOff],
    ['the time being up', start],
    [
      'its size',
      (_request, response) => response.setHeader('content-type', 'application/json').end(`{"bikes": ["city", "${'x'.repeat(9 * 1024 * 1024)}"]}`),
    ],
  ] satisfies [string, RequestListener][])('by %s', async (_how, listener) => {
    const { world } = realWorld(shop(await serve(listener)), { BIKES_KEY: secret })
    const { result } = await call(world, 'bikes/find_bikes')
    expect(result).toMatchObject({ verdict: 'no-answer', response: { status: 200, isPartial: true }, heard: undefined, course: { isSent: true } })
    expect(result?.response?.body).toContain('"city",')
    expect(result?.response?.body.length).toBeLessThan(70_000)
    expect(result?.course?.phases.map(({ name }) => name)).toEqual(['connect', 'wait', 'read'])
    expect(JSON.stringify(result)).not.toContain(secret)
  })

  it('is shown, as far as it may be', async () => {
    const said = await screenOf(shop(await serve(breakOff)), ['bikes/find_bikes', '-v'])
    expect(said).toMatch(/^half an answer {2}bikes\/find_bikes 200 in \d+ ms\n/)
    expect(said).toContain('only a part of it: this is what had come')
    expect(said).toContain('x-trace: T-17')
    expect(said).toContain('{"key": "$BIKES_KEY", "bikes": ["city",')
    expect(said).not.toContain('half a wo')
    expect(said).toMatch(/user-agent: diga-int\n {2}accept-encoding: gzip, deflate, br\n {2}host: 127\.0\.0\.1:\d+\n/)
  })
})

describe('half a secret', () => {
  it.each([
    ['correct horse battery staple', 'Bearer correct horse battery st'],
    ['Tr0ub4dor,and;more-secret-9', '{"key":"Tr0ub4dor,and;mo'],
    ['Tr0ub4dor,and;more-secret-9', `x ${Buffer.from('Tr0ub4dor,and;more-secret-9').toString('hex').replace(/../g, '$& ').slice(0, 50)}`],
    ['correct horse battery staple', `u=${encodeURIComponent('correct horse battery staple').slice(0, -4)}`],
  ])('%s of which half came is shown nowhere: %s', async (key, body) => {
    const folder = shop(
      await serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).write(body)
        setTimeout(() => response.destroy(), 20)
      }),
    )
    for (const flags of [[], ['-v'], ['-q'], ['--format', 'json'], ['--har', 'call.har']]) {
      const { world } = realWorld(folder, { BIKES_KEY: key })
      let said = ''
      const say = (text: string): undefined => void (said += text)
      await run(['try', 'bikes/find_bikes', ...flags], { ...world, terminal: { ...world.terminal, out: say, err: say } })
      const all = said + (flags.includes('--har') ? readFileSync(join(folder, 'call.har'), 'utf8') : '')
      expect(all).toContain('connection')
      expect(all).not.toMatch(/corre|Tr0ub|54 ?72 ?30/)
    }
  })
})

describe('without any answer', () => {
  it('it is told how long it took, and how far it came', async () => {
    const said = await screenOf(shop(await serve(() => undefined)), ['bikes/find_bikes'])
    expect(said).toMatch(
      /\nno answer\n {2}.* (?:9\d\d ms|1\.\d s) of 1 s; a caller bears about 2 s\n {2}▂ connect \d+ ms {3}█ wait (?:\d+ ms|1\.\d s)\n/,
    )
  })

  it('a change that was never sent is told as that, and one that may have arrived is not', async () => {
    expect(await screenOf(shop(`http://127.0.0.1:${await freePort()}`), ['bikes/send_note'])).toMatch(
      /^no answer {2}bikes\/send_note, nothing was sent\n/,
    )
    expect(await screenOf(shop(await serve((request) => request.socket.destroy())), ['bikes/send_note'])).not.toContain('nothing was sent')
  })
})

it('what each attempt came to is listed', async () => {
  let count = 0
  const folder = shop(await serve((_request, response) => json(response, (count += 1) < 3 ? 503 : 200, { parts: [] }, { 'retry-after': '0' })))
  expect(await screenOf(folder, ['bikes/find_parts'])).toMatch(/\n {2}sent 3 times: 503 in \d+ ms, 503 in \d+ ms, 200 in \d+ ms\n/)
  count = 0
  const { result } = JSON.parse(await screenOf(folder, ['bikes/find_parts', '--format', 'json']))
  expect(result.attempts).toMatchObject([{ status: 503 }, { status: 503 }, { status: 200 }])
})

describe('--idempotency-key', () => {
  it('repeats a call of which nobody knows whether it was carried out, under the key that the hint names', async () => {
    const keys: unknown[] = []
    const folder = shop(await serve((request) => void keys.push(request.headers['idempotency-key'])))
    const said = await screenOf(folder, ['bikes/book_repair'])
    const key = /--idempotency-key\s+(\S+):/.exec(said)?.[1] ?? ''
    await screenOf(folder, ['bikes/book_repair', '--idempotency-key', key])
    expect(keys).toEqual([key, key])
    expect(key).not.toBe('')
  })

  it.each([[['bikes/send_note', '--idempotency-key', 'K-1']], [['bikes/book_repair', '--idempotency-key', 'a b']]])(
    'is refused where it means nothing: %j',
    async (words) => {
      const { world } = realWorld(shop('http://127.0.0.1:1'), { BIKES_KEY: secret })
      let said = ''
      expect(await run(['try', ...words, '--yes'], { ...world, terminal: { ...world.terminal, err: (text) => void (said += text) } })).toBe(2)
      expect(said).toContain('--idempotency-key')
    },
  )
})
