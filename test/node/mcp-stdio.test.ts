import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Secret } from '../../src/world/secret.ts'
import type { Answer, McpProgram } from '../../src/world/world.ts'
import { canonicalJson } from '../../src/text/canonical-json.ts'
import { startEverything } from './everything.ts'
import { at, limits, testMcp } from './network.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-stdio-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function shop(...args: readonly string[]): McpProgram {
  return { command: process.execPath, args: [resolve('test/node/bike-shop.mjs'), ...args], environment: [], folder }
}

function modernShop(...args: readonly string[]): McpProgram {
  return { ...shop(), args: [resolve('test/node/bike-shop-modern.mjs'), ...args] }
}

function valueOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`)
  return answer.value
}

const call = { name: 'find_bike', arguments: { size: 54 } }

describe('a program that is an MCP server', () => {
  test('lists the same tools as over HTTP', async () => {
    const program = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js')
    const overHttp = await startEverything('streamable-http')
    const server = { command: process.execPath, args: [program, 'stdio'], environment: [], folder }
    const [piped, fetched] = await Promise.all([
      testMcp().listTools(server, { ...limits, milliseconds: 20_000 }),
      testMcp().listTools(at(overHttp.url), limits),
    ])
    await overHttp.stop()
    expect(valueOf(piped).tools).toHaveLength(13)
    expect(canonicalJson(valueOf(piped))).toBe(canonicalJson(valueOf(fetched)))
  }, 30_000)

  test('is spoken to by the newest revision that it knows, and started once', async () => {
    expect(valueOf(await testMcp().listTools(modernShop(), limits)).protocolVersion).toBe('2026-07-28')
    expect(valueOf(await testMcp().listTools(modernShop('modern'), limits)).protocolVersion).toBe('2026-07-28')
    expect(valueOf(await testMcp().listTools(shop(), limits)).protocolVersion).toBe('2025-11-25')
    expect(valueOf(await testMcp().callTool(modernShop('modern'), call, limits)).result).toMatchObject({ content: [{ text: 'found size 54' }] })
  })

  test('may end at a question that it does not know, or say nothing to it', async () => {
    expect(valueOf(await testMcp().listTools(shop('old'), limits)).tools).toHaveLength(1)
    expect(valueOf(await testMcp().listTools(shop('silent'), { ...limits, milliseconds: 1500 })).tools).toHaveLength(1)
  })

  test('may greet, and log without end', async () => {
    expect(valueOf(await testMcp().listTools(shop('greets'), limits)).tools).toHaveLength(1)
    expect(valueOf(await testMcp().listTools(shop('logs'), limits)).tools).toHaveLength(1)
  })

  test('gets the path, the home, the locale and what is named, and is declared nothing', async () => {
    const environment = {
      PATH: process.env['PATH'],
      HOME: '/home/shop',
      LC_ALL: 'C',
      AWS_SECRET_ACCESS_KEY: 'opensesame',
      NODE_OPTIONS: '--no-warnings',
    }
    const program = { ...shop('tells'), environment: [['SHOP_TOKEN', new Secret('$SHOP_TOKEN', 'letmein')]] as const }
    const listed = valueOf(await testMcp({ environment }).listTools(program, limits))
    const { description } = listed.tools[0] as { description: string }
    const { environment: given, declared, folder: where } = JSON.parse(description)
    expect(
      Object.keys(given)
        .filter((name) => !name.startsWith('__'))
        .toSorted(),
    ).toEqual(['HOME', 'LC_ALL', 'PATH', 'SHOP_TOKEN'])
    expect(given).toMatchObject({ HOME: '/home/shop', SHOP_TOKEN: 'letmein' })
    expect(declared).toEqual({})
    expect(where.endsWith(folder.slice(-10))).toBe(true)
  })
})

describe('a program that fails', () => {
  test('is told by its last words, without secrets', async () => {
    const program = { ...shop('dies'), environment: [['SHOP_TOKEN', new Secret('$SHOP_TOKEN', 'opensesame')]] as const }
    expect(await testMcp().listTools(program, limits)).toEqual({
      ok: false,
      failure: { kind: 'ended', detail: 'the program ended with status 3: "Error: no \u001b[31mkey\u001b[0m $SHOP_TOKEN"' },
    })
  })

  test('cannot be started, or lies about what it is', async () => {
    const failureOf = async (program: McpProgram): Promise<unknown> => {
      const answer = await testMcp({ environment: { PATH: '/usr/bin:/bin' } }).listTools(program, limits)
      return answer.ok ? undefined : answer.failure
    }
    expect(await failureOf({ ...shop(), command: 'bike-shop-server' })).toMatchObject({ kind: 'not-started', code: 'ENOENT' })
    // No shell: what would be several words, or a command of its own, is the name of one program.
    expect(await failureOf({ ...shop(), command: `touch ${folder}/touched` })).toMatchObject({ kind: 'not-started', code: 'ENOENT' })
    expect(await failureOf({ ...shop(), command: process.execPath, args: ['-e', '', ';', 'touch', `${folder}/touched`] })).toMatchObject({
      kind: 'ended',
    })
    expect(existsSync(join(folder, 'touched'))).toBe(false)
  })

  test('is given up when it writes too much, in one line or in many', async () => {
    for (const separator of ['', '\n']) {
      const answer = await testMcp().listTools(shop('floods', separator), limits)
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'too-large', detail: 'the answer is larger than 1000000 bytes' } })
    }
    const failureOf = async (separator: string): Promise<unknown> => {
      const answer = await testMcp().listTools(shop('floods', separator), { ...limits, bytesInAll: 3 * 1024 * 1024 })
      return answer.ok ? undefined : answer.failure
    }
    expect(await failureOf('')).toEqual({ kind: 'too-large', detail: 'the answer is larger than 1000000 bytes' })
    expect(await failureOf('\n')).toEqual({ kind: 'too-large', detail: 'the answers are together larger than 3 MiB' })
  })

  test('is given up when it takes too long, or ends while it is called', async () => {
    const slow = await testMcp().callTool(shop('waits'), call, { ...limits, milliseconds: 500, preparation: 5000 })
    expect(slow).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
    const gone = await testMcp().callTool(shop('dies-at-call'), call, limits)
    expect(gone).toMatchObject({ ok: false, failure: { kind: 'ended', detail: 'the program ended with status 1' } })
  })
})

describe.skipIf(process.platform === 'win32')('nothing is left running', () => {
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0)
      // A process that has ended and that nobody has asked for yet.
      return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '')
    } catch {
      return false
    }
  }
  const pidsIn = (file: string): number[] => readFileSync(file, 'utf8').split(' ').map(Number)

  test('of what it started itself, after the end', async () => {
    const file = join(folder, 'forks')
    expect((await testMcp().listTools(shop('forks', file), limits)).ok).toBe(true)
    await expect.poll(() => pidsIn(file).filter(isAlive)).toEqual([])
  })

  test('of what does not want to end, after Ctrl-C, at once', async () => {
    const file = join(folder, 'stays')
    const interruption = new AbortController()
    const asked = testMcp({ interrupted: interruption.signal }).callTool(shop('stays', file), call, limits)
    await expect.poll(() => existsSync(file)).toBe(true)
    const start = performance.now()
    interruption.abort()
    expect(await asked).toMatchObject({ ok: false, failure: { kind: 'interrupted' } })
    expect(performance.now() - start).toBeLessThan(2000)
    await expect.poll(() => pidsIn(file).filter(isAlive)).toEqual([])
  })
})
