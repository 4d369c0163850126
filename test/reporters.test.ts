import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../src/diagnostic/codes.ts'
import { isFormat, type Format } from '../src/report/formats.ts'
import { renderers, type Report } from '../src/report/reporter.ts'
import { plainTheme, themeOf } from '../src/report/theme.ts'
import { viewOf } from '../src/report/outcome-view.ts'
import { expectFormat, gitlabIn, junitIn, sarifIn } from './formats.ts'
import { readScript, runIn, withCopy, wordsOf } from './world.ts'

const formats = Object.keys(renderers).filter(isFormat)
const host = {
  repositoryPath: (path: string): string => path,
  sha256: (text: string): string => createHash('sha256').update(text).digest('hex'),
  version: '1.2.3',
}
const reportOf = (diagnostics: Parameters<typeof viewOf>[1]['diagnostics'], result: object = {}): Report => ({
  view: viewOf('explain', { diagnostics, result: {} }, result),
  words: () => ({ body: 'own words' }),
  host,
})

// Whatever a file, a server or a file name can say, in the shapes that have broken readers of each format.
const hostile = [
  '\u001b[31mred\u001b[0m \u202ereversed\u{e0041} \u0000\u0008\u007f\u0085\u2028',
  ']]> --> <!-- -- </failure></testsuites> &amp; &#0; "\' <?xml?>',
  '%0A::error::forged\n::error file=a::forged\r\n::stop-commands::x',
  '[a link](https://evil.example) [one](1) ![an image](x) {0} {{1}}',
  'half a pair \ud800 and \udc00, no characters \ufffe\uffff',
  '\\u0000 \\ufffe ${HOME} $(id) `id`',
  'x'.repeat(300_000),
]
const names = ['integrations/a b%20#?:é,x::y.yaml', 'integrations/\u202e<&>"\n.yaml', '../outside/[x](1).yaml', 'C:\\clinic.yaml']
const hostileDiagnostics = hostile.flatMap((words, index) => {
  const file = { path: names[index % names.length] ?? '', text: `type: http # ${words}\nbase_url: "${words}"\n` }
  const span = { file, start: 0, end: 4 }
  return [
    diagnose('yaml-syntax', { message: words, span, hint: words, related: [{ span: { file, start: 8, end: 19 }, label: words }] }),
    diagnose('yaml-syntax', { message: words, span: { file, start: 0, end: file.text.length } }),
    diagnose('project-file-ignored', { message: words }),
    diagnose('bundle-note', { message: words, span }),
  ]
})

describe.each(formats)('%s', (format) => {
  const file = { path: 'integrations/dentist.yaml', text: 'type: http\nbase_url: http://dentist.example\n' }
  const diagnostics = [
    diagnose('yaml-syntax', {
      message: 'first',
      span: { file, start: 0, end: 4 },
      hint: 'do this',
      related: [{ span: { file, start: 11, end: 19 }, label: 'seen here' }],
    }),
    diagnose('project-file-ignored', { message: 'second' }),
    diagnose('bundle-note', { message: 'third: 100 %, a\nb', span: { file, start: 21, end: 22 } }),
  ]

  it('is valid, tells every diagnostic and is the same twice', async () => {
    const text = await renderers[format](reportOf(diagnostics), plainTheme)
    expect(expectFormat(format, text) ?? 3).toBe(3)
    for (const { code } of diagnostics) expect(text).toContain(code)
    expect(await renderers[format](reportOf(diagnostics), plainTheme)).toBe(text)
  })

  it('carries colour only where people read', async () => {
    const text = await renderers[format](reportOf(diagnostics), await themeOf({ colour: true, columns: 80 }))
    expect(text.includes('\u001b[')).toBe(format === 'text')
  })

  it('says that nothing is wrong', async () => {
    expect(expectFormat(format, await renderers[format](reportOf([]), plainTheme)) ?? 0).toBe(0)
  })

  it('is broken by nothing that a file can say', async () => {
    const text = await renderers[format](reportOf(hostileDiagnostics, { words: hostile }), plainTheme)
    expect(expectFormat(format, text) ?? hostileDiagnostics.length).toBe(hostileDiagnostics.length)
  })
})

// Every example of every code and of what is right, in every format at once, as the command line writes them.
const examples = ['codes', 'ok'].flatMap((kind) => readdirSync(join('test/examples', kind)).map((name) => join('test/examples', kind, name)))
const fileOf = (format: Format): string => `reports/report.${format}`
const everyFormat = formats.flatMap((format) => ['--format', format, '--output', fileOf(format)])

interface Written {
  readonly exitCode: number
  readonly reports: Readonly<Record<Format, string>>
}

async function writtenFor(example: string, change: (copy: string) => void = () => {}): Promise<Written> {
  const path = join(example, 'command.txt')
  const command = existsSync(path) ? readFileSync(path, 'utf8') : 'validate'
  return withCopy(example, async (copy) => {
    change(copy)
    const { out, exitCode } = await runIn(copy, [...wordsOf(command), ...everyFormat], readScript(example))
    expect(out).toBe('')
    const read = (format: Format): string => readFileSync(join(copy, fileOf(format)), 'utf8')
    return {
      exitCode,
      reports: { text: read('text'), json: read('json'), github: read('github'), gitlab: read('gitlab'), junit: read('junit'), sarif: read('sarif') },
    }
  })
}

