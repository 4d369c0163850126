import net from 'node:net'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { McpLimits, World } from '../../src/world/world.ts'
import { withCopy, worldIn } from '../world.ts'
import { redirectTarget, type Scenario, startHostile, stock, tool } from './hostile-mcp-server.ts'
import { listen } from './loopback.ts'
import { at, testMcp } from './network.ts'

// `sync` as people run it, with its own limits, against servers that misbehave in one way each: whatever they do is told in exact words, and no lockfile
// changes by it.

const shop = (url: string): string => `type: mcp\ndescription: The bike shop\nurl: ${url}\n`
const lockfile = 'integrations/shop.lock.yaml'
let locked = ''

interface Synced {
  readonly code: number
  readonly out: string
  readonly lock: string
  readonly files: readonly string[]
}

/** What goes into a project, and what a run of `sync` there leaves. */
interface Setting {
  readonly scenario: Scenario
  readonly lock?: string
  readonly argv?: readonly string[]
  /** Shorter times, for what takes long. */
  readonly limits?: Partial<McpLimits>
}

function worldFor(folder: string, different: Partial<McpLimits>): { readonly world: World; readonly said: { readonly out: string } } {
  const { world, said } = worldIn(folder)
  const real = testMcp()
  return { world: { ...world, mcp: { ...real, listTools: (server, limits) => real.listTools(server, { ...limits, ...different }) } }, said }
}

async function synced({ scenario, lock, argv = [], limits = {} }: Setting): Promise<Synced> {
  const server = await startHostile(scenario)
  try {
    return await withCopy('test/node/fixtures', async (folder) => {
      mkdirSync(join(folder, 'integrations'))
      writeFileSync(join(folder, 'integrations/shop.yaml'), shop(server.url))
      if (lock !== undefined) writeFileSync(join(folder, lockfile), lock)
      const { world, said } = worldFor(folder, limits)
      const code = await run(['sync', ...argv], world)
      const files = readdirSync(join(folder, 'integrations'))
      return { code, out: said.out, lock: files.includes('shop.lock.yaml') ? readFileSync(join(folder, lockfile), 'utf8') : '', files }
    })
  } finally {
    await server.stop()
    expect(server.sessions).toEqual(new Set())
  }
}

interface Told {
  readonly code: string
  readonly message: string
}

function toldIn(out: string): readonly Told[] {
  return (JSON.parse(out) as { diagnostics: readonly Told[] }).diagnostics.map(({ code, message }) => ({ code, message }))
}

beforeAll(async () => {
  redirectTarget.url = 'http://127.0.0.1:9/'
  locked = (await synced({ scenario: 'ordinary' })).lock
  expect(locked).toContain('book')
})

// These say nothing, or not enough, however long one waits.
const slow: ReadonlySet<Scenario> = new Set(['silent', 'silent-on-arrival', 'silent-list', 'slow-drip', 'taken-up-in-vain'])

