import { readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ExamplesOptions, type ExamplesProgress, tryExamples } from '../../src/flow/examples.ts'
import { exitCodeOf, type Outcome } from '../../src/flow/outcome.ts'
import type { TriedExample, TriedExamples } from '../../src/flow/tried-examples.ts'
import { createMcp } from '../../src/node/mcp.ts'
import type { World } from '../../src/world/world.ts'
import { expectFormat, junitIn } from '../formats.ts'
import { freePort } from '../node/loopback.ts'
import { runIn } from '../world.ts'
import { folderOf, json, realWorld, serve } from './real.ts'

const usual: ExamplesOptions = {
  ...{ targets: [], variables: [], agent: undefined, environment: undefined, projectPath: '.' },
  ...{ yes: false, record: false, offline: false, bail: false, repeat: 1, jobs: 8 },
  permissions: { allowPrivate: false, allowStdio: false, reveal: false, unlocked: false },
  onProgress: () => undefined,
}

interface Told {
  readonly lines: readonly string[]
  readonly codes: readonly string[]
  readonly messages: readonly string[]
  readonly exitCode: number
  readonly examples: readonly TriedExample[]
  readonly waits: TriedExamples['waits']
}

async function run(world: World, options: Partial<ExamplesOptions> = {}): Promise<Told> {
  return told(await tryExamples(world, { ...usual, ...options }))
}

function told({ diagnostics, result }: Outcome<TriedExamples>): Told {
  const { examples = [], waits = [] } = result ?? {}
  return {
    lines: examples.map(({ verdict, integration, tool, name, status }) =>
      [verdict, `${integration}/${tool}`, name, status].filter((part) => part !== undefined).join(' '),
    ),
    codes: diagnostics.map(({ code }) => code),
    messages: diagnostics.map(({ message }) => message),
    exitCode: exitCodeOf(diagnostics),
    examples,
    waits,
  }
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))

/** A courier with one tool that tells where a parcel is; what its examples say stands in the test. */
function courier(url: string, examples: string, more = ''): string {
  return `type: http
description: Parcels of a courier
base_url: ${url}
tools:
  track_parcel:
    description: Tells where a parcel is. Use it when the caller has its number.
    parameters:
      number: { type: string, description: The number on the receipt }
    request: { method: GET, path: "/parcels/{number}" }
    response:
      select: "{state: state, days: days}"
      errors: { 404: There is no parcel with that number. }
    timeout_seconds: 1
    examples:
${indented(examples, 6)}
${indented(more, 2)}`
}

const parcels: Readonly<Record<string, { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }>> = {
  sent: { status: 200, body: { state: 'on its way', days: 2, weight: 1.5 }, headers: { 'cache-control': 'private, max-age=60' } },
  gone: { status: 404, body: { message: 'no such parcel' } },
  closed: { status: 401, body: { message: 'who are you?' } },
  broken: { status: 500, body: { message: 'the depot is on fire' } },
  odd: { status: 200, body: { weight: 1.5 } },
  none: { status: 200, body: 'nothing' },
}

const courierServer = (): Promise<string> =>
  serve((request, response) => {
    const parcel = parcels[request.url?.split('/').at(-1) ?? '']
    json(response, parcel?.status ?? 400, parcel?.body ?? {}, parcel?.headers)
  })

async function inCourier(examples: string, options: Partial<ExamplesOptions> = {}): Promise<Told> {
  const folder = folderOf({ 'integrations/courier.yaml': courier(await courierServer(), examples) })
  return run(realWorld(folder).world, options)
}

