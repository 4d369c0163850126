import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fix } from '../../src/flow/fix.ts'
import { runIn, worldIn } from '../world.ts'

const good = `type: http
description: Appointments of the clinic      # as the desk calls them
base_url: https://clinic.example/v1

tools:
  check_appointment:   # the one that is called most
    description: Tells when an appointment is. Use it when the caller asks when to come.
    parameters:
      number: { type: integer,   description: The number of the appointment }
    request: { method: GET, path: "/appointments/{number}" }
`
const broken = good.replace('description: Appointments', 'desciption: Appointments').replace('request:', 'reqest:')
const clinic = 'integrations/clinic.yaml'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'diga-int-fix-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8')

interface Told {
  readonly exitCode: number
  /** The codes that remain. */
  readonly codes: readonly string[]
  readonly fixed: readonly string[]
}

async function fixing(...words: readonly string[]): Promise<Told> {
  const { out, err, exitCode } = await runIn(folder, ['validate', '--fix', '--format', 'json', ...words])
  expect(err).toBe('')
  const { diagnostics, result }: { diagnostics: { code: string }[]; result: { fixed: { old: string; new: string }[] } } = JSON.parse(out)
  return { exitCode, codes: diagnostics.map(({ code }) => code), fixed: result.fixed.map((one) => `${one.old} → ${one.new}`) }
}

describe('every other byte stays', () => {
  it.each([
    ['comments and blanks', (text: string) => text],
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['blanks at the end of lines, and no line end at the end', (text: string) => text.replaceAll('\n', '  \n').trimEnd()],
  ])('%s', async (_, written) => {
    write(clinic, written(broken))
    expect(await fixing()).toEqual({ exitCode: 0, codes: [], fixed: ['desciption → description', 'reqest → request'] })
    expect(read(clinic)).toBe(written(good))
  })
})

describe('what is not asked about is not changed', () => {
  beforeEach(() => {
    write(clinic, broken)
    write('integrations/lab.yaml', broken)
  })

  it('paths', async () => {
    expect((await fixing(clinic)).fixed).toHaveLength(2)
    expect([read(clinic), read('integrations/lab.yaml')]).toEqual([good, broken])
  })

  it('the files that a branch touches', async () => {
    const git = (...words: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=desk', '-c', 'user.email=desk@clinic.example', ...words], { cwd: folder })
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    write(clinic, `${broken}\n`)
    expect((await fixing('--changed', 'HEAD')).fixed).toHaveLength(2)
    expect([read(clinic), read('integrations/lab.yaml')]).toEqual([`${good}\n`, broken])
  })

  it('codes, and what a comment waives', async () => {
    const misspelt = good.replace('/{number}', '/{ number }')
    const waived = misspelt.replace(
      '\n    request:',
      '\n    # diga-int ignore placeholder-misspelt: the proxy fills it\n    # diga-int ignore parameter-unused: the same\n    request:',
    )
    write(clinic, misspelt)
    write('integrations/lab.yaml', waived)
    expect((await fixing('--ignore', 'placeholder-misspelt', clinic)).fixed).toEqual([])
    expect(read(clinic)).toBe(misspelt)
    await fixing()
    expect([read(clinic), read('integrations/lab.yaml')]).toEqual([good, waived])
  })
})

it('what remains decides how it ends', async () => {
  write(clinic, broken.replace('/{number}', '/{number}/{month}'))
  expect(await fixing()).toMatchObject({ exitCode: 1, codes: ['parameter-undeclared'] })
})

it('with nothing wrong there is nothing to fix', async () => {
  write(clinic, good)
  const { out, exitCode } = await runIn(folder, ['validate', '--fix'])
  expect({ out, exitCode }).toEqual({ out: 'nothing to fix\nok  nothing wrong in 1 file: 1 integration, 1 tool, 0 agents\n', exitCode: 0 })
})

it('a dry run writes nothing, and shows a patch that can be applied', async () => {
  write(clinic, broken)
  const { out, exitCode } = await runIn(folder, ['validate', '--fix', '--dry-run'])
  expect(exitCode).toBe(1)
  expect(read(clinic)).toBe(broken)
  const patch = /^--- [\s\S]*?(?=\n\n)/m.exec(out)?.[0] ?? ''
  execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: folder, input: `${patch}\n` })
  expect(read(clinic)).toBe(good)
})

it('a file that somebody else changes meanwhile is left alone', async () => {
  write(clinic, broken)
  write('integrations/lab.yaml', broken)
  const { world } = worldIn(folder)
  let reads = 0
  const read = (path: string): ReturnType<typeof world.files.read> => {
    // It is read once to be judged, and once more before it is written.
    if (path.endsWith('clinic.yaml') && (reads += 1) === 2) write(clinic, `${broken}# new\n`)
    return world.files.read(path)
  }
  const outcome = await fix({ ...world, files: { ...world.files, read } }, { paths: [], only: [], ignore: [], dryRun: false })
  expect(outcome.diagnostics).toMatchObject([{ code: 'project-file-unwritable', message: expect.stringContaining('changed by somebody else') }])
  expect(outcome.result?.fixed.map(({ file }) => file)).toEqual(['integrations/lab.yaml', 'integrations/lab.yaml'])
  expect(readFileSync(join(folder, clinic), 'utf8')).toBe(`${broken}# new\n`)
})

it('no secret is shown, in a line or in a patch', async () => {
  write(clinic, good.replace('\ntools:', 'credentials: { type: bearer, token: 4471182993 }\ntools:'))
  for (const words of [['--dry-run'], ['--dry-run', '--format', 'json'], []]) {
    const { out } = await runIn(folder, ['validate', '--fix', ...words])
    const ours = out.includes('"fixed"') ? JSON.stringify(JSON.parse(out).result) : out.slice(0, out.indexOf('\n\nintegrations/'))
    expect(ours).toContain('••••••••••')
    expect(ours).not.toContain('4471182993')
  }
})

it.each([
  [['--fix', '-', '--stdin-path', clinic], 'diga-int: --fix changes files, and standard input is none\n'],
  [['--dry-run'], 'diga-int: --dry-run goes with --fix\n'],
  [['--fix', '--watch'], 'diga-int: --fix and --watch do not go together: files would change while they are being written\n'],
])('%j cannot be obeyed', async (words, err) => {
  write(clinic, good)
  expect(await runIn(folder, ['validate', ...words], { input: good })).toMatchObject({ exitCode: 2, err, out: '' })
})