describe('nothing is locked, and the lockfile stays byte for byte', () => {
  it.each<[Scenario, string, string]>([
    ['malformed-tool', 'server-list-broken', 'the tool "cancel" is not well formed: its inputSchema is missing'],
    ['malformed-tool-modern', 'server-list-broken', 'the tool "cancel" is not well formed: its inputSchema is missing'],
    ['nameless-tool', 'server-list-broken', 'the tool at place 2 of the list is not well formed: it has no name'],
    ['tool-is-text', 'server-list-broken', 'the tool at place 1 of the list is not well formed: it is no object'],
    ['schema-of-text', 'server-list-broken', 'the tool "book" is not well formed: the type of its inputSchema is "string", not "object"'],
    ['schema-too-deep', 'server-limit', 'the inputSchema of the tool "book" is nested deeper than 64 levels'],
    ['schema-too-deep-modern', 'server-limit', 'the inputSchema of the tool "book" is nested deeper than 64 levels'],
    [
      'broken-list-modern',
      'server-list-broken',
      'the tool list does not follow the protocol: "Invalid result for tools/list: [ { "expected": "string", "code": "invalid_type", "path": [ "tools", 0, "description" ], "message": "Invalid input: expected string, received number" } ]"',
    ],
    ['no-list', 'server-list-broken', 'the answer to tools/list holds no list of tools'],
    ['duplicate-names', 'server-list-broken', 'the server lists two tools with the name "book"'],
    ['null-cursor', 'server-list-broken', 'nextCursor is null, neither a text nor absent'],
    ['null-cursor-modern', 'server-list-broken', 'nextCursor is null, neither a text nor absent'],
    ['number-cursor', 'server-list-broken', 'nextCursor is a number, neither a text nor absent'],
    ['endless-pages', 'server-limit', 'the server lists its tools on more than 100 pages'],
    ['repeated-cursor', 'server-limit', 'the server gave the same cursor twice, so its list would never end'],
    ['too-many-tools', 'server-limit', 'the server lists more than 2000 tools'],
    ['huge-altogether', 'server-limit', 'the answers are together larger than 32 MiB'],
    ['long-description', 'server-limit', 'the tool "book" has a description of more than 64 KiB'],
    ['long-description-inside', 'server-limit', 'the tool "book" has a description of more than 64 KiB'],
    ['long-instructions', 'server-limit', 'the server has instructions of more than 64 KiB'],
    ['nested-schema', 'server-limit', 'the inputSchema of the tool "book" is nested deeper than 64 levels'],
    ['nested-schema-modern', 'server-limit', 'the inputSchema of the tool "book" is nested deeper than 64 levels'],
    ['nested-output', 'server-limit', 'the outputSchema of the tool "book" is nested deeper than 64 levels'],
    ['nested-elsewhere', 'server-limit', 'the tool "book" is nested deeper than 200 levels'],
    ['empty-list', 'server-list-empty', 'the server lists no tools'],
    ['empty-list-modern', 'server-list-empty', 'the server lists no tools'],
    ['no-tools', 'server-list-empty', 'the server says that it has no tools'],
    ['modern-future', 'server-protocol', 'the server speaks only revisions of the protocol that we do not: "2099-01-01, 2100-01-01"'],
    [
      'no-version',
      'server-protocol',
      'the server does not follow the protocol: "Invalid result for initialize: [ { "expected": "string", "code": "invalid_type", "path": [ "protocolVersion" ], "message": "Invalid input: expected string, received undefined" } ]"',
    ],
    [
      'odd-version',
      'server-protocol',
      'the server does not follow the protocol: "Invalid result for initialize: [ { "expected": "string", "code": "invalid_type", "path": [ "protocolVersion" ], "message": "Invalid input: expected string, received number" } ]"',
    ],
    ['future-version', 'server-protocol', 'the server speaks only revisions of the protocol that we do not: "2099-01-01"'],
    ['silent', 'server-timeout', 'no complete answer came within 300 ms'],
    ['silent-on-arrival', 'server-timeout', 'no complete answer came within 300 ms'],
    ['session-lost', 'server-protocol', 'the server no longer knows the session that it has opened (status 404)'],
    ['session-lost-between', 'server-protocol', 'the server no longer knows the session that it has opened (status 404)'],
    ['failing-between', 'server-protocol', 'the server answered with status 502'],
    ['refused-later', 'server-unauthorized', 'the server wants credentials, and the file has none: "the token has expired"'],
    ['input-required-list', 'server-list-broken', 'the answer to tools/list holds no list of tools'],
    ['unknown-result-list', 'server-protocol', 'the server does not follow the protocol: "Unsupported result type \'postponed\' for tools/list"'],
    ['taken-up-in-vain', 'server-timeout', 'no complete answer came within 300 ms'],
    ['asks-in-list', 'server-protocol', 'the server asks more than 100 questions of its own'],
    ['other-id', 'server-protocol', 'the server answers what was not asked of it'],
    ['no-id', 'server-protocol', 'the answer is no JSON-RPC message'],
    ['json-rpc-1', 'server-protocol', 'the answer is no JSON-RPC message'],
    ['neither-result-nor-error', 'server-protocol', 'the answer is no JSON-RPC message'],
    ['json-null', 'server-protocol', 'the answer is no JSON-RPC message'],
    ['nothing-at-all', 'server-protocol', 'the answer is no JSON'],
    ['accepted', 'server-protocol', 'the server takes the request, but gives no answer (status 202)'],
    ['no-content', 'server-protocol', 'the answer is neither JSON nor an event stream but "untyped"'],
    ['no-type', 'server-protocol', 'the answer is neither JSON nor an event stream but "untyped"'],
    ['plain-text', 'server-protocol', 'the answer is neither JSON nor an event stream but "text/plain"'],
    ['no-gzip', 'server-protocol', 'the answer is not compressed in the way it says (Z_DATA_ERROR)'],
    ['huge-headers', 'server-limit', 'the headers of the answer are larger than 16 kB (HPE_HEADER_OVERFLOW)'],
    ['endless-number', 'server-list-broken', 'the tool "book" holds a number that is too large to be kept'],
    ['silent-list', 'server-timeout', 'no complete answer came within 300 ms'],
    ['slow-drip', 'server-timeout', 'no complete answer came within 300 ms'],
    ['huge-body', 'server-limit', 'the answer is larger than 8 MiB'],
    ['huge-stream', 'server-limit', 'the answer is larger than 8 MiB'],
    ['gzip-bomb', 'server-limit', 'the answer is larger than 8 MiB'],
    ['reset-half-way', 'server-unreachable', 'the connection was closed before the answer was complete (ECONNRESET)'],
    ['redirect-loop', 'server-protocol', 'the server redirects more than 5 times'],
    ['redirect-elsewhere', 'server-protocol', 'the server redirects to http://HERE/, which is another origin'],
    ['redirect-losing-post', 'server-protocol', 'the server redirects to http://HERE/moved in a way that loses the request'],
    ['redirect-nowhere', 'server-protocol', 'the server redirects without saying where'],
    ['html', 'server-protocol', 'the answer is neither JSON nor an event stream but "text/html"'],
    ['html-later', 'server-protocol', 'the answer is neither JSON nor an event stream but "text/html"'],
    ['bad-json', 'server-protocol', 'the answer is no JSON'],
    ['bad-json-later', 'server-protocol', 'the answer is no JSON'],
    ['no-json-rpc', 'server-protocol', 'the answer is no JSON-RPC message'],
    ['bad-event', 'server-protocol', 'the answer is no JSON'],
    ['stream-without-answer', 'server-protocol', 'the server ended its answer without a result'],
    ['unauthorized', 'server-unauthorized', 'the server wants credentials, and the file has none: "{"error":"bad token undefined"}"'],
    ['forbidden', 'server-unauthorized', 'the server does not allow this: "not for you"'],
    ['failing', 'server-protocol', 'the server answered with status 500: "the database is down"'],
    ['failing-list', 'server-protocol', 'the server answered with status 503'],
    ['limited', 'server-protocol', 'the server answered with status 429: "slow down"'],
    ['not-there', 'server-protocol', 'the server answered with status 404'],
    ['odd-status', 'server-protocol', 'the server answered with status 999: "go away"'],
    ['error-answer', 'server-protocol', 'the server answered with error -32603: "boom"'],
    [
      'unusable-header-parameter',
      'server-list-broken',
      'the server lists tool "book", which the protocol forbids to use: x-mcp-header at "shops.<items>" is not on a property that is reached through "properties" alone',
    ],
    [
      'only-unusable',
      'server-list-empty',
      'none of the tools may be used: x-mcp-header at "shops.<items>" is not on a property that is reached through "properties" alone',
    ],
  ])('%s: %s, %s', async (scenario, code, message) => {
    const { out, ...left } = await synced({
      scenario,
      lock: locked,
      argv: ['--format', 'json'],
      limits: slow.has(scenario) ? { milliseconds: 300 } : {},
    })
    expect(toldIn(out.replaceAll(/127\.0\.0\.1:\d+/g, 'HERE'))).toEqual([{ code, message: `"shop": ${message}` }])
    expect(left).toEqual({ code: 3, lock: locked, files: ['shop.lock.yaml', 'shop.yaml'] })
  })

  it('and none is made where there was none', async () => {
    expect(await synced({ scenario: 'session-lost-between' })).toMatchObject({ code: 3, files: ['shop.yaml'] })
    expect(await synced({ scenario: 'malformed-tool' })).toMatchObject({ code: 3, files: ['shop.yaml'] })
  })

  it('a server that could not be asked is no drift', async () => {
    const { code, out } = await synced({ scenario: 'failing', lock: locked, argv: ['--check'] })
    expect(code).toBe(3)
    expect(out).not.toContain('drift')
  })
})

