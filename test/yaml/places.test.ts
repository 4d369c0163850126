import { constructFromEvents, CORE_SCHEMA, parseEvents } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { readEventPlaces } from '../../src/yaml/event-places.ts'
import { readFastPlaces } from '../../src/yaml/fast-places.ts'
import type { Slot } from '../../src/yaml/place-builder.ts'
import { read } from './fast-rows.ts'
import { snippet } from './fast-snippets.ts'
import { corpusTexts, fragment, mutant, textsIn } from './fast-texts.ts'

function isDocument(text: string): boolean {
  try {
    return constructFromEvents(parseEvents(text, { maxDepth: 256 }), { source: text, schema: CORE_SCHEMA }).length === 1
  } catch {
    return false
  }
}

function isSame(left: Slot, right: Slot): boolean {
  if (left.start !== right.start || left.end !== right.end) return false
  if (left.key?.name !== right.key?.name || left.key?.start !== right.key?.start || left.key?.end !== right.key?.end) return false
  const [ours, theirs] = [slotsIn(left), slotsIn(right)]
  return ours.length === theirs.length && ours.every((slot, index) => theirs[index] !== undefined && isSame(slot, theirs[index]))
}

function slotsIn({ first }: Slot): readonly Slot[] {
  const slots: Slot[] = []
  for (let slot = first; slot !== undefined; slot = slot.next) slots.push(slot)
  return slots
}

/** "same" for the places that js-yaml's events give, "left" for none; anything else is a bug. What is no document is never asked about. */
function answer(text: string): string {
  const fast = readFastPlaces(text)
  if (fast === undefined || !isDocument(text)) return 'left'
  return isSame(fast, readEventPlaces(text)) ? 'same' : `not those of ${JSON.stringify(text)}`
}

const repository = [...textsIn('integrations'), ...textsIn('agents'), ...textsIn('test/examples')]
const corpus = corpusTexts(20)

describe('readFastPlaces', () => {
  it.each(read.filter((text) => !text.includes('\r')))('finds everything in %j where js-yaml does', (text) => {
    expect(answer(text)).toBe('same')
  })

  // So that what is fast stays the rule.
  it.each([...textsIn('integrations'), ...textsIn('agents'), ...corpus])('finds everything in $path', ({ text }) => {
    expect(answer(text)).toBe('same')
  })

  it('never finds anything elsewhere in a file of this repository', () => {
    expect(repository.map(({ text }) => answer(text)).filter((found) => found !== 'same' && found !== 'left')).toEqual([])
  })

  // FUZZ_COUNT=3000000 FUZZ_SEED=7 npx vitest run test/yaml/places.test.ts --testTimeout=0
  it('never finds anything elsewhere in a spoilt text', () => {
    const random = randomFrom(Number(process.env['FUZZ_SEED'] ?? 2))
    const files = [...repository, ...corpus]
    const wrong: string[] = []
    let sameCount = 0
    const count = Number(process.env['FUZZ_COUNT'] ?? 50_000)
    for (let index = 0; index < count; index += 1) {
      const whole = random() < 0.5 ? snippet(random) : fragment(random, files)
      const found = answer(random() < 0.15 ? whole : mutant(random, whole))
      if (found === 'same') sameCount += 1
      else if (found !== 'left') wrong.push(found)
    }
    expect(wrong).toEqual([])
    // If few of them were found, little would have been compared.
    expect(sameCount).toBeGreaterThan(count / 4)
  })
})