describe('what an example expects', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['nothing but that it works', 'sent', '{}', []],
    ['a status', 'sent', '{ status: 200 }', []],
    ['another status', 'sent', '{ status: 404 }', ['expects status 404, and the server answered 200']],
    ['an error that the tool has words for', 'gone', '{ status: 404, result: There is no parcel with that number. }', []],
    ['an error that the tool has no words for', 'closed', '{ status: 401 }', []],
    ['no error', 'closed', '{ status: 200 }', ['expects status 200, and the server answered 401']],
    ['a part of the result', 'sent', '{ result: { days: 2 } }', []],
    ['another result', 'sent', '{ result: { days: 3 } }', ['expects 3 at /days, and the agent gets 2']],
    ['what select leaves out', 'sent', '{ result: { weight: 1.5 } }', ['expects 1.5 at /weight, and the agent gets nothing']],
    ['other words', 'gone', '{ result: Nothing there. }', ['expects "Nothing there.", and the agent gets "There is no parcel with that number."']],
    ['absent values', 'odd', '{ result: { state: null, days: null } }', []],
    ['nothing, where select finds nothing', 'none', '{ result: { state: null, days: null } }', []],
    ['a header', 'sent', '{ headers: { Cache-Control: "*max-age=60", content-type: application/json } }', []],
    [
      'another header',
      'sent',
      '{ headers: { cache-control: no-store } }',
      ['expects header "cache-control" to be "no-store", and the answer says "private, max-age=60"'],
    ],
    ['a header that is not there', 'sent', '{ headers: { etag: "*" } }', ['expects header "etag" to be "*", and the answer has no such header']],
    ['time enough', 'sent', '{ within_seconds: 60 }', []],
    [
      'all that is not so',
      'sent',
      '{ status: 201, headers: { etag: "*" }, result: { days: 9, state: lost } }',
      ['expects status 201', 'expects header "etag"', 'expects 9 at /days, and the agent gets 2; 1 more place differs'],
    ],
    ['words for a status without any', 'closed', '{ status: 401, result: Closed. }', ['gets null: response.errors has no words for status 401']],
    [
      'words where the status is another too',
      'broken',
      '{ status: 404, result: Nothing there. }',
      ['expects status 404, and the server answered 500', 'gets null: response.errors has no words for status 500'],
    ],
  ])('%s', async (name, number, expected, messages) => {
    const { messages: said, lines } = await inCourier(
      `- { name: ${name.replaceAll(',', '')}, arguments: { number: ${number} }, expect: ${expected} }`,
    )
    expect(said).toEqual(messages.map((message) => expect.stringContaining(message)))
    expect(lines[0]).toMatch(messages.length === 0 ? /^passed / : /^failed /)
  })

  it('points at the line that was not met, with the reason that the answer gives', async () => {
    const folder = folderOf({
      'integrations/courier.yaml': courier(await courierServer(), '- name: a parcel\n  arguments: { number: closed }\n  expect:\n    status: 200'),
    })
    const { diagnostics } = await tryExamples(realWorld(folder).world, usual)
    const [{ span, related = [], hint } = { span: undefined }] = diagnostics
    expect(span?.file.text.slice(span.start, span.end)).toBe('200')
    expect(related.map(({ label }) => label)).toEqual([expect.stringContaining('401')])
    expect(hint).toContain('credentials')
  })

  it('without expectations the answer itself is judged', async () => {
    const { lines, codes, exitCode } = await inCourier(
      '- { name: gone, arguments: { number: gone } }\n- { name: broken, arguments: { number: broken } }',
    )
    expect(lines).toEqual(['passed courier/track_parcel gone 404', 'failed courier/track_parcel broken 500'])
    expect({ codes, exitCode }).toEqual({ codes: ['response-failed'], exitCode: 1 })
  })

  it('time is held against what is allowed', async () => {
    const url = await serve((_, response) => void setTimeout(() => json(response, 200, { state: 'sent' }), 60))
    const folder = folderOf({
      'integrations/courier.yaml': courier(url, '- { name: a parcel, arguments: { number: "1" }, expect: { within_seconds: 0.01 } }'),
    })
    expect((await run(realWorld(folder).world)).codes).toEqual(['example-slow'])
  })
})

