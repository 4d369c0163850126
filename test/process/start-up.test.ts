import { readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { brokenClinic, clinic, clinicAt, projectOf } from './project.ts'
import { expectPlain, type Ran, runShell, runTool, tool } from './tool.ts'

const hook = fileURLToPath(new URL('loaded.cjs', import.meta.url))

interface Loaded {
  /** Names of the files that were required. */
  readonly files: readonly string[]
  /** Names of Node's own modules, those of a bare start included. */
  readonly builtins: readonly string[]
}

async function loadedBy(argv: readonly string[], files: Readonly<Record<string, string>>): Promise<Loaded & { readonly ran: Ran }> {
  const folder = projectOf(files)
  const list = join(folder, 'loaded.json')
  const ran = await runTool(argv, { folder, environment: { LOADED_TO: list }, nodeFlags: ['--require', hook] })
  const { files: paths, builtins }: Loaded = JSON.parse(readFileSync(list, 'utf8'))
  return { ran, files: paths.map((path) => basename(path)).toSorted(), builtins: builtins.map((name) => name.replace('NativeModule ', '')) }
}

// Words that only these packages say. Minifying changes names, not texts.
const marks = {
  'the HTTP client': 'the connection was closed without an answer',
  'the MCP client': 'notifications/initialized',
  yaml: 'BLOCK_AS_IMPLICIT_KEY',
  commander: 'commander.unknownCommand',
  prettier: 'prettier-ignore',
  diff: '\\ No newline at end of file',
}
const distFile = (name: string): string => readFileSync(join(tool, '../../dist', name), 'utf8')
const heavy = ['net', 'tls', 'http', 'https', 'http2', 'dns', 'crypto', 'child_process', 'worker_threads', 'readline', 'inspector']

describe('what a command loads', () => {
  it('validate: what it needs, and nothing of the network, the other commands and the wording of syntax errors', async () => {
    const { ran, files, builtins } = await loadedBy(['validate'], { 'integrations/clinic.yaml': clinic })
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(files).toEqual(['diga-int.cjs', 'main.cjs', 'validate.cjs'])
    expect(heavy.filter((name) => builtins.includes(name))).toEqual([])
  })

  it('that holds none of them', () => {
    const text = readFileSync(tool, 'utf8') + distFile('main.cjs') + distFile('validate.cjs')
    expect(
      Object.entries(marks)
        .filter(([, mark]) => text.includes(mark))
        .map(([name]) => name),
    ).toEqual([])
    // The marks are worth something only as long as they stand somewhere.
    const chunks = ['http.cjs', 'mcp.cjs', 'explain-syntax.cjs', 'program.cjs', 'layout.cjs', 'patch.cjs'].map(distFile).join('')
    expect(
      Object.entries(marks)
        .filter(([, mark]) => !chunks.includes(mark))
        .map(([name]) => name),
    ).toEqual([])
  })

  it('validate with something to tell stays as light, but for the wording of a syntax error', async () => {
    const shape = await loadedBy(['validate'], { 'integrations/clinic.yaml': brokenClinic })
    expect(shape.ran.code).toBe(1)
    expect(shape.files.filter((name) => /^(http|mcp|program|explain-syntax)/.test(name))).toEqual([])
    const syntax = await loadedBy(['validate'], { 'integrations/clinic.yaml': 'type: [' })
    expect(syntax.ran.code).toBe(1)
    expect(syntax.files).toContain('explain-syntax.cjs')
  })

  it('a format for CI is loaded when it is asked for, and only it; only fingerprints need a hash', async () => {
    const loaded = async (...flags: readonly string[]): Promise<readonly string[]> => {
      const { ran, files, builtins } = await loadedBy(['validate', ...flags], { 'integrations/clinic.yaml': brokenClinic })
      expect(ran).toMatchObject({ code: 1, err: '' })
      const names = files.filter((name) => /^(gitlab|junit|sarif|code-examples)\./.test(name))
      return builtins.includes('crypto') ? [...names, 'crypto'] : names
    }
    for (const format of ['text', 'json', 'github']) expect(await loaded('--format', format)).toEqual([])
    expect(await loaded('--format', 'junit')).toEqual(['junit.cjs'])
    expect(await loaded('--format', 'gitlab')).toEqual(['gitlab.cjs', 'crypto'])
    expect(await loaded('--format', 'sarif', '--output', 'report.sarif')).toEqual(['code-examples.json', 'sarif.cjs', 'crypto'])
  })

  it('only fmt loads the formatter, only a dry run what makes patches', async () => {
    const untidy = { 'integrations/clinic.yaml': `${clinic}\n\n` }
    const loaded = async (words: readonly string[], files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
      (await loadedBy(words, files)).files.filter((name) => /^(layout|patch|watch-folders)\./.test(name))
    expect(await loaded(['fmt', '--check'], untidy)).toEqual(['layout.cjs'])
    expect(await loaded(['validate', '--fix'], { 'integrations/clinic.yaml': brokenClinic })).toEqual([])
    expect(await loaded(['validate', '--fix', '--dry-run'], { 'integrations/clinic.yaml': brokenClinic })).toEqual(['patch.cjs'])
  })

  it('try loads the HTTP client, and not the MCP client', async () => {
    const { ran, files } = await loadedBy(['try', 'clinic/check_appointment', 'number=1'], { 'integrations/clinic.yaml': clinicAt(1) })
    expectPlain(ran)
    expect(files).toContain('http.cjs')
    expect(files).not.toContain('mcp.cjs')
  })

  it('sync loads the MCP client', async () => {
    const { ran, files } = await loadedBy(['sync'], { 'integrations/shop.yaml': 'type: mcp\ndescription: The shop\nurl: http://127.0.0.1:1/mcp\n' })
    expectPlain(ran)
    expect(files).toContain('mcp.cjs')
  })

  it('the program works in a folder of any name, and through a link as package managers make it', async () => {
    const folder = projectOf({ 'a b #% é/integrations/clinic.yaml': clinic })
    symlinkSync(tool, join(folder, 'a b #% é', 'linked'))
    const ran = await runShell('"$NODE" ./linked validate', join(folder, 'a b #% é'))
    expect(ran).toMatchObject({ code: 0, err: '' })
  })
})
