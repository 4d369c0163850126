import { constructFromEvents, CORE_SCHEMA, parseEvents, YAMLException } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { parseFast } from '../../src/yaml/fast.ts'
import { readEverydayPlaces } from '../../src/yaml/places.ts'
import { maxDepth, refusalBehind } from '../../src/yaml/refusal.ts'
import { duplicateIn } from '../../src/yaml/syntax/duplicate.ts'
import { snippet } from './fast-snippets.ts'
import { corpusTexts, fragment, mutant, textsIn } from './fast-texts.ts'

// What is wrong with a text is often told by the part of it that was not read yet. It must be what all of the text would have said.

function refusal(read: () => unknown): { readonly reason: string; readonly start: number } | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof YAMLException) return { reason: error.reason, start: error.mark?.position ?? 0 }
    throw error
  }
}

/** "refused" where the rest of a text is refused as all of it is, "left" where it says nothing; anything else is a bug. */
function answer(text: string): string {
  const fast = parseFast(text)
  const rest = fast.ok ? undefined : refusalBehind(text, fast.pair)
  if (rest === undefined) return 'left'
  const whole = refusal(() => parseEvents(text, { maxDepth }))
  const start = Math.min(whole?.start ?? 0, text.length)
  return rest.reason === whole?.reason && rest.start === start
    ? 'refused'
    : `${JSON.stringify(rest)}, not ${JSON.stringify(whole)}: ${JSON.stringify(text)}`
}

/** "twice" where js-yaml refuses the same text for nothing else than keys that stand twice in a mapping. */
function repeatedAnswer(text: string): string {
  const fast = parseFast(text)
  const places = fast.ok || !fast.isRepeated ? undefined : readEverydayPlaces(text)
  if (places === undefined || duplicateIn(text, places) === undefined) return 'left'
  const events = parseEvents(text, { maxDepth })
  const build = (json: boolean) => refusal(() => constructFromEvents(events, { source: text, schema: CORE_SCHEMA, json }))
  return build(true) === undefined && build(false) !== undefined ? 'twice' : `not twice: ${JSON.stringify(text)}`
}

const files = [...textsIn('integrations'), ...textsIn('agents'), ...textsIn('test/examples'), ...corpusTexts(20)]

describe('refusalBehind', () => {
  it.each([
    ['a pair', 'a: 1\nb:\n  c: 2\n  d: "x\ne: 3\n'],
    ['an item', 'a:\n  - b: 1\n    c: 2\n  - d: 1\n    e: ]\n'],
    ['a list in the column of its key', 'a:\n- b: 1\n- c:\n  - d\n  - e: [\n'],
    ['a list in the column of a key in an item', 'a:\n- b:\n  - c: 1\n    d: }\n'],
    ['lists in a list', 'a:\n  - - b\n    - c\n  - - d\n    - e: }\n'],
    ['a dash on a line of its own', 'a:\n  -\n    - # b\n      c: 1\n      d: ]\n'],
    ['a mapping in an item, behind others', 'a:\n  -   b:\n        c: 1\n      d:\n        e: 1\n        f: @\n'],
    ['texts of several lines', 'a:\n  b: |\n      c\n\n       # d\n  e: >-\n    f\n# g\n  h: i: j\n'],
    ['brackets over several lines', 'a:\n  b: [c,\n    d,\n      e]\n  f: g: h\n'],
    ['an empty line at the start', '\na: 1\nb:\n  c: 2\n  d: e: f\n'],
    ['comments and empty lines', '# a\na:\n\n  # b\n  b: 1\n# c\n\n  c: "\n'],
  ])('reads on behind %s', (_, text) => {
    expect(answer(text)).toBe('refused')
  })

  it.each([
    ['nothing wrong', 'a:\n  b: 1\n  c: &x 2\n  d: *x\n'],
    ['the first line', 'a: b: c\n'],
    ['a tab', 'a:\n  b: 1\n\tc: 2\n'],
    ['other line ends', 'a: 1\r\nb:\r\n  c: "x\r\n'],
    ['nothing', ''],
  ])('leaves %s to the whole text', (_, text) => {
    expect(answer(text)).toBe('left')
  })

  it('finds a key that stands twice where nothing else is wrong', () => {
    expect(repeatedAnswer('a:\n  b: 1\n  c: 2\n  b: 3\n')).toBe('twice')
    expect(repeatedAnswer('a:\n  b: 1\n  c: 2\n  b: 3\n  d: "\n')).toBe('left')
    expect(repeatedAnswer('constructor: 1\n')).toBe('left')
  })

  // FUZZ_COUNT=1000000 FUZZ_SEED=7 npx vitest run test/yaml/refusal.test.ts
  it('says of spoilt texts what all of the text says', { timeout: process.env['FUZZ_COUNT'] === undefined ? 180_000 : 0 }, () => {
    const random = randomFrom(Number(process.env['FUZZ_SEED'] ?? 1))
    const count = Number(process.env['FUZZ_COUNT'] ?? 30_000)
    const wrong: string[] = []
    const counts = { refused: 0, twice: 0 }
    for (let index = 0; index < count; index += 1) {
      const part = random()
      const whole = part < 0.3 ? snippet(random) : part < 0.7 ? fragment(random, files) : (files[Math.floor(random() * files.length)]?.text ?? '')
      const text = mutant(random, whole.length < 20_000 ? whole : whole.slice(0, 20_000))
      for (const found of [answer(text), repeatedAnswer(text)]) {
        if (found === 'refused' || found === 'twice') counts[found] += 1
        else if (found !== 'left') wrong.push(found)
      }
    }
    expect(wrong).toEqual([])
    // If few of them were refused, little would have been compared.
    expect(counts.refused).toBeGreaterThan(count / 10)
    expect(counts.twice).toBeGreaterThan(count / 200)
  })
})