describe('every example in every format', () => {
  it.each(examples)('%s', async (example) => {
    const { reports, exitCode } = await writtenFor(example)
    const { diagnostics } = JSON.parse(reports.json)
    for (const format of formats) expect(expectFormat(format, reports[format]) ?? diagnostics.length).toBe(diagnostics.length)
    expect(junitIn(reports.junit, '//failure').length > 0).toBe(exitCode !== 0)
    const open = sarifIn(reports.sarif).results.filter(({ suppressions }) => suppressions === undefined)
    expect(open.map(({ partialFingerprints }) => partialFingerprints['digaInt/v1'])).toEqual(
      gitlabIn(reports.gitlab).map(({ fingerprint }) => fingerprint),
    )
    expect(await writtenFor(example)).toEqual({ reports, exitCode })
  })
})

it('what a comment waives is told as suppressed, with its reason', async () => {
  const { reports } = await writtenFor('test/examples/ok/waivers-that-hold')
  const reasons = ['the gateway has no certificate yet', 'loopback by another name']
  expect(JSON.parse(reports.json)).toMatchObject({
    ok: true,
    diagnostics: [],
    waived: reasons.map((reason) => ({ code: 'base-url-not-https', reason })),
  })
  expect(sarifIn(reports.sarif).results.flatMap(({ suppressions = [] }) => suppressions)).toEqual(
    reasons.map((justification) => ({ kind: 'inSource', justification })),
  )
})

describe('fingerprints', () => {
  // What a lockfile or a prompt says is not for people to move around, and a BOM stands first or nowhere.
  const moved = (copy: string): void => {
    for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.yaml') || name.endsWith('.lock.yaml')) continue
      // As bytes: one example is no UTF-8.
      const bytes = readFileSync(join(copy, name))
      writeFileSync(join(copy, name), Buffer.concat([Buffer.from('# one\n# two\n# three\n'), bytes]))
    }
  }

  it.each(examples.filter((example) => example.includes('/codes/') && !existsSync(join(example, 'command.txt'))))(
    'of %s survive three more lines',
    async (example) => {
      const fingerprintsOf = ({ reports }: Written): readonly string[] => gitlabIn(reports.gitlab).map(({ fingerprint }) => fingerprint)
      const before = fingerprintsOf(await writtenFor(example))
      expect(before.length).toBeGreaterThan(0)
      expect(fingerprintsOf(await writtenFor(example, moved))).toEqual(before)
    },
  )

  it('tell two alike on alike lines apart', async () => {
    const file = { path: 'integrations/dentist.yaml', text: 'a\nb\na\n' }
    const alike = [0, 4].map((start) => diagnose('yaml-syntax', { message: 'wrong', span: { file, start, end: start + 1 } }))
    const entries = gitlabIn(await renderers.gitlab(reportOf(alike)))
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })
})

describe('paths', () => {
  const clinic = 'test/examples/codes/parameter-undeclared'
  const name = basename(readdirSync(join(clinic, 'integrations'))[0] ?? '')
  const inFolder = (isRepository: boolean): Promise<Readonly<Record<Format, string>>> =>
    withCopy(clinic, async (copy) => {
      if (isRepository) mkdirSync(join(copy, '.git'))
      await runIn(join(copy, 'integrations'), ['validate', '..', ...everyFormat])
      const read = (format: Format): string => readFileSync(join(copy, 'integrations', fileOf(format)), 'utf8')
      return { text: read('text'), json: read('json'), github: read('github'), gitlab: read('gitlab'), junit: read('junit'), sarif: read('sarif') }
    })
  const pathsIn = (reports: Readonly<Record<Format, string>>): object => ({
    text: /^(\S+?):\d/.exec(reports.text)?.[1],
    json: JSON.parse(reports.json).diagnostics[0].place.file,
    github: /file=([^,]*)/.exec(reports.github)?.[1],
    gitlab: gitlabIn(reports.gitlab)[0]?.location.path,
    junit: junitIn(reports.junit, '//testcase/@file')[0],
    sarif: sarifIn(reports.sarif).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri,
  })

  it('for code hosts go from the top of the repository, for people from where they stand', async () => {
    const top = `integrations/${name}`
    expect(pathsIn(await inFolder(true))).toEqual({ text: name, json: name, github: top, gitlab: top, junit: top, sarif: top })
  })

  it('without a repository all go from where one stands', async () => {
    expect(pathsIn(await inFolder(false))).toEqual(Object.fromEntries(formats.map((format) => [format, name])))
  })
})

describe('sarif', () => {
  it('brings the reason and the example of each code that occurs, and of no other', async () => {
    const { reports } = await writtenFor('test/examples/codes/yaml-tab')
    const { rules } = sarifIn(reports.sarif)
    expect(rules.map(({ id }) => id)).toEqual(['yaml-tab'])
    expect(rules[0]?.help.markdown).toContain('````yaml')
    expect(rules[0]?.help.text).toContain('diga-int explain yaml-tab')
  })

  it('marks what is meant, in UTF-16 units', async () => {
    const file = { path: 'integrations/dentist.yaml', text: 'title: 🦷🦷 tooth\n' }
    const text = await renderers.sarif(reportOf([diagnose('yaml-syntax', { message: 'wrong', span: { file, start: 12, end: 17 } })]))
    expect(sarifIn(text).results[0]?.locations[0]?.physicalLocation.region).toEqual({
      ...{ startLine: 1, startColumn: 13, endLine: 1, endColumn: 18 },
      snippet: { text: 'tooth' },
    })
  })
})
