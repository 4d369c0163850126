import http from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { Secret } from '../../src/world/secret.ts'
import type { Answer, Failure, ListedTools, McpLimits, McpServer } from '../../src/world/world.ts'
import { type HostileServer, redirectTarget, type Scenario, startHostile } from './hostile-mcp-server.ts'
import { freePort, listen, type Loopback } from './loopback.ts'
import { at, limits, testMcp } from './network.ts'

const running: (HostileServer | Loopback)[] = []

afterEach(async () => {
  const servers = running.splice(0)
  await Promise.all(servers.map(({ stop }) => stop()))
  for (const server of servers) if ('sessions' in server) expect(server.sessions).toEqual(new Set())
})

async function start(scenario: Scenario): Promise<HostileServer> {
  const server = await startHostile(scenario)
  running.push(server)
  return server
}

async function list(scenario: Scenario, different: Partial<McpLimits> = {}, server: Partial<McpServer> = {}): Promise<Answer<ListedTools>> {
  const { url } = await start(scenario)
  return testMcp().listTools(at(url, server), { ...limits, ...different })
}

async function failureOf(scenario: Scenario, different: Partial<McpLimits> = {}): Promise<Failure> {
  const answer = await list(scenario, different)
  if (answer.ok) throw new Error(`${scenario} was listed`)
  return answer.failure
}

async function toolsOf(scenario: Scenario, different: Partial<McpLimits> = {}): Promise<ListedTools> {
  const answer = await list(scenario, different)
  if (!answer.ok) throw new Error(`${scenario}: ${answer.failure.kind}, ${answer.failure.detail}`)
  return answer.value
}

const namesIn = ({ tools }: ListedTools): unknown[] => tools.map((tool) => (tool as { name: unknown }).name)

describe('a list is read', () => {
  test('from an ordinary server, whose session is ended', async () => {
    const server = await start('ordinary')
    expect(await testMcp().listTools(at(server.url), limits)).toEqual({
      ok: true,
      value: {
        serverName: 'bike-shop',
        serverVersion: '1.2.3',
        protocolVersion: '2025-11-25',
        instructions: 'Be kind.',
        tools: [{ name: 'book', description: 'Does book.', inputSchema: { type: 'object', properties: {} } }],
        excluded: [],
      },
    })
    expect(server.requests.map(({ http: method, method: asked }) => asked ?? method)).toEqual([
      ...['server/discover', 'initialize', 'notifications/initialized', 'tools/list', 'DELETE'],
    ])
    expect(server.requests.at(-1)?.headers).toMatchObject({ 'mcp-session-id': 'session-1', 'mcp-protocol-version': '2025-11-25' })
    expect(server.requests[1]?.body.params).toMatchObject({ capabilities: {}, clientInfo: { name: 'diga-int' } })
  })

  test('from a modern server, which keeps no session', async () => {
    const server = await start('modern')
    const answer = await testMcp().listTools(at(server.url), limits)
    expect(answer).toMatchObject({ ok: true, value: { protocolVersion: '2026-07-28', instructions: undefined } })
    expect(server.requests.map(({ method }) => method)).toEqual(['server/discover', 'tools/list'])
  })

  test.each<[Scenario, string[]]>([
    ['empty-cursor', ['book', 'cancel']],
    ['answer-in-stream', ['book']],
    ['answer-taken-up-again', ['book']],
    ['answer-in-compressed-stream', ['book']],
    ['redirect-same-origin', ['book']],
    ['unknown-method-fails', ['book']],
    ['empty-discover', ['book']],
    ['old-version', ['book']],
    ['unusable-header-parameter-legacy', ['list', 'book']],
    ['header-parameters', ['list', 'book']],
  ])('in spite of: %s', async (scenario, names) => {
    expect(namesIn(await toolsOf(scenario))).toEqual(names)
  })

  test('over very many pages, without a word on stderr', async () => {
    const warnings: Error[] = []
    const note = (warning: Error): number => warnings.push(warning)
    process.on('warning', note)
    const { kind } = await failureOf('endless-pages', { pages: 200, tools: 1000 })
    process.off('warning', note)
    expect(kind).toBe('list-limit')
    expect(warnings).toEqual([])
  })

  test('with every field that is not known', async () => {
    const vendor = { 'x-vendor': { b: 1, a: [2] } }
    expect((await toolsOf('unknown-fields')).tools).toMatchObject([{ ...vendor, execution: { taskSupport: 'optional' } }])
    expect((await toolsOf('unknown-fields-modern')).tools).toMatchObject([{ ...vendor, annotations: { mood: 'fine' } }])
  })

  test('with characters that nobody sees, which others escape', async () => {
    expect((await toolsOf('unseen-characters')).tools).toMatchObject([{ description: 'Books a bike.\u001b[2J\u202egnp\u{e0041}\u{e0042}' }])
  })

  test('without the tools that the protocol forbids, which are named', async () => {
    const { tools, excluded } = await toolsOf('unusable-header-parameter')
    expect(tools).toMatchObject([{ name: 'list' }])
    const reason = 'x-mcp-header at "shops.<items>" is not on a property that is reached through "properties" alone'
    expect(excluded).toEqual([{ name: 'book', reason }])
  })
})