describe('what is run', () => {
  const shop = (url: string): string => `type: http
description: A bike shop
base_url: ${url}
tools:
  find_bikes:
    description: Finds bikes. Use it when the caller asks for one.
    request: { method: GET, path: /bikes }
    examples: [{ name: all }]
  search_parts:
    description: Searches parts. Use it when the caller names one.
    request: { method: POST, path: /parts/search, body: { q: brake } }
    examples: [{ name: a brake }]
  log_call:
    description: Notes down what the caller said, for the mechanics.
    request: { method: POST, path: /calls, body: { text: hello } }
    examples: [{ name: a note }]
  book_repair:
    description: Books a repair. Use it when the caller has chosen a day.
    request: { method: POST, path: /repairs, body: { day: monday } }
    examples: [{ name: monday }, { name: tuesday }]
  open_door:
    description: Opens the door of the shop. Only for a caller who stands before it.
    confirmation: Shall I open the door?
    request: { method: GET, path: /door }
    examples: [{ name: in the morning }]
`

  it('is what only reads; the rest is skipped, and said why', async () => {
    const seen: string[] = []
    const url = await serve((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      json(response, 200, [])
    })
    const folder = folderOf({ 'integrations/bikes.yaml': shop(url) })
    const { examples, exitCode } = await run(realWorld(folder).world)
    expect(seen.toSorted()).toEqual(['GET /bikes', 'POST /parts/search'])
    expect(exitCode).toBe(0)
    expect(examples.map(({ tool, verdict, reason }) => [tool, verdict, reason])).toEqual([
      ['find_bikes', 'passed', undefined],
      ['search_parts', 'passed', undefined],
      ['log_call', 'skipped', 'it may change something; --yes calls it'],
      ['book_repair', 'skipped', 'it may change something; --yes calls it'],
      ['book_repair', 'skipped', 'it may change something; --yes calls it'],
      ['open_door', 'skipped', 'the caller would be asked first; --yes calls it'],
    ])
  })

  it('with --yes all of it, what changes something alone, in its order and once', async () => {
    const order: string[] = []
    let running = 0
    const url = await serve(({ method, url: path = '' }, response) => {
      running += 1
      if (path === '/repairs' || path === '/calls') expect(running).toBe(1)
      order.push(`${method} ${path}`)
      setTimeout(() => {
        running -= 1
        json(response, 200, [])
      }, 10)
    })
    const folder = folderOf({ 'integrations/bikes.yaml': shop(url) })
    const { lines } = await run(realWorld(folder).world, { yes: true, repeat: 2 })
    expect(lines.every((line) => line.startsWith('passed '))).toBe(true)
    expect(order.filter((one) => one === 'POST /repairs')).toHaveLength(2)
    expect(order.filter((one) => one === 'GET /bikes')).toHaveLength(2)
    expect(order.lastIndexOf('GET /bikes')).toBeLessThan(order.indexOf('POST /calls'))
    expect(order.indexOf('POST /calls')).toBeLessThan(order.indexOf('POST /repairs'))
  })

  it('a mistake of ours in one call leaves the results of the others', async () => {
    const url = await serve((_, response) => json(response, 200, []))
    const folder = folderOf({ 'integrations/bikes.yaml': shop(url) })
    const { world } = realWorld(folder)
    const send: World['http']['send'] = async (request, limits) => {
      if (request.method === 'POST') throw new RangeError('sk-secret of a server')
      return world.http.send(request, limits)
    }
    const { lines, messages, exitCode } = await run({ ...world, http: { send } })
    expect(lines).toContain('passed bikes/find_bikes all 200')
    expect(messages).toEqual(['bikes/search_parts "a brake" ended in a bug of diga-int (RangeError)'])
    expect(exitCode).toBe(3)
  })

  it('is what was named, in the order of the files', async () => {
    const url = await serve((_, response) => json(response, 200, []))
    const folder = folderOf({ 'integrations/bikes.yaml': shop(url), 'integrations/trikes.yaml': shop(url) })
    const { world } = realWorld(folder)
    const { lines } = await run(world, { targets: ['trikes/search_parts', 'bikes/find_bikes', 'trikes/find_bikes', 'trikes/find_bikes'] })
    expect(lines).toEqual(['passed bikes/find_bikes all 200', 'passed trikes/find_bikes all 200', 'passed trikes/search_parts a brake 200'])
    const unknown = await run(world, { targets: ['bikes/find_bike', 'skates', 'trikes/find_bikes'] })
    expect(unknown).toMatchObject({ codes: ['project-tool-unknown', 'project-integration-unknown'], exitCode: 1 })
    expect(unknown.lines).toEqual(['passed trikes/find_bikes all 200'])
  })

  it('a run that tested nothing does not pass', async () => {
    const folder = folderOf({ 'integrations/bikes.yaml': shop('https://bikes.example') })
    const { world } = realWorld(folder)
    expect(await run(world, { targets: ['bikes/book_repair'] })).toMatchObject({
      codes: ['example-none-run'],
      messages: ['all 2 examples were skipped'],
      exitCode: 1,
    })
    expect(await run(world, { offline: true })).toMatchObject({ codes: ['example-none-run'], exitCode: 1 })
    writeFileSync(join(folder, 'integrations/bikes.yaml'), shop('https://bikes.example').replace(/ {4}examples: .*\n/g, ''))
    expect(await run(world)).toMatchObject({ codes: ['example-none-run'], messages: ['there is no example in the project'], exitCode: 1 })
  })

  it('nothing is sent from a tool with mistakes, and the others are run', async () => {
    const seen: (string | undefined)[] = []
    const url = await serve(({ url: path }, response) => {
      seen.push(path)
      json(response, 200, [])
    })
    const text = shop(url).replace('path: /bikes', 'path: "/bikes/{colour}"')
    const folder = folderOf({ 'integrations/bikes.yaml': text, 'integrations/broken.yaml': 'type: http\n' })
    const { lines, codes, exitCode } = await run(realWorld(folder).world)
    expect(seen).toEqual(['/parts/search'])
    expect(lines.slice(0, 2)).toEqual(['refused bikes/find_bikes all', 'passed bikes/search_parts a brake 200'])
    expect(codes).toEqual(expect.arrayContaining(['schema-missing-key', 'parameter-undeclared']))
    expect(exitCode).toBe(1)
  })

  it('call variables come from an agent or the command line, arguments are held against the parameters', async () => {
    const seen: (string | undefined)[] = []
    const url = await serve((request, response) => {
      seen.push(request.url)
      json(response, 200, [])
    })
    const text = `type: http
description: A bike shop
base_url: ${url}
tools:
  find_bikes:
    description: Finds the bikes of a caller. Use it at the start of a call.
    request: { method: GET, path: /bikes, query: { phone: "{{user_phone_number}}" } }
    examples: [{ name: mine }]
`
    const agent = 'description: The shop\nprompt: ../prompts/shop.md\ntools: { bikes: [find_bikes] }\nvariables: { user_phone_number: "600" }\n'
    const folder = folderOf({ 'integrations/bikes.yaml': text, 'agents/shop.yaml': agent, 'prompts/shop.md': 'Use find_bikes.' })
    const { world } = realWorld(folder)
    expect(await run(world)).toMatchObject({ codes: ['request-variable-missing'], lines: ['refused bikes/find_bikes mine'] })
    expect((await run(world, { agent: 'shop' })).codes).toEqual([])
    expect((await run(world, { agent: 'shop', variables: ['user_phone_number=700'] })).codes).toEqual([])
    expect(await run(world, { agent: 'shops' })).toMatchObject({ codes: ['project-agent-unknown'], exitCode: 1 })
    expect(seen).toEqual(['/bikes?phone=600', '/bikes?phone=700'])
  })
})

