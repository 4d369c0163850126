import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Ran, runIn, withCopy, wordsOf } from '../world.ts'

const broken = 'test/examples/codes/parameter-undeclared'

interface Left extends Ran {
  /** The first word of stdout and of each file that was asked for. */
  readonly starts: Readonly<Record<string, string | undefined>>
}

/** Runs a command line in a copy of a broken project and tells what went where. */
function leftBy(flags: string, prepare: (copy: string) => void = () => {}): Promise<Left> {
  return withCopy(broken, async (copy) => {
    prepare(copy)
    const ran = await runIn(copy, wordsOf(`validate ${flags}`))
    const files = [...flags.matchAll(/--output[= ](\S+)/g)].map((match) => match[1] ?? '')
    const read = (file: string): string =>
      statSync(join(copy, file), { throwIfNoEntry: false })?.isFile() === true ? readFileSync(join(copy, file), 'utf8') : ''
    const starts = Object.fromEntries(
      [['stdout', ran.out], ...files.map((file) => [file, read(file)])].map(([name, text]) => [name, startOf(text ?? '')]),
    )
    return { ...ran, starts }
  })
}

function startOf(text: string): string {
  const kinds = [
    ['text', /^integrations\/.*: error: /],
    ['json', /^\{\s+"format_version"/],
    ['sarif', /^\{\s+"\$schema"/],
    ['gitlab', /^\[\s+\{\s+"description"/],
    ['junit', /^<\?xml/],
    ['github', /^::error /],
    ['nothing', /^$/],
  ] as const
  return kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? text
}

describe('what goes where', () => {
  it.each([
    ['', { stdout: 'text' }],
    ['--format json', { stdout: 'json' }],
    ['--output a.txt', { stdout: 'nothing', 'a.txt': 'text' }],
    ['--format sarif --output a.sarif', { stdout: 'nothing', 'a.sarif': 'sarif' }],
    ['--format text --format sarif --output a.sarif --format junit --output a.xml', { stdout: 'text', 'a.sarif': 'sarif', 'a.xml': 'junit' }],
    ['--format gitlab --output a.json --format github', { stdout: 'github', 'a.json': 'gitlab' }],
    ['--output a.txt --format json --strict', { stdout: 'json', 'a.txt': 'text' }],
    ['--format json --output a.json --format json --output b.json', { stdout: 'nothing', 'a.json': 'json', 'b.json': 'json' }],
    ['--format=sarif --output=reports/deep/a.sarif', { stdout: 'nothing', 'reports/deep/a.sarif': 'sarif' }],
  ])('%s', async (flags, starts) => {
    expect(await leftBy(flags)).toMatchObject({ exitCode: 1, err: '', starts })
  })
})

describe('used wrongly', () => {
  it.each([
    ['--format text --format json', 'only one format can go to stdout, and there are 2: text, json'],
    ['--format json --format sarif --output a --format json', 'only one format can go to stdout, and there are 2: json, json'],
    ['--format json --output a --output b', '--output "b" has no --format of its own'],
    ['--output a --format sarif --output ./a', 'two formats cannot both be written to "a"'],
    ['--format xml', 'format "xml" is not one of text, json'],
    ['--format __proto__', 'format "__proto__" is not one of'],
  ])('%s', async (flags, words) => {
    const left = await leftBy(flags)
    expect(left).toMatchObject({ exitCode: 2, out: '' })
    expect(left.err).toContain(`diga-int: ${words}`)
    expect(Object.values(left.starts).filter((start) => start !== 'nothing')).toEqual([])
  })
})

it('a file that cannot be written is told, the others are written, and the run is not finished', async () => {
  const left = await leftBy('--format sarif --output taken --format junit --output a.xml --format json', (copy) => mkdirSync(join(copy, 'taken')))
  expect(left).toMatchObject({ exitCode: 3, err: 'diga-int: the result cannot be written to "taken" (EISDIR)\n' })
  expect(left.starts).toMatchObject({ stdout: 'json', 'a.xml': 'junit' })
})

it('every command that reports can report to files', async () => {
  for (const command of ['sync', 'bundle', 'try clinic/find', 'explain yaml-tab']) {
    const words = `${command} --format junit --output a.xml --format json --output a.json`
    const read = await withCopy(broken, async (copy) => {
      const { out, err } = await runIn(copy, wordsOf(words))
      expect({ out, err }).toEqual({ out: '', err: '' })
      return ['a.xml', 'a.json'].map((name) => startOf(readFileSync(join(copy, name), 'utf8')))
    })
    expect(read).toEqual(['junit', 'json'])
  }
})
