import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterEdits, applyEdits, withoutOverlap } from '../../src/text/edits.ts'

const edit = (start: number, end: number, text: string): { start: number; end: number; text: string } => ({ start, end, text })

describe('applyEdits', () => {
  it.each([
    ['nothing', [], 'crown, bridge'],
    ['a word', [edit(0, 5, 'filling')], 'filling, bridge'],
    ['two words', [edit(0, 5, 'inlay'), edit(7, 13, 'veneer')], 'inlay, veneer'],
    ['quotes around a word', [edit(7, 7, '"'), edit(13, 13, '"')], 'crown, "bridge"'],
    ['a word away', [edit(5, 13, '')], 'crown'],
  ])('%s', (_, edits, text) => expect(applyEdits('crown, bridge', edits)).toBe(text))
})

describe('withoutOverlap', () => {
  it.each([
    ['sorts', [edit(7, 13, 'b'), edit(0, 5, 'a')], ['a', 'b']],
    ['takes the same change once', [edit(0, 5, 'a'), edit(0, 5, 'a')], ['a']],
    ['takes the first of two that overlap', [edit(3, 9, 'b'), edit(0, 5, 'a')], ['a']],
    ['lets one begin where another ends', [edit(0, 5, 'a'), edit(5, 9, 'b')], ['a', 'b']],
    ['takes one of two that insert at one place', [edit(5, 5, 'a'), edit(5, 5, 'b')], ['a']],
  ])('%s', (_, edits, texts) => expect(withoutOverlap(edits).map(({ text }) => text)).toEqual(texts))
})

describe('afterEdits', () => {
  it.each([
    ['before every edit', 2, { start: 2, end: 2 }],
    ['in the midst of one', 6, { start: 5, end: 8 }],
    ['where one starts', 5, { start: 5, end: 8 }],
    ['behind one', 9, { start: 8, end: 8 }],
    ['behind two', 13, { start: 11, end: 11 }],
  ])('%s', (_, offset, place) => expect(afterEdits(offset, [edit(5, 9, 'abc'), edit(10, 12, 'x')])).toEqual(place))

  it('finds every character that stays', () => {
    const edits = fc.array(fc.record({ start: fc.nat(40), length: fc.nat(5), text: fc.string({ maxLength: 5 }) }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.string({ minLength: 50, maxLength: 50 }), edits, (text, proposed) => {
        const kept = withoutOverlap(proposed.map(({ start, length, text: words }) => edit(start, start + length, words)))
        const after = applyEdits(text, kept)
        for (let offset = 0; offset < text.length; offset += 1) {
          if (kept.some(({ start, end }) => (start <= offset && offset < end) || start === offset)) continue
          expect(after.charAt(afterEdits(offset, kept).start)).toBe(text.charAt(offset))
        }
      }),
    )
  })
})