it('--env takes the values of another place', async () => {
  const text = courier('${COURIER_URL}', '- { name: a parcel, arguments: { number: sent }, expect: { result: { days: 2 } } }')
  const nowhere = `http://127.0.0.1:${await freePort()}`
  const folder = folderOf({
    'integrations/courier.yaml': text,
    '.env': `COURIER_URL=${nowhere}\n`,
    '.env.staging': `COURIER_URL=${await courierServer()}\n`,
  })
  const { world } = realWorld(folder)
  expect((await run(world)).codes).toEqual(['server-unreachable'])
  expect((await run(world, { environment: 'staging' })).lines).toEqual(['passed courier/track_parcel a parcel 200'])
})

describe('several at once', () => {
  it('two of a host and eight in all, told in the order of the files whatever ends first', async () => {
    const most = { all: 0, host: 0 }
    const counts = new Map<string, number>()
    const listener = async (request: IncomingMessage, answer: () => void): Promise<void> => {
      const host = request.headers.host ?? ''
      counts.set(host, (counts.get(host) ?? 0) + 1)
      most.host = Math.max(most.host, counts.get(host) ?? 0)
      most.all = Math.max(
        most.all,
        [...counts.values()].reduce((sum, count) => sum + count, 0),
      )
      // The first of each host takes the longest.
      await new Promise((done) => setTimeout(done, request.url === '/parcels/0' ? 60 : 20))
      counts.set(host, (counts.get(host) ?? 0) - 1)
      answer()
    }
    const urls = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(() => serve((request, response) => void listener(request, () => json(response, 200, { state: 'sent', days: 1 })))),
    )
    const four = [0, 1, 2, 3].map((number) => `- { name: number ${number}, arguments: { number: "${number}" } }`).join('\n')
    const folder = folderOf(Object.fromEntries(urls.map((url, index) => [`integrations/courier${index}.yaml`, courier(url, four)])))
    const progress: ExamplesProgress[] = []
    const { lines } = await run(realWorld(folder).world, { onProgress: (one) => progress.push(one) })
    expect(lines).toEqual(urls.flatMap((_, index) => [0, 1, 2, 3].map((number) => `passed courier${index}/track_parcel number ${number} 200`)))
    expect(most).toEqual({ all: 8, host: 2 })
    expect(progress).toHaveLength(24)
    expect(progress.at(-1)).toMatchObject({ all: 24, failed: 0 })
    most.all = 0
    await run(realWorld(folder).world, { jobs: 1, targets: ['courier0', 'courier1'] })
    expect(most.all).toBe(1)
  })

  it('--bail begins nothing after a failure', async () => {
    const numbers = ['sent', 'broken', 'sent', 'sent']
    const examples = numbers.map((number, index) => `- { name: number ${index}, arguments: { number: ${number} } }`).join('\n')
    const { lines, examples: tried, exitCode } = await inCourier(examples, { bail: true, jobs: 1 })
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['passed', 'failed', 'not-run', 'not-run'])
    expect(tried[2]?.reason).toBe('an example failed before it (--bail)')
    expect(exitCode).toBe(1)
  })

  it('an interruption ends it with what is known', async () => {
    const asked: string[] = []
    const ways: { interrupt?: () => void } = {}
    const url = await serve((request, response) => {
      asked.push(request.url ?? '')
      if (asked.length === 1) json(response, 200, { state: 'sent', days: 1 })
      else ways.interrupt?.()
    })
    const examples = [0, 1, 2, 3].map((number) => `- { name: number ${number}, arguments: { number: "${number}" } }`).join('\n')
    const folder = folderOf({ 'integrations/courier.yaml': courier(url, examples) })
    const { world, interrupt } = realWorld(folder)
    ways.interrupt = interrupt
    const before = readFileSync(join(folder, 'integrations/courier.yaml'), 'utf8')
    const { lines, codes, exitCode } = await run(world, { jobs: 1, record: true })
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['passed', 'no-answer', 'not-run', 'not-run'])
    expect({ codes: [...new Set(codes)], exitCode }).toEqual({ codes: ['run-interrupted'], exitCode: 3 })
    expect(asked).toHaveLength(2)
    expect(readFileSync(join(folder, 'integrations/courier.yaml'), 'utf8')).toBe(before)
  })

  it('no answer is exit code 3, and a failure beside it 1', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`
    const example = '- { name: a parcel, arguments: { number: sent }, expect: { status: 200 } }'
    const folder = folderOf({ 'integrations/courier.yaml': courier(nowhere, example) })
    expect(await run(realWorld(folder).world)).toMatchObject({
      ...{ lines: ['no-answer courier/track_parcel a parcel'], codes: ['server-unreachable'], exitCode: 3 },
    })
    writeFileSync(join(folder, 'integrations/other.yaml'), courier(await courierServer(), example.replace('200', '204')))
    expect((await run(realWorld(folder).world)).exitCode).toBe(1)
  })
})

describe('--repeat', () => {
  it('gives the times of all calls, and whether the tool fits', async () => {
    const waits = [5, 5, 5, 80, 5, 5]
    let asked = 0
    const url = await serve((_, response) => {
      const wait = waits[asked] ?? 5
      asked += 1
      setTimeout(() => json(response, 200, { state: 'sent', days: 1 }), wait)
    })
    const folder = folderOf({ 'integrations/courier.yaml': courier(url, '- { name: a parcel, arguments: { number: "1" } }') })
    const { examples, waits: told } = await run(realWorld(folder).world, { repeat: 6 })
    expect(asked).toBe(6)
    const [{ times, runs, verdict } = { times: undefined, runs: 0, verdict: '' }] = examples
    expect({ runs, verdict }).toEqual({ runs: 6, verdict: 'passed' })
    expect(times?.max).toBeGreaterThanOrEqual(75)
    expect(times?.p50).toBeLessThan(times?.max ?? 0)
    expect(told).toMatchObject([{ integration: 'courier', tool: 'track_parcel', runs: 6, fit: 'fits', times }])
  })

  it('a call that got no answer does not fit, however fast the others were', async () => {
    let asked = 0
    const url = await serve((_, response) => ((asked += 1) === 2 ? void response.destroy() : json(response, 200, { state: 'sent', days: 1 })))
    const folder = folderOf({ 'integrations/courier.yaml': courier(url, '- { name: a parcel, arguments: { number: "1" } }') })
    const { waits, exitCode } = await run(realWorld(folder).world, { repeat: 4 })
    expect({ waits, exitCode }).toMatchObject({ waits: [{ runs: 4, fit: 'too-slow', reason: '1 of 4 calls got no answer' }], exitCode: 3 })
  })

  it('an example that fails at times has failed, and is told once', async () => {
    let asked = 0
    const url = await serve((_, response) => json(response, 200, { state: (asked += 1) % 2 === 0 ? 'lost' : 'sent', days: 1 }))
    const folder = folderOf({
      'integrations/courier.yaml': courier(url, '- { name: a parcel, arguments: { number: "1" }, expect: { result: { state: sent } } }'),
    })
    const { lines, codes } = await run(realWorld(folder).world, { repeat: 5 })
    expect(lines).toEqual(['failed courier/track_parcel a parcel 200'])
    expect(codes).toEqual(['example-result-differs'])
    asked = 0
    await run(realWorld(folder).world, { repeat: 5, bail: true })
    expect(asked).toBe(2)
  })
})

describe('--record and --offline', () => {
  const secret = 'courier-5ecret-7f3a'

  it('what was recorded holds no secret and passes without network and environment', async () => {
    const url = await serve((request, response) =>
      json(response, 200, { state: 'sent', days: 2, seen: request.headers.authorization, coded: Buffer.from(secret).toString('base64') }),
    )
    const text = courier(
      '${COURIER_URL}',
      '# checked by hand\n- name: a parcel   # Ana\n  arguments: { number: "1" }\n  expect: { status: 200, result: { days: 2 }, headers: { content-type: "*json*" }, within_seconds: 0.9 }',
    ).replace('tools:', 'credentials: { type: bearer, token: "${COURIER_TOKEN}" }\ntools:')
    const folder = folderOf({ 'integrations/courier.yaml': text })
    const path = join(folder, 'integrations/courier.yaml')
    const { world } = realWorld(folder, { COURIER_URL: url, COURIER_TOKEN: secret })
    const first = await run(world, { record: true, repeat: 2 })
    expect(first.examples).toMatchObject([{ verdict: 'passed', recording: 'written' }])
    const recorded = readFileSync(path, 'utf8')
    expect(recorded).toContain('seen: Bearer $COURIER_TOKEN')
    expect(recorded).toContain('coded: $COURIER_TOKEN')
    expect(recorded).not.toContain(secret)
    expect(recorded.replace(/ {8}recorded:\n(?: {10}.*\n)+/, '')).toBe(text)
    await run(world, { record: true })
    expect(readFileSync(path, 'utf8')).toBe(recorded)

    const { out, exitCode, requests } = await runIn(folder, ['try', '--examples', '--offline'])
    expect({ out, exitCode, requests }).toEqual({
      ...{ out: 'passed     courier/track_parcel  a parcel  200\n\nok  1 example: 1 passed\n', exitCode: 0, requests: [] },
    })
    // Judged as a real answer is: by select, errors and what is expected.
    writeFileSync(path, recorded.replace('days: 2\n', 'days: 3\n'))
    expect((await run(realWorld(folder).world, { offline: true })).messages).toEqual([
      expect.stringContaining('expects 2 at /days, and the agent gets 3'),
    ])
    writeFileSync(path, recorded.replace('status: 200\n', 'status: 503\n'))
    expect((await run(realWorld(folder).world, { offline: true })).codes).toEqual(['example-status-differs', 'example-result-differs'])
  })

  it('what did not pass is not recorded, what has no recording is skipped', async () => {
    const examples = '- { name: gone, arguments: { number: gone } }\n- { name: broken, arguments: { number: broken } }'
    const folder = folderOf({ 'integrations/courier.yaml': courier(await courierServer(), examples) })
    const { examples: tried } = await run(realWorld(folder).world, { record: true })
    expect(tried.map(({ name, recording }) => [name, recording])).toEqual([
      ['gone', 'written'],
      ['broken', 'none'],
    ])
    const { lines, examples: again } = await run(realWorld(folder).world, { offline: true })
    expect(lines).toEqual(['passed courier/track_parcel gone 404', 'skipped courier/track_parcel broken'])
    expect(again[1]?.reason).toBe('no answer is recorded')
  })

  it('headers that an example asks about are recorded with it', async () => {
    const example = '- { name: a parcel, arguments: { number: sent }, expect: { headers: { Cache-Control: "private*" } } }'
    const folder = folderOf({ 'integrations/courier.yaml': courier(await courierServer(), example) })
    await run(realWorld(folder).world, { record: true })
    expect((await run(realWorld(folder).world, { offline: true })).lines).toEqual(['passed courier/track_parcel a parcel 200'])
  })

  it('an answer that says nothing without its secret is not recorded', async () => {
    const url = await serve((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"state":"sent","days":4}'))
    const text = courier(url, '- { name: a parcel, arguments: { number: "1" } }').replace(
      'tools:',
      'credentials: { type: bearer, token: "${COURIER_TOKEN}" }\ntools:',
    )
    const folder = folderOf({ 'integrations/courier.yaml': text })
    const { examples, codes, exitCode } = await run(realWorld(folder, { COURIER_TOKEN: 'sent","days' }).world, { record: true })
    expect({ codes, exitCode }).toEqual({ codes: ['example-not-recorded'], exitCode: 3 })
    expect(examples[0]).toMatchObject({ verdict: 'passed', recording: 'refused' })
    expect(readFileSync(join(folder, 'integrations/courier.yaml'), 'utf8')).toBe(text)
  })

  it('a number that is a secret is recorded by its name, and judged by it', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"state":"sent","days":48213370}'),
    )
    const text = courier(url, '- { name: a parcel, arguments: { number: "1" } }').replace(
      'tools:',
      'credentials: { type: bearer, token: "${COURIER_TOKEN}" }\ntools:',
    )
    const folder = folderOf({ 'integrations/courier.yaml': text })
    const { world } = realWorld(folder, { COURIER_TOKEN: '48213370' })
    expect(await run(world, { record: true })).toMatchObject({ codes: [], exitCode: 0 })
    expect(readFileSync(join(folder, 'integrations/courier.yaml'), 'utf8')).toMatch(/"days": "\$COURIER_TOKEN"/)
    expect(await run(world, { offline: true })).toMatchObject({ lines: ['passed courier/track_parcel a parcel 200'] })
  })

  it('a file that was changed meanwhile is left alone', async () => {
    const folder = folderOf({ 'integrations/courier.yaml': '' })
    const path = join(folder, 'integrations/courier.yaml')
    const url = await serve((_, response) => {
      writeFileSync(path, `${readFileSync(path, 'utf8')}# changed by hand\n`)
      json(response, 200, { state: 'sent', days: 1 })
    })
    const text = courier(url, '- { name: a parcel, arguments: { number: "1" } }')
    writeFileSync(path, text)
    const { codes, exitCode, examples } = await run(realWorld(folder).world, { record: true })
    expect({ codes, exitCode }).toEqual({ codes: ['project-file-unwritable'], exitCode: 3 })
    expect(examples[0]).toMatchObject({ verdict: 'passed', recording: 'refused' })
    expect(readFileSync(path, 'utf8')).toBe(`${text}# changed by hand\n`)
  })
})

