import { constructFromEvents, CORE_SCHEMA, parseEvents } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { parseFast } from '../../src/yaml/fast.ts'
import { left, read } from './fast-rows.ts'
import { snippet } from './fast-snippets.ts'
import { corpusTexts, fragment, mutant, textsIn } from './fast-texts.ts'

/** What the parser that decides reads; undefined where parseYaml would have something to say. */
function decided(text: string): { readonly data: unknown } | undefined {
  try {
    const documents = constructFromEvents(parseEvents(text, { maxDepth: 256 }), { source: text, schema: CORE_SCHEMA })
    return documents.length === 1 && documents[0] !== null ? { data: documents[0] } : undefined
  } catch {
    return undefined
  }
}

/** The same data to the last detail: -0 is not 0, and the keys stand in the same order. */
function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return Object.is(left, right)
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false
  const [ours, theirs] = [Object.entries(left), Object.entries(right)]
  return ours.length === theirs.length && ours.every(([key, value], index) => key === theirs[index]?.[0] && isSame(value, theirs[index]?.[1]))
}

/** "read" for the same data as js-yaml's, "left" for no answer, or for what both refuse; anything else is a bug. */
function answer(text: string): string {
  const fast = parseFast(text)
  if (!fast.ok) return fast.isRefused && decided(text) !== undefined ? 'refused, and js-yaml reads it' : 'left'
  const slow = decided(text)
  return slow !== undefined && isSame(fast.data, slow.data) ? 'read' : `read ${JSON.stringify(fast.data)}, not ${JSON.stringify(slow?.data)}`
}

const repository = [...textsIn('integrations'), ...textsIn('agents'), ...textsIn('test/examples')]
const corpus = corpusTexts(20)

describe('parseFast', () => {
  it.each(read)('reads %j as js-yaml does', (text) => {
    expect(answer(text)).toBe('read')
  })

  it.each(left)('leaves %j to js-yaml', (text) => {
    expect(answer(text)).toBe('left')
  })

  it.each([
    ['brackets', (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['braces', (depth: number) => `a: ${'{b: '.repeat(depth)}c${'}'.repeat(depth)}`],
    ['dashes', (depth: number) => `${'- '.repeat(depth)}a`],
    ['keys', (depth: number) => Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}a:\n`).join('')],
  ])('reads %s inside of each other, but not without end', (_, nested) => {
    expect([20, 50, 100, 1000, 5000].map((depth) => answer(nested(depth)))).toEqual(['read', 'read', 'left', 'left', 'left'])
  })

  // So that what is fast stays the rule.
  it.each([...textsIn('integrations'), ...textsIn('agents'), ...corpus])('reads $path', ({ text }) => {
    expect(answer(text)).toBe('read')
    expect(answer(text.replaceAll('\n', '\r\n'))).toBe('read')
  })

  it.each([
    ['another key of the same length', 'a:\n  one: 1\n  two: 2\n', 'a:\n  one: 1\n  tow: 2\n'],
    ['a longer key', 'a:\n  one: 1\n  two: 2\n', 'a:\n  one: 1\n  two2: 2\n'],
    ['a colon within', 'a: {one: 1, two: 2}\n', 'a: {one: 1, two:2}\n'],
    ['a key twice', 'a:\n  one: 1\n  two: 2\n', 'a:\n  one: 1\n  one: 2\n'],
    ['a key in quotes', 'one: 1\ntwo: 2\n', '"one": 1\n\'two\': 2\n'],
    ['a space before the colon', 'one: 1\ntwo: 2\n', 'one : 1\ntwo : 2\n'],
    ['words that are no texts', 'true: 1\nnull: 2\n', 'True: 1\nNULL: 2\n'],
    ['another place', 'a:\n  one: 1\nb: 2\n', 'a:\n  one: 1\n  b: 2\n'],
    ['braces in place of lines', 'a:\n  one: 1\n  two: 2\n', 'a: {one: 1, two: 2}\n'],
    ['a list in place of a mapping', 'a:\n  one: 1\n', 'a:\n  - one: 1\n'],
  ])('is not misled by what it has read before: %s', (_, before, text) => {
    const alone = answer(text)
    for (let round = 0; round < 3; round += 1) {
      parseFast(before)
      expect([answer(text), answer(before)]).toEqual([alone, 'read'])
    }
    expect(alone).toMatch(/^(?:read|left)$/)
  })

  it('never reads a file otherwise than js-yaml', () => {
    const wrong = repository.flatMap(({ path, text }) => (/^(?:read|left)$/.test(answer(text)) ? [] : [path]))
    expect(wrong).toEqual([])
  })

  // FUZZ_COUNT=3000000 FUZZ_SEED=7 npx vitest run test/yaml/fast.test.ts
  const timeLimit = process.env['FUZZ_COUNT'] === undefined ? 180_000 : 0
  it(
    'never reads a spoilt text otherwise than js-yaml',
    () => {
      const random = randomFrom(Number(process.env['FUZZ_SEED'] ?? 1))
      const files = [...repository, ...corpus]
      const wrong: string[] = []
      let readCount = 0
      const count = Number(process.env['FUZZ_COUNT'] ?? 100_000)
      for (let index = 0; index < count; index += 1) {
        const whole = random() < 0.5 ? snippet(random) : fragment(random, files)
        const text = random() < 0.15 ? whole : mutant(random, whole)
        // What it has read makes it guess at what comes next.
        if (random() < 0.5) parseFast(whole)
        const found = answer(text)
        if (found === 'read') readCount += 1
        else if (found !== 'left') wrong.push(`${JSON.stringify(text)}: ${found}`)
      }
      expect(wrong).toEqual([])
      // If few of them were read, little would have been compared.
      expect(readCount).toBeGreaterThan(count / 4)
    },
    timeLimit,
  )
})