describe('bounds', () => {
  it('are those of the threat notes', async () => {
    const seen: McpLimits[] = []
    await withCopy('test/node/fixtures', async (folder) => {
      mkdirSync(join(folder, 'integrations'))
      writeFileSync(join(folder, 'integrations/shop.yaml'), shop('https://shop.example/mcp'))
      const { world } = worldIn(folder)
      const listTools: World['mcp']['listTools'] = async (_server, limits) => {
        seen.push(limits)
        return { ok: false, failure: { kind: 'other', detail: 'nothing' } }
      }
      await run(['sync'], { ...world, mcp: { ...world.mcp, listTools } })
    })
    const mebibyte = 1024 * 1024
    expect(seen).toMatchObject([
      {
        ...{ connecting: 10_000, answering: 30_000, milliseconds: 60_000 },
        ...{ bytes: 8 * mebibyte, bytesInAll: 32 * mebibyte, pages: 100, tools: 2000 },
      },
    ])
  })

  it.each<[Scenario, string]>([
    ['silent', 'server/discover'],
    ['silent-on-arrival', 'initialize'],
    ['silent-list', 'tools/list'],
    ['slow-drip', 'tools/list'],
  ])('%s: the time for each request', async (scenario, method) => {
    const { out } = await synced({ scenario, argv: ['--format', 'json'], limits: { answering: 300 } })
    expect(toldIn(out)).toEqual([{ code: 'server-timeout', message: `"shop": no complete answer to ${method} came within 300 ms` }])
  })

  it('the time for all requests together', async () => {
    const { out } = await synced({ scenario: 'slow-pages', argv: ['--format', 'json'], limits: { answering: 5000, milliseconds: 400 } })
    expect(toldIn(out)).toEqual([{ code: 'server-timeout', message: '"shop": no complete answer came within 400 ms' }])
  })

  it('the time for a connection, its security included', async () => {
    const { port, stop } = await listen(net.createServer())
    const limits = { milliseconds: 5000, connecting: 200, bytes: 1000, pages: 1, tools: 1 }
    const answer = await testMcp().listTools(at(`https://127.0.0.1:${port}/mcp`), limits)
    await stop()
    const detail = 'the server took the connection, but did not secure it within 200 ms'
    expect(answer).toEqual({ ok: false, failure: { kind: 'timeout', detail } })
  })

  it('a connection that stands is not cut by that time', async () => {
    expect(await synced({ scenario: 'slow-list', limits: { connecting: 50 } })).toMatchObject({ code: 0 })
  })
})

