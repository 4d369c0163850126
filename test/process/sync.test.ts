import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type HostileServer, type Scenario, startHostile } from '../node/hostile-mcp-server.ts'
import { expectNothingHalfWritten, projectOf, type WhenFinished } from './project.ts'
import { endOf, expectPlain, runShell, runTool, shellTool, startTool } from './tool.ts'

const shop = (url: string): string => `type: mcp\ndescription: The bike shop\nurl: ${url}\n`
const lockfile = 'integrations/shop.lock.yaml'

interface Locked {
  readonly folder: string
  readonly server: HostileServer
  readonly lock: () => string
}

/** A project with a lockfile from a good server, whose address now is that of a bad one. */
async function lockedAt(scenario: Scenario, whenFinished: WhenFinished = onTestFinished): Promise<Locked> {
  const good = await startHostile('ordinary')
  const folder = projectOf({ 'integrations/shop.yaml': shop(good.url) }, whenFinished)
  expect((await runTool(['sync'], { folder })).code).toBe(0)
  await good.stop()
  const server = await startHostile(scenario)
  whenFinished(() => void server.stop())
  writeFileSync(join(folder, 'integrations/shop.yaml'), shop(server.url))
  return { folder, server, lock: () => readFileSync(join(folder, lockfile), 'utf8') }
}

describe.runIf(process.platform !== 'win32')('Ctrl-C in the middle of a list', { concurrent: true }, () => {
  it.for<Scenario>(['silent', 'silent-list', 'slow-pages', 'slow-drip'])(
    '%s: the program ends within a second, and the lockfile is the old one',
    async (scenario, { expect, onTestFinished: whenFinished }) => {
      const { folder, server, lock } = await lockedAt(scenario, whenFinished)
      const before = lock()
      const child = startTool(['sync'], { folder })
      const end = endOf(child)
      const waited = scenario === 'silent' ? 'server/discover' : 'tools/list'
      await expect.poll(() => server.requests.some(({ method }) => method === waited), { timeout: 10_000 }).toBe(true)
      const start = performance.now()
      child.kill('SIGINT')
      const ran = await end
      expectPlain(ran)
      // A second for the program, and some time for a machine that does other things too.
      expect(performance.now() - start).toBeLessThan(2000)
      expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
      expect(ran.out.replace(/\s+/g, ' ')).toContain('"shop": the run was interrupted [run-interrupted]')
      expect(lock()).toBe(before)
      expectNothingHalfWritten(folder)
      expect(server.sessions).toEqual(new Set())
    },
  )
})

describe('a server without measure', () => {
  it.each<Scenario>(['huge-body', 'huge-stream', 'huge-altogether', 'gzip-bomb'])('%s: takes no more memory than its bounds', async (scenario) => {
    const { folder, lock } = await lockedAt(scenario)
    const before = lock()
    const meter = join(folder, 'meter.cjs')
    writeFileSync(meter, `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))`)
    const { code, out, err } = await runTool(['sync', '--format', 'json'], { folder, nodeFlags: ['-r', meter] })
    expect(code).toBe(3)
    expect(JSON.parse(out).diagnostics).toMatchObject([{ code: 'server-limit' }])
    // Kilobytes: what it sends is 400 MB.
    expect(Number(err)).toBeLessThan(250_000)
    expect(lock()).toBe(before)
  })
})

describe.runIf(process.platform !== 'win32')('a lockfile that cannot be written', () => {
  const unwritable = { code: 'project-file-unwritable', message: expect.stringContaining(lockfile) }

  it('in a folder without the right', async () => {
    const { folder, lock } = await lockedAt('header-parameters')
    const before = lock()
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'integrations'), 0o555)
    onTestFinished(() => chmodSync(join(folder, 'integrations'), 0o755))
    const ran = await runTool(['sync', '--format', 'json'], { folder, asNobody: true })
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(ran.out).diagnostics).toMatchObject([unwritable])
    expect(lock()).toBe(before)
    expectNothingHalfWritten(folder)
  })

  // A mount of our own, seen by nobody else.
  const mounting = spawnSync('sh', ['-c', "unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs /mnt'"])

  it.runIf(mounting.status === 0)('on a read-only disk', async () => {
    const { folder, lock } = await lockedAt('header-parameters')
    const before = lock()
    const readOnly = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD"'
    const ran = await runShell(`unshare -rm sh -c '${readOnly} && ${shellTool} sync --format json'`, folder)
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(ran.out).diagnostics).toMatchObject([{ ...unwritable, message: expect.stringContaining('EROFS') }])
    expect(lock()).toBe(before)
  })

  it.runIf(mounting.status === 0)('on a full disk', async () => {
    const { folder, lock } = await lockedAt('many-tools')
    const before = lock()
    const fill = '{ head -c 1000000 /dev/zero > integrations/fill 2> fill.log; true; }'
    const disk = 'mkdir copy && cp integrations/* copy && mount -t tmpfs -o size=32k tmpfs integrations && cp copy/* integrations'
    const look = 'code=$?; find integrations -type f | sort; cmp copy/shop.lock.yaml integrations/shop.lock.yaml; exit $code'
    const ran = await runShell(`unshare -rm bash -c '${disk} && ${fill} && ${shellTool} sync > report.txt; ${look}'`, folder)
    expectPlain(ran)
    expect({ code: ran.code, out: ran.out, err: ran.err }).toEqual({
      code: 3,
      out: 'integrations/fill\nintegrations/shop.lock.yaml\nintegrations/shop.yaml\n',
      err: '',
    })
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('ENOSPC')
    expect(lock()).toBe(before)
  })
})
