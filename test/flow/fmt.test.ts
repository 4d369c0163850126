import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ran, runIn } from '../world.ts'

const untidy = 'type:   http\ndescription: Bikes for rent   # and trailers\n'
const tidy = 'type: http\ndescription: Bikes for rent   # and trailers\n'
const bikes = 'integrations/bikes.yaml'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'diga-int-fmt-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
const fmt = (...words: readonly string[]): Promise<Ran> => runIn(folder, ['fmt', ...words])

/** What became of each file, and what is told. */
async function became(...words: readonly string[]): Promise<{ exitCode: number; files: unknown; codes: readonly string[] }> {
  const { out, exitCode } = await fmt('--format', 'json', ...words)
  const { diagnostics, result }: { diagnostics: { code: string }[]; result: { files: { path: string; status: string }[] } } = JSON.parse(out)
  const files = Object.fromEntries(result.files.map(({ path, status }) => [path, status]))
  return { exitCode, files, codes: diagnostics.map(({ code }) => code) }
}

it('the shipped project has the layout', async () => {
  expect(await runIn('.', ['fmt', '--check'])).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^ok {2}nothing to change in \d+ files\n$/) })
})

describe('what is laid out', () => {
  it('integrations, agents and settings, wherever the settings put them; never lockfiles, prompts and other files', async () => {
    write('diga.yaml', 'integrations:   tools\nagents: people\n')
    for (const path of ['tools/bikes.yaml', 'tools/deep/shop.yaml', 'people/desk.yaml', 'tools/shop.lock.yaml', 'prompts/desk.md', '.github/ci.yaml'])
      write(path, untidy)
    expect(await became()).toEqual({
      exitCode: 0,
      codes: [],
      files: { 'diga.yaml': 'written', 'people/desk.yaml': 'written', 'tools/bikes.yaml': 'written', 'tools/deep/shop.yaml': 'written' },
    })
    expect([read('tools/bikes.yaml'), read('tools/shop.lock.yaml'), read('.github/ci.yaml')]).toEqual([tidy, untidy, untidy])
    expect((await became()).files).toMatchObject({ 'tools/bikes.yaml': 'unchanged' })
  })

  it('paths, folders and patterns choose; what is not for fmt is left alone', async () => {
    for (const path of [bikes, 'integrations/shop.yaml', 'integrations/shop.lock.yaml', 'agents/desk.yaml']) write(path, untidy)
    expect((await became('agents')).files).toEqual({ 'agents/desk.yaml': 'written' })
    expect((await became('integrations/b*.yaml', 'integrations/shop.lock.yaml')).files).toEqual({
      [bikes]: 'written',
      'integrations/shop.lock.yaml': 'left-alone',
    })
    expect(read('integrations/shop.yaml')).toBe(untidy)
  })

  it('settings of nothing but comments stay', async () => {
    write('diga.yaml', '# nothing yet\n\n\n')
    write(bikes, tidy)
    expect(await became()).toEqual({ exitCode: 0, codes: [], files: { 'diga.yaml': 'unchanged', [bikes]: 'unchanged' } })
  })
})

describe('every other byte stays', () => {
  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('%s', async (_, written) => {
    write(bikes, written(untidy))
    await fmt()
    expect(read(bikes)).toBe(written(tidy))
  })

  it('the rights of the file, and its time when nothing changes', async () => {
    write(bikes, tidy)
    chmodSync(join(folder, bikes), 0o640)
    const before = statSync(join(folder, bikes))
    await fmt()
    expect(statSync(join(folder, bikes))).toMatchObject({ mode: before.mode, mtimeMs: before.mtimeMs, ino: before.ino })
  })
})

describe('what cannot be laid out', () => {
  it.each([
    ['no YAML', 'type: [', 'yaml-syntax', 1],
    ['nothing', '', 'yaml-empty', 1],
    ['two documents', 'a:   1\n---\nb: 2\n', 'yaml-multiple-documents', 1],
    ['no UTF-8', new Uint8Array([0x61, 0x3a, 0x20, 0xff]), 'project-file-unreadable', 1],
    ['too much', `a:   1\n${'# a comment\n'.repeat(50_000)}`, 'format-refused', 3],
  ] as const)('%s is told, stays as it is, and hides no other file', async (_, content, code, exitCode) => {
    write(bikes, content)
    write('agents/desk.yaml', untidy)
    expect(await became()).toEqual({ exitCode, codes: [code], files: { 'agents/desk.yaml': 'written', [bikes]: 'refused' } })
    expect(readFileSync(join(folder, bikes)).equals(Buffer.from(content))).toBe(true)
  })

  it('settings that cannot be read are told: they may name other folders', async () => {
    write('diga.yaml', 'integration: tools\n')
    write(bikes, tidy)
    expect(await became()).toMatchObject({ exitCode: 1, codes: ['schema-unknown-key'] })
  })
})

describe('--check', () => {
  it('writes nothing, and points at the first line that differs without showing it', async () => {
    write(bikes, `${tidy}credentials: {type: bearer, token: sk_live_4471}\n`)
    const before = read(bikes)
    const { out, exitCode } = await fmt('--check')
    expect(exitCode).toBe(1)
    expect(out).toContain('integrations/bikes.yaml:3:1: error: the layout differs from here on')
    expect(out).not.toContain('sk_live')
    expect(read(bikes)).toBe(before)
  })

  it.each([
    ['a missing line end', tidy.trimEnd(), '2:1'],
    ['blank lines at the end', `${tidy}\n\n`, '4:1'],
    ['line ends of two kinds', `type: http\r\n${tidy.split('\n')[1]}\n`, '2:1'],
  ])('%s', async (_, text, place) => {
    write(bikes, text)
    expect((await fmt('--check')).out).toContain(`${bikes}:${place}: error:`)
  })
})

describe('standard input', () => {
  const given = (input: string, ...words: readonly string[]): Promise<Ran> => runIn(folder, ['fmt', '-', ...words], { input })

  it('comes out laid out, and nothing else does', async () => {
    expect(await given(untidy)).toMatchObject({ exitCode: 0, out: tidy, err: '' })
    expect(await given(`\ufeff${untidy.replaceAll('\n', '\r\n')}`)).toMatchObject({ out: `\ufeff${tidy.replaceAll('\n', '\r\n')}` })
  })

  it('what is wrong with it goes to stderr', async () => {
    expect(await given('type: [')).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('[yaml-syntax]') })
  })

  it('--check reports', async () => {
    expect(await given(tidy, '--check')).toMatchObject({ exitCode: 0, out: 'ok  nothing to change in 1 file\n' })
    expect(await given(untidy, '--check')).toMatchObject({ exitCode: 1, out: expect.stringContaining('-:1:1: error:'), err: '' })
  })
})

it.each([
  [['-', bikes], '"-" is one file from standard input, and stands alone'],
  [['-', '--format', 'json'], 'what is laid out goes to stdout; --format and --output are for fmt - --check'],
  [['nowhere'], 'there is no "nowhere"'],
  [['prompts'], 'there is no integration, agent or diga.yaml in "prompts"'],
])('%j cannot be obeyed', async (words, message) => {
  write(bikes, tidy)
  write('prompts/desk.md', 'Be kind.\n')
  expect(await fmt(...words)).toMatchObject({ exitCode: 2, err: `diga-int: ${message}\n`, out: '' })
})