describe('no list comes', () => {
  test.each<[Scenario, Failure['kind'], string]>([
    ['malformed-tool', 'list-broken', 'the tool "cancel" is not well formed: its inputSchema is missing'],
    ['malformed-tool-modern', 'list-broken', 'the tool "cancel" is not well formed: its inputSchema is missing'],
    ['nameless-tool', 'list-broken', 'the tool at place 2 of the list is not well formed: it has no name'],
    ['tool-is-text', 'list-broken', 'the tool at place 1 of the list is not well formed: it is no object'],
    ['schema-of-text', 'list-broken', 'the tool "book" is not well formed: the type of its inputSchema is "string", not "object"'],
    ['schema-too-deep', 'list-limit', 'the inputSchema of the tool "book" is nested deeper than 64 levels'],
    ['schema-too-deep-modern', 'list-limit', 'the inputSchema of the tool "book" is nested deeper than 64 levels'],
    ['no-list', 'list-broken', 'the answer to tools/list holds no list of tools'],
    ['duplicate-names', 'list-broken', 'the server lists two tools with the name "book"'],
    ['null-cursor', 'list-broken', 'nextCursor is null, neither a text nor absent'],
    ['null-cursor-modern', 'list-broken', 'nextCursor is null, neither a text nor absent'],
    ['number-cursor', 'list-broken', 'nextCursor is a number, neither a text nor absent'],
    ['endless-pages', 'list-limit', 'the server lists its tools on more than 10 pages'],
    ['repeated-cursor', 'list-limit', 'the server gave the same cursor twice, so its list would never end'],
    ['many-tools', 'list-limit', 'the server lists more than 50 tools'],
    ['empty-list', 'list-empty', 'the server lists no tools'],
    ['no-tools', 'list-empty', 'the server says that it has no tools'],
    ['huge-body', 'too-large', 'the answer is larger than 1000000 bytes'],
    ['huge-stream', 'too-large', 'the answer is larger than 1000000 bytes'],
    ['huge-in-parts', 'too-large', 'the answers are together larger than 1000000 bytes'],
    ['gzip-bomb', 'too-large', 'the answer is larger than 1000000 bytes'],
    ['reset-half-way', 'reset', 'the connection was closed before the answer was complete (ECONNRESET)'],
    ['redirect-nowhere', 'redirect', 'the server redirects without saying where'],
    ['redirect-loop', 'redirect', 'the server redirects more than 5 times'],
    ['html', 'protocol', 'the answer is neither JSON nor an event stream but "text/html"'],
    ['html-later', 'protocol', 'the answer is neither JSON nor an event stream but "text/html"'],
    ['bad-json', 'protocol', 'the answer is no JSON'],
    ['bad-json-later', 'protocol', 'the answer is no JSON'],
    ['no-json-rpc', 'protocol', 'the answer is no JSON-RPC message'],
    ['bad-event', 'protocol', 'the answer is no JSON'],
    ['stream-without-answer', 'protocol', 'the server ended its answer without a result'],
    ['error-answer', 'protocol', 'the server answered with error -32603: "boom"'],
    ['forbidden', 'unauthorized', 'the server does not allow this: "not for you"'],
    ['failing', 'status', 'the server answered with status 500: "the database is down"'],
    ['failing-list', 'status', 'the server answered with status 503'],
    ['limited', 'status', 'the server answered with status 429: "slow down"'],
    ['not-there', 'status', 'the server answered with status 404'],
    ['odd-status', 'status', 'the server answered with status 999: "go away"'],
  ])('%s: %s', async (scenario, kind, detail) => {
    expect(await failureOf(scenario)).toMatchObject({ kind, detail })
  })

  test('and the status is kept', async () => {
    expect(await failureOf('forbidden')).toMatchObject({ status: 403 })
    expect(await failureOf('failing')).toMatchObject({ status: 500 })
    expect(await failureOf('not-there')).toMatchObject({ status: 404 })
  })

  test('when the library finds more wrong than we do, and it says what', async () => {
    const { kind, detail } = await failureOf('broken-list-modern')
    expect(kind).toBe('list-broken')
    expect(detail).toContain('the tool list does not follow the protocol')
    expect(detail.length).toBeLessThan(270)
  })

  test('when the server wants a protocol of the future', async () => {
    const { kind, detail } = await failureOf('future-version')
    expect(kind).toBe('protocol')
    expect(detail).toContain('2099-01-01')
  })

  test('when every tool is forbidden by the protocol', async () => {
    const { kind, detail } = await failureOf('only-unusable')
    expect(kind).toBe('list-empty')
    expect(detail).toContain('none of the tools may be used: x-mcp-header at')
  })

  test.each<Scenario>(['silent', 'silent-list', 'slow-drip'])('in time: %s', async (scenario) => {
    const start = performance.now()
    expect(await failureOf(scenario, { milliseconds: 300 })).toEqual({ kind: 'timeout', detail: 'no complete answer came within 300 ms' })
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('when nobody listens, or the host has no address', async () => {
    const server = (url: string) => testMcp().listTools(at(url), limits)
    expect(await server(`http://127.0.0.1:${await freePort()}/mcp`)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(await server('http://bike-shop.invalid/mcp')).toMatchObject({ ok: false, failure: { kind: 'name-unknown' } })
  })

  test('when the address or a header is refused', async () => {
    const blocked = { ok: false, failure: { kind: 'blocked' } }
    expect(await testMcp().listTools(at('http://ana:opensesame@127.0.0.1/mcp'), limits)).toMatchObject(blocked)
    expect(await testMcp().listTools(at('http://127.0.0.1/mcp', { headers: [['x', 'a\nb']] }), limits)).toMatchObject(blocked)
  })

  test('when the person interrupts', async () => {
    const interruption = new AbortController()
    const { url } = await start('silent-list')
    setTimeout(() => interruption.abort(), 200)
    const mcp = testMcp({ interrupted: interruption.signal })
    expect(await mcp.listTools(at(url), limits)).toEqual({ ok: false, failure: { kind: 'interrupted', detail: 'the run was interrupted' } })
    expect(await mcp.listTools(at(url), limits)).toMatchObject({ ok: false, failure: { kind: 'interrupted' } })
  })
})

describe('credentials', () => {
  const headers = [['Authorization', new Secret('Bearer $SHOP_TOKEN', 'Bearer opensesame')]] as const

  test('go with every request, the goodbye included', async () => {
    const server = await start('ordinary')
    await testMcp().listTools(at(server.url, { headers }), limits)
    expect(new Set(server.requests.map(({ headers: seen }) => seen.authorization))).toEqual(new Set(['Bearer opensesame']))
    expect(server.requests).toHaveLength(5)
  })

  test('never reach another origin', async () => {
    let visits = 0
    const other = await listen(http.createServer((_request, response) => response.end(String((visits += 1)))))
    running.push(other)
    redirectTarget.url = `http://127.0.0.1:${other.port}/mcp?token=opensesame`
    const answer = await list('redirect-elsewhere', {}, { headers })
    const detail = `the server redirects to http://127.0.0.1:${other.port}/mcp, which is another origin`
    expect(answer).toEqual({ ok: false, failure: { kind: 'redirect', status: 307, detail } })
    expect(visits).toBe(0)
  })

  test('are not asked for again with GET where a redirect would lose the request', async () => {
    expect(await failureOf('redirect-losing-post')).toMatchObject({ kind: 'redirect', status: 302 })
  })

  test('are taken out of what a server says about them', async () => {
    const answer = await list('unauthorized', {}, { headers })
    const detail = 'the server refused the credentials: "{"error":"bad token Bearer $SHOP_TOKEN"}"'
    expect(answer).toEqual({ ok: false, failure: { kind: 'unauthorized', status: 401, detail } })
  })
})

describe('a call', () => {
  const call = { name: 'book', arguments: { shop: 'Łódź', bikes: 2 } }

  test('gives the result as it came', async () => {
    const { url } = await start('tool-error')
    const answer = await testMcp().callTool(at(url), call, limits)
    const result = { isError: true, content: [{ type: 'text', text: 'no bikes left' }], 'x-vendor': 1 }
    expect(answer).toEqual({ ok: true, value: { isError: true, result, milliseconds: expect.any(Number), wanted: [], isUnfinished: false } })
  })

  test('copies into headers what a modern server wants there', async () => {
    const server = await start('header-parameters')
    expect(await testMcp().callTool(at(server.url), call, limits)).toMatchObject({ ok: true, value: { isError: false } })
    const sent = server.requests.at(-1)
    expect(sent?.headers).toMatchObject({ 'mcp-param-shop': '=?base64?xYHDs2TFug==?=', 'mcp-param-bikes': '2', 'mcp-name': 'book' })
    expect(sent?.body.params?.arguments).toEqual(call.arguments)
  })

  test('is not made to a tool that the protocol forbids', async () => {
    const server = await start('unusable-header-parameter')
    expect(await testMcp().callTool(at(server.url), call, limits)).toMatchObject({ ok: false, failure: { kind: 'protocol' } })
    expect(server.requests.map(({ method }) => method)).not.toContain('tools/call')
  })

  test('that is interrupted is also cancelled', async () => {
    const interruption = new AbortController()
    const server = await start('silent-call')
    setTimeout(() => interruption.abort(), 200)
    const answer = await testMcp({ interrupted: interruption.signal }).callTool(at(server.url), call, limits)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'interrupted' } })
    expect(server.requests.map(({ method, http: way }) => method ?? way).slice(-3)).toEqual(['tools/call', 'notifications/cancelled', 'DELETE'])
  })
})