describe('what is odd, but no fault, is locked as it is', () => {
  it.each<[Scenario, readonly string[]]>([
    ['empty-cursor', ['book', 'cancel']],
    ['unknown-fields', ['x-vendor:', 'execution:', 'taskSupport: optional']],
    ['unknown-fields-modern', ['x-vendor:', 'mood: fine', '"2026-07-28"']],
    ['unseen-characters', ['description: "Books a bike.\\u001b[2J\\u202egnp\\U000e0041\\U000e0042"']],
    ['unseen-name', ['name: "book\\u001b[31m\\u202e\\U000e0041"']],
    ['lone-surrogate', ['description: "\\ud800"']],
    ['odd-names', ['name: __proto__', 'name: constructor', 'name: "null"', 'name: "~"', 'name: "a: b"', 'name: "# c"', 'name: "on"']],
    ['session-lost-once', ['name: book']],
    ['odd-keys', ['x-map:', '__proto__:', 'constructor: 2', '"": 3', '"~/": 4']],
    ['longest-description', ['name: book']],
    ['just-nested-schema', ['name: book']],
    ['old-version', ['protocol_version: "2024-11-05"']],
    ['answer-taken-up-again', ['name: book']],
    ['answer-in-compressed-stream', ['name: book']],
    ['redirect-same-origin', ['name: book']],
    ['unknown-method-fails', ['name: book']],
    ['empty-discover', ['name: book']],
  ])('%s', async (scenario, parts) => {
    const first = await synced({ scenario })
    expect(first.code).toBe(0)
    for (const part of parts) expect(first.lock).toContain(part)
    // A second look finds what was written.
    const again = await synced({ scenario, lock: first.lock, argv: ['--format', 'json'] })
    const url = /url: \S+/
    expect(again.lock.replace(url, '')).toBe(first.lock.replace(url, ''))
    expect((JSON.parse(again.out) as { result: { servers: { changes: { tools: unknown } }[] } }).result.servers[0]?.changes.tools).toEqual([])
  })
})

it.each<Scenario>(['unseen-characters', 'unseen-name', 'unseen-name-malformed', 'unseen-refusal'])(
  '%s: neither the terminal nor the lockfile gets what nobody sees',
  async (scenario) => {
    const { out, lock } = await synced({ scenario })
    expect(out).toMatch(/\\u\{1b\}|\\u\{202e\}/)
    expect(out + lock).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u)
  },
)

it('a list that shrinks is never taken in silence', async () => {
  const before = [...stock.tools]
  const server = await startHostile('changing')
  await withCopy('test/node/fixtures', async (folder) => {
    mkdirSync(join(folder, 'integrations'))
    writeFileSync(join(folder, 'integrations/shop.yaml'), shop(server.url))
    const sync = async (...argv: readonly string[]): Promise<{ code: number; out: string }> => {
      const { world, said } = worldFor(folder, {})
      return { code: await run(['sync', ...argv], world), out: said.out }
    }
    const lockOf = (): string => readFileSync(join(folder, lockfile), 'utf8')
    await sync()
    const whole = lockOf()
    stock.tools = [tool('book')]
    const { code, out } = await sync('--check')
    expect(code).toBe(1)
    expect(out).toContain('"shop" no longer offers "cancel"')
    expect(lockOf()).toBe(whole)
    expect((await sync()).out).toContain('- cancel')
    expect(lockOf()).not.toContain('cancel')
  })
  stock.tools = before
  await server.stop()
})
