import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, type ExpectStatic, it } from 'vitest'
import { projectOf, type WhenFinished } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { endOf, expectPlain, type Ran, runTool, startTool } from './tool.ts'

const program = resolve('test/node/bike-shop.mjs')

function shopIn(whenFinished: WhenFinished): string {
  const shop = { type: 'mcp', description: 'The bike shop', command: process.execPath, args: [program, '', 'pids'], env: ['BIKE_SHOP_FAULT'] }
  return projectOf({ 'integrations/shop.yaml': JSON.stringify(shop) }, whenFinished)
}

const faulty = (fault: string) => ({ environment: { BIKE_SHOP_FAULT: fault } })

/** The program kept running here, for 20 seconds or for ever, long after it had said all: so the time counts, and there is some for a machine that does other things too. */
async function soon(work: Promise<Ran>): Promise<Ran & { readonly isSoon: boolean }> {
  const start = performance.now()
  const ran = await work
  return { ...ran, isSoon: performance.now() - start < 10_000 }
}

describe.runIf(process.platform !== 'win32')('a program that is an MCP server', { concurrent: true }, () => {
  it.for<readonly [fault: string, words: string]>([
    ['amiss at initialize', 'the server answers what was not asked of it'],
    ['amiss at server/discover', 'the server answers what was not asked of it'],
    ['amiss at tools/list', 'the server answers what was not asked of it'],
    ['floods', 'the answer is larger than 8 MiB'],
  ])('%s: sync ends once it has said so', async ([fault, words], { expect, onTestFinished }) => {
    const folder = shopIn(onTestFinished)
    const ran = await soon(runTool(['sync', '--allow-stdio'], { folder, ...faulty(fault) }))
    expectPlain(ran)
    expect(ran).toMatchObject({ code: 3, isSoon: true })
    expect(ran.out.replace(/\s+/g, ' ')).toContain(words)
  })

  it('amiss at tools/call: try ends once it has said so', async ({ expect, onTestFinished }) => {
    const folder = shopIn(onTestFinished)
    expect((await runTool(['sync', '--allow-stdio'], { folder, ...faulty('none') })).code).toBe(0)
    const ran = await soon(runTool(['try', 'shop/find_bike', '--yes', '--allow-stdio'], { folder, ...faulty('amiss at tools/call') }))
    expectPlain(ran)
    expect(ran).toMatchObject({ code: 3, isSoon: true })
    expect(ran.out.replace(/\s+/g, ' ')).toContain('the server answers what was not asked of it')
  })
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // A process that has ended and that nobody has asked for yet.
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '')
  } catch {
    return false
  }
}

describe.runIf(process.platform !== 'win32')('a program that says nothing and does not want to end', { concurrent: true }, () => {
  it.for<readonly [signals: readonly NodeJS.Signals[], end: Partial<Ran>]>([
    [['SIGINT'], { code: 3 }],
    [['SIGTERM'], { code: 3 }],
    // As "timeout" and "npx" hand them on: one signal for us.
    [['SIGTERM', 'SIGTERM'], { code: 3 }],
    [['SIGHUP'], { signal: 'SIGHUP' }],
    [['SIGQUIT'], { signal: 'SIGQUIT' }],
  ])('%j: nothing is left of it, nor of what it started', async ([signals, expected], { expect, onTestFinished }) => {
    const folder = shopIn(onTestFinished)
    const child = startTool(['sync', '--allow-stdio'], { folder, ...faulty('deaf') })
    const end = endOf(child)
    const pids = await pidsIn(folder, expect)
    const ran = soon(end)
    for (const signal of signals) child.kill(signal)
    expect(await ran).toMatchObject({ ...expected, isSoon: true })
    await expect.poll(() => pids.filter(isAlive)).toEqual([])
  })

  it('a second signal ends it at once, and is what ended us', async ({ expect, onTestFinished }) => {
    const folder = shopIn(onTestFinished)
    const child = startTool(['sync', '--allow-stdio'], { folder, ...faulty('deaf') })
    const end = endOf(child)
    const pids = await pidsIn(folder, expect)
    child.kill('SIGINT')
    await pause(200)
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: null, signal: 'SIGTERM', out: '' })
    await expect.poll(() => pids.filter(isAlive)).toEqual([])
  })
})

describe.runIf(hasTerminal)('a terminal that is closed', () => {
  it('ends us and the program, in order', async ({ onTestFinished }) => {
    const folder = shopIn(onTestFinished)
    const typing = { wait: 'shop: starting', keys: 'hang up' }
    const ran = soon(runInTerminal(['sync', '--allow-stdio'], { folder, typing, ...faulty('deaf') }))
    // No 134, which would be Node's own end, in disorder.
    expect(await ran).toMatchObject({ code: 128 + constants.signals.SIGHUP, isSoon: true })
    const pids = await pidsIn(folder, expect)
    await expect.poll(() => pids.filter(isAlive)).toEqual([])
  })
})

/** The program and its child. */
async function pidsIn(folder: string, expect: ExpectStatic): Promise<readonly number[]> {
  const file = join(folder, 'integrations/pids')
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8') !== '', { timeout: 10_000 }).toBe(true)
  return readFileSync(file, 'utf8').split(' ').map(Number)
}
