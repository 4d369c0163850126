import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { acceptInto } from '../../src/flow/accept.ts'
import { compareLocks } from '../../src/lock/diff.ts'
import { listDigest, lockedTool } from '../../src/lock/pin.ts'
import type { Lockfile } from '../../src/model/lockfile.ts'
import type { Format } from '../../src/report/formats.ts'
import { expectFormat } from '../formats.ts'
import { runIn, type Script, withCopy } from '../world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function lockOf(serverVersion: string, tools: Readonly<Record<string, string>>): Lockfile {
  const inputSchema = { type: 'object', properties: { parcel: { type: 'string' }, street: { type: 'string' } }, required: ['parcel'] }
  const locked = Object.entries(tools).map(([name, description]) => lockedTool({ name, description, inputSchema }, sha256))
  const about = { lockfileVersion: 1, url: 'https://parcels.example/mcp', transport: 'streamable-http', protocolVersion: '2025-11-25' } as const
  return {
    ...about,
    serverName: 'parcels',
    serverVersion,
    instructions: `version ${serverVersion}`,
    listDigest: listDigest(locked, sha256),
    tools: locked,
  }
}

const before = lockOf('1', { find: 'Finds a parcel on its way by number.', move: 'Moves a parcel to another street.', stop: 'Sends it back.' })
const after = lockOf('2', { find: 'Finds it.', redirect: 'Moves a parcel to another street.', weigh: 'Puts it on the scale of the depot.' })
const accepted = (lock: Lockfile | undefined, ...accept: readonly string[]): Lockfile =>
  acceptInto(lock, after, compareLocks(lock, after), { accept, sha256 })
const described = ({ tools }: Lockfile): object => Object.fromEntries(tools.map(({ name, definition }) => [name, definition['description']]))

it.each([
  [['find'], { find: 'Finds it.', move: 'Moves a parcel to another street.', stop: 'Sends it back.' }],
  [['stop'], { find: 'Finds a parcel on its way by number.', move: 'Moves a parcel to another street.' }],
  [['move'], { find: 'Finds a parcel on its way by number.', redirect: 'Moves a parcel to another street.', stop: 'Sends it back.' }],
  [['redirect', 'stop'], { find: 'Finds a parcel on its way by number.', redirect: 'Moves a parcel to another street.' }],
])('%j', (accept, tools) => {
  const lock = accepted(before, ...accept)
  expect(described(lock)).toEqual(tools)
  expect(lock.tools.map(({ name }) => name)).toEqual(Object.keys(tools).toSorted())
  expect(lock).toMatchObject({ serverVersion: '1', instructions: 'version 1', listDigest: listDigest(lock.tools, sha256) })
})

it('keeps the server as it is locked even when every tool is accepted', () => {
  const lock = accepted(before, 'find', 'move', 'stop', 'weigh')
  expect(lock.tools).toEqual(after.tools)
  expect(lock).toMatchObject({ serverVersion: '1', listDigest: after.listDigest })
})

it('begins a lockfile with the tools that were accepted', () => {
  expect(accepted(undefined, 'weigh')).toMatchObject({ serverVersion: '2', tools: [{ name: 'weigh' }] })
})

const clinic = 'test/transcripts/clinic'
const scriptOf = (name: string): Script => JSON.parse(readFileSync(join(clinic, 'worlds', `${name}.json`), 'utf8'))

it.each([
  ['edited by hand', (text: string) => text.replace('is in stock', 'is in stock or not'), 'lock-edited'],
  ['made for another address', (text: string) => text.replace('pharmacy.example/mcp', 'pharmacy.example/old'), 'lock-stale'],
  ['broken', (text: string) => text.replace('list_digest', 'list_digests'), 'lock-unreadable'],
])('leaves a lockfile alone that is %s', async (_what, change, code) => {
  await withCopy(clinic, async (copy) => {
    const path = join(copy, 'integrations/pharmacy.lock.yaml')
    await runIn(copy, ['sync'], scriptOf('pharmacy'))
    const text = change(readFileSync(path, 'utf8'))
    writeFileSync(path, text)
    const { out, exitCode } = await runIn(copy, ['sync', '--accept', 'check_medicine'], scriptOf('pharmacy-changed'))
    expect(out).toContain(code)
    expect(exitCode).toBe(1)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})

it('writes nothing in a dry run, nor where a name is wrong, and says what a whole run does', async () => {
  await withCopy(clinic, async (copy) => {
    const path = join(copy, 'integrations/pharmacy.lock.yaml')
    const dry = await runIn(copy, ['sync', '--dry-run'], scriptOf('pharmacy'))
    expect(dry).toMatchObject({ exitCode: 0 })
    expect(() => readFileSync(path)).toThrow('ENOENT')
    await runIn(copy, ['sync'], scriptOf('pharmacy'))
    const text = readFileSync(path, 'utf8')
    for (const flags of [
      ['--dry-run'],
      ['--accept', 'check_medicines'],
      ['--accept', 'check_medicine', '--accept', 'nothing_near'],
      ['--dry-run', '--accept', 'check_medicine'],
    ]) {
      await runIn(copy, ['sync', ...flags], scriptOf('pharmacy-changed'))
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
    expect((await runIn(copy, ['sync', '--dry-run'], scriptOf('pharmacy'))).out).toContain('unchanged, 2 tools')
    const down = await runIn(copy, ['sync', '--accept', 'nothing_near'], scriptOf('pharmacy-down'))
    expect(down).toMatchObject({ exitCode: 3 })
  })
})

it.each<Format>(['sarif', 'gitlab', 'junit', 'github', 'json'])('%s tells each drift', async (format) => {
  await withCopy(clinic, async (copy) => {
    await runIn(copy, ['sync'], scriptOf('pharmacy'))
    const { out, exitCode } = await runIn(copy, ['sync', '--check', '--format', format], scriptOf('pharmacy-changed'))
    expectFormat(format, out)
    expect(exitCode).toBe(1)
    for (const tool of ['check_medicine', 'reserve_medicine', 'check_opening_hours']) expect(out).toContain(tool)
  })
})
