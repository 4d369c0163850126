import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formats } from '../../src/report/formats.ts'
import { brokenClinic, clinic, projectOf, type WhenFinished } from './project.ts'
import { expectPlain, type Ran, runShell, runTool, shellTool } from './tool.ts'

interface Told {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly place?: { readonly file: string; readonly line: number; readonly column: number; readonly snippet?: string }
}

async function validated(folder: string): Promise<Ran & { readonly told: readonly Told[]; readonly files: number }> {
  const ran = await runTool(['validate', '--format', 'json'], { folder })
  expectPlain(ran)
  expect(ran.err).toBe('')
  const { diagnostics, result } = JSON.parse(ran.out)
  return { ...ran, told: diagnostics, files: result.files }
}

/** One file beside a good one, which no trouble may hide. */
async function validatedBeside(content: string | Uint8Array, whenFinished: WhenFinished): Promise<Ran & { readonly told: readonly Told[] }> {
  const ran = await validated(projectOf({ 'integrations/clinic.yaml': clinic, 'integrations/odd.yaml': content }, whenFinished))
  expect(ran.files).toBe(2)
  expect(ran.told.every(({ place }) => place?.file === 'integrations/odd.yaml')).toBe(true)
  return ran
}

describe.concurrent('nothing to look at', () => {
  it('an empty folder, an empty project and an empty file do not pass', async ({ onTestFinished }) => {
    for (const files of [{}, { 'diga.yaml': '' }, { 'integrations/.gitkeep': '' }]) {
      const { code, told } = await validated(projectOf(files, onTestFinished))
      expect(code).toBe(1)
      expect(told.map((each) => each.code)).toEqual(['project-empty'])
    }
    const { code, told } = await validatedBeside('', onTestFinished)
    expect(code).toBe(1)
    expect(told.map((each) => each.code)).toEqual(['yaml-empty'])
  })
})

describe.concurrent('large files', () => {
  // 5 MB of tools, as a generator may write them.
  const tool = clinic.slice(clinic.indexOf('  check_appointment:'))
  const many = Array.from({ length: Math.ceil(5_000_000 / tool.length) }, (_, index) =>
    tool.replace('check_appointment', `check_appointment_${index}`),
  ).join('')
  const large = clinic.slice(0, clinic.indexOf('  check_appointment:')) + many

  it('a good one is judged', async ({ onTestFinished }) => {
    expect(large.length).toBeGreaterThan(5_000_000)
    const { code, told } = await validatedBeside(large, onTestFinished)
    expect({ code, told }).toEqual({ code: 0, told: [] })
  }, 15_000)

  it('one that is broken at its end is told at its end', async ({ onTestFinished }) => {
    const { code, told } = await validatedBeside(`${large}  broken: [1, 2\n`, onTestFinished)
    expect(code).toBe(1)
    const [first, ...others] = told
    expect(others).toEqual([])
    expect(first?.code).toBe('yaml-syntax')
    expect(first?.place?.line).toBeGreaterThanOrEqual(large.split('\n').length)
  }, 15_000)

  it('one long line is shown around the place', async ({ onTestFinished }) => {
    const text = `type: http\ndescription: ${'long '.repeat(100_000)}\nbase_url: [${'1, '.repeat(100_000)}]\n`
    const ran = await runTool(['validate'], { folder: projectOf({ 'integrations/odd.yaml': text }, onTestFinished) })
    expectPlain(ran)
    expect(ran.code).toBe(1)
    expect(Math.max(...ran.out.split('\n').map((line) => line.length))).toBeLessThan(200)
  })
})

describe.concurrent('texts made to hurt', () => {
  it('an alias bomb is refused at the alias that is too much', async ({ onTestFinished }) => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    const bomb = levels
      .map((name, level) => `${name}: &${name} [${Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*${levels[level - 1]}`)).join(', ')}]`)
      .join('\n')
    const { code, told } = await validatedBeside(`${bomb}\n`, onTestFinished)
    expect(code).toBe(1)
    expect(told.map((each) => each.code)).toEqual(['yaml-alias-limit'])
  })

  it('an alias inside of what it repeats is refused', async ({ onTestFinished }) => {
    const { told } = await validatedBeside('type: &a\n  b: *a\n', onTestFinished)
    expect(told).toMatchObject([{ code: 'yaml-alias-limit', place: { line: 2, column: 6 } }])
  })

  it.for([
    ['brackets', `type: ${'['.repeat(1000)}${']'.repeat(1000)}\n`],
    ['brackets that nobody closes', `type: ${'['.repeat(100_000)}`],
    ['braces', `type: ${'{a: '.repeat(1000)}${'}'.repeat(1000)}\n`],
    ['mappings', `${Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}k:`).join('\n')}\n`],
    ['lists', `type:\n  ${'- '.repeat(1000)}x\n`],
  ] as const)('1,000 nested %s are refused in our words: no stack of ours runs over', async ([_, text], { onTestFinished }) => {
    const { code, told } = await validatedBeside(text, onTestFinished)
    expect(code).toBe(1)
    expect(told).toHaveLength(1)
    expect(told[0]?.message).not.toMatch(/stack/i)
    expect(told[0]?.message).toMatch(/nest|deep/i)
  })

  it('nothing of it reaches the terminal as it is', async ({ onTestFinished }) => {
    const text = clinic.replace('the dental clinic', 'the \u202edental\u001b[31m clinic').replace('request:', 'reqest\u200b:')
    for (const format of formats) {
      const ran = await runTool(['validate', '--format', format], { folder: projectOf({ 'integrations/odd.yaml': text }, onTestFinished) })
      expectPlain(ran)
      expect(ran.code).toBe(1)
      expect(ran.out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/)
    }
  })
})

