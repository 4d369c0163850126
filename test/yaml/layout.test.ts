import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { commentsIn } from '../../src/yaml/comments.ts'
import { type LaidOut, layOut } from '../../src/yaml/layout.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

/** Undefined where the text does not parse. */
async function laidOut(text: string): Promise<LaidOut | undefined> {
  const file = { path: 'clinic.yaml', text }
  const parsed = await parseYaml(file)
  return parsed.ok ? layOut(file, parsed.root) : undefined
}

async function textOf(text: string): Promise<string> {
  const laid = await laidOut(text)
  return laid?.ok === true ? laid.text : `(${laid?.reason ?? 'no YAML'})`
}

describe('what changes', () => {
  it.each([
    ['blanks', 'type:   http\ntools:  {  a:  1 }   \n', 'type: http\ntools: { a: 1 }\n'],
    ['indentation', 'tools:\n    a:\n        b: 1\n', 'tools:\n  a:\n    b: 1\n'],
    ['lists under their key', 'tools:\n- a\n-   b\n', 'tools:\n  - a\n  - b\n'],
    ['single quotes that need not be', "a: 'x'\nb: 'it''s'\n", 'a: "x"\nb: "it\'s"\n'],
    ['blank lines', 'a: 1\n\n\n\nb:\n\n  c: 1\n\n\n', 'a: 1\n\nb:\n  c: 1\n'],
    ['the end of the text', 'a: 1', 'a: 1\n'],
    ['blank lines behind the last comment', 'a: 1\n\n# end\n\n\n', 'a: 1\n\n# end\n'],
    ['a collection that fits on a line', 'a: [\n    1,\n    2 ]\n', 'a: [1, 2]\n'],
  ])('%s', async (_, before, after) => expect(await textOf(before)).toBe(after))
})

describe('what stays', () => {
  it.each([
    ['quotes with backslashes', "pattern: '^\\d{5}$'\n"],
    ['words without quotes', 'a: yes\nb: 0123\n'],
    ['the lines of a folded text', 'a: >-\n  One sentence.\n  Another one.\n\n  A paragraph.\n'],
    ['the lines of a plain text', 'a: One sentence.\n  Another one.\n'],
    ['a long text', `a: ${'crown '.repeat(60)}bridge\n`],
    ['a parameter on a line of 130 characters', `p: { type: string, description: ${'x'.repeat(100)} }\n`],
    ['comments in a column', 'a: 1          # one\nbc: "{x}"     # two\n'],
    ['a comment one blank behind', 'a: 1 # one\n'],
    ['blank lines kept by a text', 'a: |+\n  x\n\n\n'],
    ['nothing but a text', 'crown\n'],
  ])('%s', async (_, text) => expect(await textOf(text)).toBe(text))
})

describe('comments behind values', () => {
  it.each([
    [
      'keep their column when the line is indented less',
      'a:\n    b: 1      # one\n    cc: 2     # two\n',
      'a:\n  b: 1        # one\n  cc: 2       # two\n',
    ],
    ['keep it when quotes change', "a: 'x'   # one\n", 'a: "x"   # one\n'],
    ['give way where the value needs the column', 'a: {b: 1}  # one\n', 'a: { b: 1 } # one\n'],
    ['follow what moved to another line', 'a: {b: 1,      # one\n  c: 2 }\n', 'a: {\n    b: 1, # one\n    c: 2,\n  }\n'],
  ])('%s', async (_, before, after) => expect(await textOf(before)).toBe(after))
})

it.each([
  ['\r\n', 'a:   1\r\nb: 2  # two\r\n'],
  ['\r', 'a:   1\rb: 2  # two\r'],
])('line ends stay: %j', async (end, text) => expect(await textOf(text)).toBe(['a: 1', 'b: 2  # two', ''].join(end)))

it('a file of two kinds of line ends gets the first', async () => expect(await textOf('a: 1\r\nb: 2\nc: 3\r\n')).toBe('a: 1\r\nb: 2\r\nc: 3\r\n'))

it.each([
  ['a comment in an empty list', 'a: [\n  # none yet\n  ]\n', /makes something else/],
  ['a comment in an empty mapping', 'a: { # none yet\n  }\n', /comment 1 of 1 would be lost/],
  ['what its parser minds', 'a: |\n  x\n\t\nb: 1\n', /less indented/],
])('a text is left alone rather than harmed: %s', async (_, text, reason) =>
  expect(await laidOut(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) }),
)

const ours = ['integrations', 'agents', 'test/examples/ok', 'test/transcripts']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => readFileSync(path, 'utf8').replace(/^\ufeff/, ''))

async function expectSound(text: string): Promise<boolean> {
  const laid = await laidOut(text)
  if (laid?.ok !== true) return false
  expect(load(laid.text)).toEqual(load(text))
  expect(commentsIn(laid.text).map(({ words }) => words)).toEqual(commentsIn(text).map(({ words }) => words))
  expect(await laidOut(laid.text)).toEqual(laid)
  return true
}

it('our own files, and those that must stay silent: the same data, every comment, and the same text the second time', async () => {
  let sound = 0
  for (const text of ours) if (await expectSound(text)) sound += 1
  expect(sound).toBeGreaterThan(ours.length * 0.8)
}, 60_000)

it('whatever a file says, too', async () => {
  const pieces = [...'\n\t"\'{}[],%é', ' # c', '# c\n', '\n\n\n', '  ', '|\n', '>-\n', '&x ', '*x', '- ', '? ', ': ', '\r\n', '...\n']
  const slip = fc.record({ at: fc.nat(), piece: fc.constantFrom(...pieces), drop: fc.nat(3) })
  const text = fc.constantFrom(...ours.filter(({ length }) => length < 3000))
  let sound = 0
  await fc.assert(
    fc.asyncProperty(text, fc.array(slip, { minLength: 1, maxLength: 4 }), async (start, slips) => {
      const mutated = slips.reduce((now, { at, piece, drop }) => {
        const offset = at % (now.length + 1)
        return now.slice(0, offset) + piece + now.slice(offset + drop)
      }, start)
      if (await expectSound(mutated)) sound += 1
    }),
    { numRuns: 150 },
  )
  expect(sound).toBeGreaterThan(30)
}, 60_000)
