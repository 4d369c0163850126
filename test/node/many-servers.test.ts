import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { withCopy, worldIn } from '../world.ts'
import { freePort, listen } from './loopback.ts'
import { testMcp } from './network.ts'

// Fifty servers in one, by their paths. What a test proves here is proven by who waits for whom: there is no clock in it.

const count = 50
const names = Array.from({ length: count }, (_, index) => `shop_${String(index).padStart(2, '0')}`)

interface Message {
  readonly id?: number
  readonly method?: string
}

interface Shops {
  readonly port: number
  /** The shops whose list was asked for. */
  readonly asked: ReadonlySet<string>
}

/** Shops that speak the newest protocol, and answer with their list when `isTime` says so. */
async function startShops(isTime: (shop: string, asked: ReadonlySet<string>) => boolean): Promise<Shops> {
  const asked = new Set<string>()
  const waiting = new Map<string, () => void>()
  const server = http.createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const { id, method } = JSON.parse(text) as Message
    const shop = request.url?.slice(1) ?? ''
    const common = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
    const say = (result: object): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result: { ...common, ...result } }))
    }
    if (method === 'server/discover') return say({ supportedVersions: ['2026-07-28'], capabilities: { tools: {} } })
    asked.add(shop)
    waiting.set(shop, () => say({ tools: [{ name: 'book', description: `Books at ${shop}.`, inputSchema: { type: 'object' } }] }))
    for (const [name, release] of waiting) {
      if (!isTime(name, asked)) continue
      waiting.delete(name)
      release()
    }
  })
  const { port, stop } = await listen(server)
  onTestFinished(stop)
  return { port, asked }
}

interface Run {
  readonly folder: string
  readonly interrupt: () => void
  readonly ended: Promise<number>
  readonly out: () => string
}

/** Starts `sync` over all shops; some have an address of their own. */
async function syncing(port: number, others: Readonly<Record<string, string>>, use: (running: Run) => Promise<void>): Promise<void> {
  await withCopy('test/node/fixtures', async (folder) => {
    mkdirSync(join(folder, 'integrations'))
    for (const name of names) {
      const url = others[name] ?? `http://127.0.0.1:${port}/${name}`
      const text = `type: mcp\ndescription: A bike shop\nurl: ${url}\ntransport: streamable-http\n`
      writeFileSync(join(folder, 'integrations', `${name}.yaml`), text)
    }
    const interruption = new AbortController()
    const { world, said } = worldIn(folder)
    const { signal: interrupted } = interruption
    const ended = run(['sync'], { ...world, mcp: testMcp({ interrupted }), interrupted })
    await use({ folder, interrupt: () => interruption.abort(), ended, out: () => said.out })
  })
}

const isLocked = (folder: string, name: string): boolean => existsSync(join(folder, 'integrations', `${name}.lock.yaml`))

it('all servers are asked at once: each waits with its list until all others were asked for theirs', async () => {
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)
  process.on('warning', note)
  onTestFinished(() => void process.off('warning', note))
  const { port, asked } = await startShops((_shop, { size }) => size === count)
  await syncing(port, {}, async ({ folder, ended, out }) => {
    expect(await ended).toBe(0)
    expect(asked.size).toBe(count)
    expect(names.filter((name) => isLocked(folder, name))).toEqual(names)
    expect(out().match(/locked 1 tool/g)).toHaveLength(count)
    // Node thinks of a leak where many wait for one signal, and says so.
    expect(warnings).toEqual([])
  })
})

it('servers that are dead, silent or closed neither block nor spoil the others', async () => {
  const dead = 'shop_07'
  const silent = 'shop_11'
  const closed = 'shop_23'
  const { port } = await startShops((shop) => shop !== silent)
  const refusing = http.createServer((_request, response) => response.writeHead(401).end())
  const { port: guarded, stop } = await listen(refusing)
  onTestFinished(stop)
  const others = { [dead]: `http://127.0.0.1:${await freePort()}/`, [closed]: `http://127.0.0.1:${guarded}/` }
  const good = names.filter((name) => ![dead, silent, closed].includes(name))
  await syncing(port, others, async ({ folder, interrupt, ended, out }) => {
    // The silent one is still waited for when all others are done.
    await expect.poll(() => good.filter((name) => isLocked(folder, name)).length, { timeout: 20_000 }).toBe(good.length)
    interrupt()
    expect(await ended).toBe(3)
    expect(out().match(/\[[a-z-]+\]/g)).toEqual(['[server-unreachable]', '[run-interrupted]', '[server-unauthorized]'])
    expect(names.filter((name) => isLocked(folder, name))).toEqual(good)
  })
})
