import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Ran, runIn, type Script } from '../world.ts'
import { folderOf } from './real.ts'

const token = '4829137756'
const environment = { SHOP_TOKEN: token }

const http = `type: http
description: The back office of the bike shop
base_url: https://stock.bikes.example/v1
credentials: { type: bearer, token: "\${SHOP_TOKEN}" }
tools:
  find_pin:
    description: Tells the number of a customer. Use it when the caller asks for it.
    request: { method: GET, path: /pin }
    examples: [ { name: plain } ]
  find_other:
    description: Tells the number of another customer. Use it when the caller asks for it.
    request: { method: GET, path: /pin }
    response: { select: "{ pin: pin, text: to_string(pin) }" }
    examples: [ { name: other, expect: { status: 200, result: { pin: 1, text: one, more: 2 } } } ]
`

const answers = [
  ['as it is', `{ "pin": ${token} }`],
  ['behind others', `{ "pin": [1, { "deep": 99${token}11 }] }`],
  ['below zero', `{ "pin": -${token} }`],
  ['with an exponent', '{ "pin": 482913775.6e1 }'],
  ['with decimals', `{ "pin": ${token}.0, "more": ${token}.75 }`],
  ['among words', `"call ${token}"`],
  ['as a key', `{ "${token}": ${token} }`],
] as const

/** Everything that a run leaves behind: what it says, and what it writes. */
async function leftBy(argv: readonly string[], script: Script, files: Readonly<Record<string, string>>): Promise<Ran & { readonly all: string }> {
  const folder = folderOf(files)
  const ran = await runIn(folder, argv, script)
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  return { ...ran, all: [ran.out, ran.err, ...written].join('\n') }
}

const outputs: readonly (readonly string[])[] = [
  ['bikes/find_pin'],
  ['bikes/find_pin', '-v'],
  ['bikes/find_pin', '-q'],
  ['bikes/find_pin', '--format', 'json'],
  ['bikes/find_pin', '--format', 'github'],
  ['bikes/find_pin', '--curl'],
  ['bikes/find_pin', '--dry-run'],
  ['bikes/find_pin', '--har', 'call.har'],
  ['bikes/find_other', '-v'],
  ['--examples'],
  ['--examples', '--format', 'json'],
  ['--examples', '--format', 'junit'],
  ['--examples', '--format', 'github'],
  ['--examples', '--record'],
]

describe.each(answers)('a secret that is a number and comes back as one, %s,', (_, body) => {
  it.each(outputs.map((argv) => [argv.join(' '), argv] as const))('is not told by try %s', async (_line, argv) => {
    const script = { environment, http: [{ status: 200, headers: { 'content-type': 'application/json', 'x-pin': token }, body }] }
    const { all, requests } = await leftBy(['try', ...argv], script, { 'integrations/bikes.yaml': http })
    expect(all).not.toMatch(/4829137756|482913775|829137756/)
    // Those that show an answer have its name in its place.
    if (requests.length > 0 && argv[0] === 'bikes/find_pin' && !argv.includes('github')) expect(all).toContain('$SHOP_TOKEN')
  })
})

it.each(['48291377561234567890', '004829137756', '4829137756.10'])('no digits of %s are left by what a program makes of it', async (long) => {
  for (const argv of [['-q'], ['--format', 'json'], ['-v']]) {
    const script = { environment: { SHOP_TOKEN: long }, http: [{ status: 200, body: `{ "pin": ${long.replace(/^0+/, '')}, "n": ${Number(long)} }` }] }
    const { all } = await leftBy(['try', 'bikes/find_pin', ...argv], script, { 'integrations/bikes.yaml': http })
    expect(all).not.toContain('48291')
  }
})

it('what the agent hears, and what is recorded, is JSON all the same', async () => {
  const script = { environment, http: [{ status: 200, body: `{ "pin": ${token}, "price": 12.50, "name": "Ana" }` }] }
  const { out } = await leftBy(['try', 'bikes/find_pin', '-q'], script, { 'integrations/bikes.yaml': http })
  expect(JSON.parse(out)).toEqual({ pin: '$SHOP_TOKEN', price: 12.5, name: 'Ana' })
})

it('other numbers are left as they are', async () => {
  const script = { environment, http: [{ status: 200, body: '{ "price": 12.50, "id": 12345678901, "much": 1e21 }' }] }
  const { all } = await leftBy(['try', 'bikes/find_pin', '--har', 'call.har'], script, { 'integrations/bikes.yaml': http })
  expect(all).toContain('12345678901')
  expect(all).toContain('{ \\"price\\": 12.50')
})

describe('of an MCP server', () => {
  const lock = readFileSync('test/examples/codes/response-input-refused/integrations/hotel.lock.yaml', 'utf8')
  const file = readFileSync('test/examples/codes/response-input-refused/integrations/hotel.yaml', 'utf8')
  const script = {
    environment: { HOTEL_TOKEN: token },
    progress: [{ progress: Number(token), total: Number(token), message: 'so far' }],
    call: {
      isError: false,
      result: { structuredContent: { pin: Number(token) }, content: [{ type: 'text' as const, text: `{"pin":${token}}` }] },
      milliseconds: 20,
    },
  }
  const withToken = `${file}credentials: { type: bearer, token: "\${HOTEL_TOKEN}" }\n`

  it.each([[[]], [['-v']], [['-q']], [['--format', 'json']]])('it is not told either: try %j', async (flags) => {
    const files = { 'integrations/hotel.yaml': withToken, 'integrations/hotel.lock.yaml': lock }
    const { all, out } = await leftBy(['try', 'hotel/find_room', 'day=2026-12-24', '--yes', ...flags], script, files)
    expect(all).not.toContain(token)
    expect(out).toContain('$HOTEL_TOKEN')
  })
})