describe('tools of an MCP server', () => {
  const tools = [
    { name: 'list_visits', description: 'Lists visits.', inputSchema: { type: 'object', properties: {} }, annotations: { readOnlyHint: true } },
    { name: 'search_rooms', description: 'Searches rooms.', inputSchema: { type: 'object', properties: {} } },
    { name: 'find_patient', description: 'Finds one.', inputSchema: { type: 'object', properties: {} }, annotations: { readOnlyHint: true } },
  ]

  /** A server of the smallest kind, without sessions. */
  const clinicServer = (called: string[]): Promise<string> =>
    serve(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const { id, method, params }: { id?: number; method?: string; params?: { name: string } } = body === '' ? {} : JSON.parse(body)
      const answer = (result: unknown): void => json(response, 200, { jsonrpc: '2.0', id, result })
      if (method === 'initialize')
        answer({ protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'clinic', version: '1' } })
      else if (method === 'tools/list') answer({ tools })
      else if (method === 'tools/call') {
        called.push(params?.name ?? '')
        const isError = params?.name === 'find_patient'
        answer({ content: [{ type: 'text', text: isError ? 'nobody' : 'monday' }], isError, structuredContent: { visits: [{ day: 'monday' }] } })
      } else if (id === undefined) response.writeHead(202).end()
      else json(response, 200, { jsonrpc: '2.0', id, error: { code: -32601, message: 'no such method' } })
    })

  it('run when they are marked as reading, are recorded and judged without the server', async () => {
    const called: string[] = []
    const url = `${await clinicServer(called)}/mcp`
    const text = `type: mcp
description: The clinic's appointment book
url: ${url}
tools:
  list_visits:
    examples:
      - name: of today
        expect: { result: monday }
      - name: with a status
        expect: { status: 200 }
  search_rooms:
    examples: [{ name: all }]
  find_patient:
    examples: [{ name: nobody }]
`
    const folder = folderOf({ 'integrations/clinic.yaml': text })
    const { world } = realWorld(folder)
    const real = { ...world, mcp: createMcp({ now: world.now, interrupted: world.interrupted, environment: {} }) }
    const { sync } = await import('../../src/flow/sync.ts')
    await sync(real, { names: [], check: false, environment: undefined, projectPath: '.', onProgress: () => undefined })
    const { lines, codes } = await run(real, { record: true })
    expect(lines).toEqual([
      'passed clinic/list_visits of today',
      'failed clinic/list_visits with a status',
      'skipped clinic/search_rooms all',
      'failed clinic/find_patient nobody',
    ])
    expect(codes).toEqual(['example-status-differs', 'response-tool-failed'])
    expect(called).toEqual(['list_visits', 'list_visits', 'find_patient'])
    const offline = await run(realWorld(folder).world, { offline: true, targets: ['clinic/list_visits'] })
    expect(offline.lines).toEqual(['passed clinic/list_visits of today', 'skipped clinic/list_visits with a status'])
  })
})