describe.concurrent('bytes', () => {
  it('line ends of Windows and a byte order mark shift no place', async ({ onTestFinished }) => {
    const windows = brokenClinic.replaceAll('\n', '\r\n')
    for (const text of [windows, `\ufeff${windows}`, `\ufeff${brokenClinic}`]) {
      const { told } = await validatedBeside(text, onTestFinished)
      expect(told.find((each) => each.code === 'schema-unknown-key')?.place).toMatchObject({ line: 9, column: 5, snippet: '    reqest:' })
    }
    const { told } = await validatedBeside(`\ufeff${windows.replace('http', 'htp')}`, onTestFinished)
    expect(told[0]?.place).toMatchObject({ line: 1, column: 7, snippet: 'type: htp' })
  })

  it('a file that is no UTF-8 is named', async ({ onTestFinished }) => {
    for (const bytes of [Buffer.from(clinic.replace('clinic', 'clínica'), 'latin1'), Buffer.from(`\ufeff${clinic}`, 'utf16le')]) {
      const { code, told } = await validatedBeside(bytes, onTestFinished)
      expect(code).toBe(1)
      expect(told).toMatchObject([{ code: 'project-file-unreadable', message: expect.stringContaining('UTF-8') }])
    }
  })

  it('NUL bytes are told at their place, and printed as an escape', async ({ onTestFinished }) => {
    const { code, told } = await validatedBeside(clinic.replace('the dental', 'the\0dental'), onTestFinished)
    expect(code).toBe(1)
    expect(told).toMatchObject([{ code: 'yaml-syntax', place: { line: 2 } }])
  })
})

describe.concurrent('what only looks like a file', () => {
  it('a folder named like a file is a warning, and what is in it is read', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinic, 'integrations/odd.yaml/inner.yaml': brokenClinic }, onTestFinished)
    const { code, told } = await validated(folder)
    expect(code).toBe(1)
    expect(told.map((each) => `${each.severity} ${each.place?.file}`)).toEqual([
      'warning integrations/odd.yaml',
      'error integrations/odd.yaml/inner.yaml',
    ])
  })

  it('a link to nothing is told and hides nothing', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinic }, onTestFinished)
    symlinkSync('nowhere.yaml', join(folder, 'integrations/odd.yaml'))
    const { code, told, files } = await validated(folder)
    expect({ code, files }).toEqual({ code: 1, files: 2 })
    expect(told).toMatchObject([{ code: 'project-file-unreadable', place: { file: 'integrations/odd.yaml' } }])
  })

  it('a link to itself is told and hides nothing', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinic }, onTestFinished)
    symlinkSync('odd.yaml', join(folder, 'integrations/odd.yaml'))
    const { code, told, files } = await validated(folder)
    expect({ code, files }).toEqual({ code: 1, files: 2 })
    expect(told).toMatchObject([{ code: 'project-file-unreadable', place: { file: 'integrations/odd.yaml' } }])
  })

  it('a link to a folder above ends no run', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinic }, onTestFinished)
    symlinkSync('..', join(folder, 'integrations/above'))
    mkdirSync(join(folder, 'agents'))
    symlinkSync('.', join(folder, 'agents/here'))
    const { code } = await validated(folder)
    expect(code).toBe(0)
  })

  it.runIf(process.platform === 'linux')('a named pipe is told: reading it would wait for ever', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinic }, onTestFinished)
    const ran = await runShell(`mkfifo integrations/odd.yaml && timeout -k 0.1 3 ${shellTool} validate --format json`, folder)
    expectPlain(ran)
    expect(ran.code).toBe(1)
    expect(JSON.parse(ran.out).diagnostics).toMatchObject([{ code: 'project-file-unreadable', place: { file: 'integrations/odd.yaml' } }])
  })
})
