import type { RequestListener } from 'node:http'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { freePort } from '../node/loopback.ts'
import { bodyOf, call, folderOf, json, realWorld, serve } from './real.ts'

/** A bike shop with one tool that changes nothing and several that do. */
function shop(url: string, rest = ''): string {
  return folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${url}
tools:
  find_bikes:
    description: Finds bikes. Use it when the caller asks for one.
    request: { method: GET, path: /bikes }
    retry: { attempts: 3 }
    ${rest}
  book_repair:
    description: Books a repair. Use it when the caller has chosen a day.
    confirmation: Shall I book the repair?
    request: { method: POST, path: /repairs, idempotency_header: Idempotency-Key, form: { day: monday } }
    retry: { attempts: 3 }
    ${rest}
  send_note:
    description: Sends the shop a note. Use it when the caller leaves a message.
    confirmation: Shall I send it?
    request: { method: POST, path: /notes, body: { text: hello } }
    ${rest}
`,
  })
}

/** Answers in their order; the last one is repeated. */
function inTurn(answers: readonly RequestListener[]): { readonly listener: RequestListener; readonly times: number[] } {
  const times: number[] = []
  const listener: RequestListener = (request, response) => {
    times.push(performance.now())
    answers[Math.min(times.length, answers.length) - 1]?.(request, response)
  }
  return { listener, times }
}

const busy: RequestListener = (_request, response) => json(response, 503, { message: 'busy' }, { 'retry-after': '0' })
const fine: RequestListener = (_request, response) => json(response, 200, { bikes: [] })
const breakOff: RequestListener = (request) => void request.socket.destroy()
const never: RequestListener = () => undefined

describe('a request is sent again', () => {
  it('after a declared status, and the answer says how often', async () => {
    const { listener, times } = inTurn([busy, busy, fine])
    const { world } = realWorld(shop(await serve(listener)))
    const { result, notes } = await call(world, 'bikes/find_bikes')
    expect(result).toMatchObject({ verdict: 'works', response: { status: 200, attempts: 3 } })
    expect(times).toHaveLength(3)
    expect(notes).toEqual(['the server answered 503: attempt 2 of 3 in 0 ms …', 'the server answered 503: attempt 3 of 3 in 0 ms …'])
  })

  it('after a connection that broke off, with a pause that grows, and all of it counts as time', async () => {
    const { listener, times } = inTurn([breakOff, breakOff, fine])
    const { world } = realWorld(shop(await serve(listener)))
    const { result, notes } = await call(world, 'bikes/find_bikes')
    expect(result).toMatchObject({ verdict: 'works', response: { attempts: 3 } })
    expect(notes).toEqual(['the connection broke off: attempt 2 of 3 in 250 ms …', 'the connection broke off: attempt 3 of 3 in 500 ms …'])
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(740)
    expect(result?.response?.milliseconds).toBeGreaterThan(740)
  })

  it('where nothing accepted the connection', async () => {
    const { world } = realWorld(shop(`http://127.0.0.1:${await freePort()}`))
    const { result, notes, diagnostics } = await call(world, 'bikes/find_bikes')
    expect(notes).toEqual([
      'nothing accepted the connection: attempt 2 of 3 in 250 ms …',
      'nothing accepted the connection: attempt 3 of 3 in 500 ms …',
    ])
    expect(result?.verdict).toBe('no-answer')
    expect(diagnostics.map(({ code }) => code)).toEqual(['server-unreachable'])
  })

  it('as often as is declared, and the last answer is told', async () => {
    const { listener, times } = inTurn([busy])
    const { world } = realWorld(shop(await serve(listener)))
    const { result } = await call(world, 'bikes/find_bikes')
    expect(result).toMatchObject({ verdict: 'fails', response: { status: 503, attempts: 3 } })
    expect(times).toHaveLength(3)
  })

  it('with the same key, which is another one in another call', async () => {
    const seen: unknown[] = []
    const listener: RequestListener = (request, response) => {
      void bodyOf(request).then((body) => {
        seen.push([request.headers['idempotency-key'], body])
        if (seen.length === 2) json(response, 200, {})
        else busy(request, response)
      })
    }
    const { world } = realWorld(shop(await serve(listener)))
    const { result } = await call(world, 'bikes/book_repair')
    expect(result).toMatchObject({ verdict: 'works', response: { attempts: 2 } })
    expect(result?.request?.headers).toContainEqual(['Idempotency-Key', '00000000-0000-4000-8000-000000000001'])
    expect(seen).toEqual(Array(2).fill(['00000000-0000-4000-8000-000000000001', 'day=monday']))
    await call(world, 'bikes/book_repair')
    expect(seen[2]).toEqual(['00000000-0000-4000-8000-000000000002', 'day=monday'])
  })
})

