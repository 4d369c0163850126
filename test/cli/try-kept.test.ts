import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { folderOf } from '../flow/real.ts'
import { runIn, type Script, worldIn } from '../world.ts'

const files = {
  'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: https://bikes.example
tools:
  find_bikes:
    description: Finds bikes. Use it whenever the caller asks for one.
    request: { method: GET, path: "/bikes" }
`,
}
const call = ['try', 'bikes/find_bikes']
const http: Script['http'] = [{ status: 200, headers: { 'set-cookie': 'sess=abc123; Path=/; HttpOnly', cookie: 'a=1; b=2' }, body: { bikes: [] } }]

describe('what is kept of a call', () => {
  it('is for the eyes of its owner only, also where others could read the file before', async () => {
    const folder = folderOf(files)
    writeFileSync(join(folder, 'call.json'), 'old', { mode: 0o644 })
    expect(await runIn(folder, [...call, '--har', 'kept/call.har', '--format', 'json', '--output', 'call.json'], { http })).toMatchObject({
      exitCode: 0,
    })
    for (const path of ['kept/call.har', 'call.json']) expect((statSync(join(folder, path)).mode & 0o777).toString(8)).toBe('600')
  })

  it.each(['--verbose', '--format=json'])('cookies are secrets, their names are none: %s', async (flag) => {
    const { out } = await runIn(folderOf(files), [...call, flag], { http })
    expect(out).toContain('sess=…; Path=/; HttpOnly')
    expect(out).toContain('a=…; b=…')
    expect(out).not.toContain('abc123')
  })

  it('a record holds no cookies either', async () => {
    const folder = folderOf(files)
    await runIn(folder, [...call, '--har', 'call.har'], { http })
    const text = readFileSync(join(folder, 'call.har'), 'utf8')
    expect(text).toContain('sess=…; Path=/; HttpOnly')
    expect(text).not.toContain('abc123')
  })
})

describe('a file that cannot be written', () => {
  it.each([
    [['--har', 'taken'], 'EISDIR'],
    [['--output', 'taken'], 'EISDIR'],
    [['--format', 'json', '--output', 'file/in/it'], 'ENOTDIR'],
  ])('is told before anything is sent: %j', async (flags, detail) => {
    const folder = folderOf({ ...files, file: '' })
    mkdirSync(join(folder, 'taken'))
    const before = readdirSync(folder)
    const ran = await runIn(folder, [...call, ...flags], { http })
    expect(ran).toMatchObject({ exitCode: 3, out: '', requests: [] })
    expect(ran.err).toBe(`diga-int: the result cannot be written to "${flags.at(-1)}" (${detail}), so nothing was sent\n`)
    expect(readdirSync(folder)).toEqual(before)
  })

  it('only after the call: the result is shown all the same', async () => {
    const folder = folderOf(files)
    const { world, said } = worldIn(folder, { http })
    const full = { ...world, files: { ...world.files, write: () => ({ ok: false, failure: { kind: 'other', detail: 'ENOSPC' } }) as const } }
    expect(await run([...call, '--format', 'json', '--output', 'call.json'], full)).toBe(3)
    expect(said.err).toBe('diga-int: the result cannot be written to "call.json" (ENOSPC)\n')
    expect(said.out).toContain('works  bikes/find_bikes 200')
    expect(existsSync(join(folder, 'call.json'))).toBe(false)
  })
})

it('--quiet asks for what --dry-run does not give', async () => {
  expect(await runIn(folderOf(files), [...call, '--quiet', '--dry-run'])).toMatchObject({ exitCode: 2, out: '' })
})

it('by --strict, a call with a warning does not work', async () => {
  const script: Script = { http: [{ status: 200, body: { bikes: 'x'.repeat(80_000) } }] }
  expect((await runIn(folderOf(files), call, script)).out).toMatch(/^works {2}bikes/)
  const { out, exitCode } = await runIn(folderOf(files), [...call, '--strict'], script)
  expect(exitCode).toBe(1)
  expect(out).toMatch(/^fails {2}bikes\/find_bikes 200 in 120 ms, by --strict\n/)
})

describe('nothing is wider than the screen', () => {
  it('not a message without spaces either', async () => {
    const body = JSON.stringify({ message: { errors: Array.from({ length: 12 }, (_, index) => ({ field: `field${index}`, code: 'invalid' })) } })
    const { out } = await runIn(folderOf(files), call, { http: [{ status: 422, body }] })
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('what is cut tells how to see it, once', async () => {
    const body = { bikes: [{ name: 'a'.repeat(100) }, { name: 'b'.repeat(100) }] }
    const script: Script = { http: [{ status: 200, body }] }
    const { out } = await runIn(folderOf(files), call, script)
    expect(out.match(/… lines are cut \(-v shows all of them\)/g)).toHaveLength(1)
    expect((await runIn(folderOf(files), [...call, '-v'], script)).out).not.toContain('…')
  })
})