it('what a server sends reaches no terminal as it is', async () => {
  const example = '- { name: "a parcel\\e[2J", arguments: { number: "1" }, expect: { result: { state: sent, days: 2 }, headers: { etag: none } } }'
  const folder = folderOf({ 'integrations/courier.yaml': courier('https://courier.example', example) })
  const evil = '\u001b[31m\u202e\u0007\r\n::error::x'
  const script = { http: [{ status: 200, headers: { etag: evil }, body: { state: evil, days: evil.repeat(1000) } }] }
  for (const format of ['text', 'json', 'junit', 'github', 'gitlab', 'sarif'] as const) {
    const { out, exitCode } = await runIn(folder, ['try', '--examples', '--format', format], script)
    expectFormat(format, out)
    expect(exitCode).toBe(1)
  }
})

it('under --strict a warning fails its example in every format', async () => {
  const folder = folderOf({ 'integrations/courier.yaml': courier('https://courier.example', '- { name: a parcel, arguments: { number: "1" } }') })
  const script = { http: [{ status: 200, milliseconds: 2400, body: { state: 'sent', days: 1 } }] }
  const ran = async (...more: readonly string[]): Promise<{ readonly exitCode: number; readonly failures: readonly string[] }> => {
    const { out, exitCode } = await runIn(folder, ['try', '--examples', '--format', 'junit', ...more], script)
    expectFormat('junit', out)
    return { exitCode, failures: junitIn(out, '//testcase[failure]/@name') }
  }
  expect(await ran()).toEqual({ exitCode: 0, failures: [] })
  expect(await ran('--strict')).toEqual({ exitCode: 1, failures: ['track_parcel: a parcel'] })
})