describe('a request is sent once', () => {
  it.each<[string, RequestListener]>([
    ['with a status that is not declared', (_request, response) => json(response, 500, {})],
    ['with a status that another attempt would not change', (_request, response) => json(response, 404, {})],
  ])('%s', async (_, answer) => {
    const { listener, times } = inTurn([answer])
    const { world } = realWorld(shop(await serve(listener)))
    expect((await call(world, 'bikes/find_bikes')).result?.response?.attempts).toBe(1)
    expect(times).toHaveLength(1)
  })

  it('where the name of the host is not known', async () => {
    const { world } = realWorld(shop('https://bikes.invalid'))
    const { result, notes } = await call(world, 'bikes/find_bikes')
    expect(result?.verdict).toBe('no-answer')
    expect(notes).toEqual([])
  })

  it.each([
    ['seconds', () => ({ 'retry-after': '60' })],
    ['a date', () => ({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() })],
  ])('where the server asks for more time than there is, in %s', async (_, headers) => {
    const { listener, times } = inTurn([(_request, response) => json(response, 429, {}, headers())])
    const { world } = realWorld(shop(await serve(listener)))
    const { result, notes } = await call(world, 'bikes/find_bikes')
    expect(result?.response).toMatchObject({ status: 429, attempts: 1 })
    expect(notes).toEqual([])
    expect(times).toHaveLength(1)
  })

  it('where no retry is declared', async () => {
    const { listener, times } = inTurn([breakOff])
    const { world } = realWorld(shop(await serve(listener)))
    await call(world, 'bikes/send_note')
    expect(times).toHaveLength(1)
  })
})

it('the date of Retry-After is held against the clock of the server', async () => {
  const listener = inTurn([
    (_request, response) => json(response, 503, {}, { date: 'Tue, 01 Jan 2030 00:00:00 GMT', 'retry-after': 'Tue, 01 Jan 2030 00:00:01 GMT' }),
    fine,
  ]).listener
  const { world } = realWorld(shop(await serve(listener)))
  expect((await call(world, 'bikes/find_bikes')).notes).toEqual(['the server answered 503: attempt 2 of 3 in 1.0 s …'])
})

it('all attempts share the time of the tool', async () => {
  const { listener, times } = inTurn([breakOff, never])
  const { world } = realWorld(shop(await serve(listener), 'timeout_seconds: 1'))
  const start = performance.now()
  const { diagnostics } = await call(world, 'bikes/find_bikes')
  expect(performance.now() - start).toBeLessThan(1500)
  expect(times).toHaveLength(2)
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    expect.stringMatching(/^server-timeout: "bikes": .* within \d{1,3} ms.*, in attempt 2$/),
  ])
})

it('an interruption ends a pause at once', async () => {
  const { listener, times } = inTurn([(_request, response) => json(response, 503, {}, { 'retry-after': '4' }), fine])
  const { world, interrupt } = realWorld(shop(await serve(listener)))
  const start = performance.now()
  const { diagnostics, result } = await call(world, 'bikes/find_bikes', [], (note) => {
    if (note.includes('attempt 2')) interrupt()
  })
  expect(performance.now() - start).toBeLessThan(2000)
  expect(diagnostics.map(({ code }) => code)).toEqual(['run-interrupted'])
  expect(result?.verdict).toBe('no-answer')
  expect(times).toHaveLength(1)
})

it('what was interrupted in a pause before it was ever sent was not carried out', async () => {
  const { world, interrupt } = realWorld(shop(`http://127.0.0.1:${await freePort()}`))
  const { diagnostics, result } = await call(world, 'bikes/book_repair', [], (note) => {
    if (note.includes('attempt 2')) interrupt()
  })
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual(['run-interrupted: "bikes": the run was interrupted'])
  expect(result?.verdict).toBe('no-answer')
})

describe('the outcome of a change is unknown', () => {
  it.each<[string, RequestListener, string]>([
    ['where no answer came in time', never, 'server-timeout'],
    ['where the connection broke off', breakOff, 'server-unreachable'],
  ])('%s', async (_, answer, code) => {
    const { world } = realWorld(shop(await serve(answer), 'timeout_seconds: 1'))
    const { result, diagnostics } = await call(world, 'bikes/send_note')
    expect(result?.verdict).toBe('unknown')
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code])
  })

  it('where a later attempt did not reach the server', async () => {
    const server = net.createServer((socket) => {
      server.close()
      socket.once('data', () => socket.destroy())
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    const { world } = realWorld(shop(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`))
    const { result, diagnostics } = await call(world, 'bikes/book_repair')
    expect(result?.verdict).toBe('unknown')
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('the outcome is unknown')])
  })

  it('where a later attempt was refused', async () => {
    const { listener } = inTurn([breakOff, (_request, response) => json(response, 409, { message: 'there is one already' })])
    const { world } = realWorld(shop(await serve(listener)))
    const { result, diagnostics } = await call(world, 'bikes/book_repair')
    expect(result).toMatchObject({ verdict: 'unknown', response: { status: 409, attempts: 2 } })
    expect(diagnostics.map(({ code }) => code)).toEqual(['server-unreachable', 'response-refused'])
  })

  it('and known where nothing was sent', async () => {
    const { world } = realWorld(shop(`http://127.0.0.1:${await freePort()}`))
    expect((await call(world, 'bikes/send_note')).result?.verdict).toBe('no-answer')
  })

  it('and known where a later attempt came through', async () => {
    const { listener } = inTurn([breakOff, fine])
    const { world } = realWorld(shop(await serve(listener)))
    expect((await call(world, 'bikes/book_repair')).result?.verdict).toBe('works')
  })
})
