import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesFrom } from '../../src/json/difference.ts'
import { pointerOf } from '../../src/json/pointer.ts'

const told = (expected: unknown, got: unknown): readonly string[] =>
  differencesFrom(expected, got).map((difference) => `${pointerOf(difference.steps)}: ${difference.expected} | ${difference.got}`)

describe('differencesFrom', () => {
  it.each([
    ['equal values', 'sent', 'sent', []],
    ['a key more than expected', { state: 'sent' }, { state: 'sent', weight: 2 }, []],
    ['a key less than expected', { state: 'sent', days: 2 }, { state: 'sent' }, ['/days: 2 | nothing']],
    ['null is no absent key', { note: null }, {}, ['/note: null | nothing']],
    ['null', { note: null }, { note: null }, []],
    ['a text that looks like a number', { days: 2 }, { days: '2' }, ['/days: 2 | "2"']],
    ['items in order', ['a', 'b'], ['b', 'a'], ['/0: "a" | "b"', '/1: "b" | "a"']],
    ['a subset in a list', [{ id: 7 }], [{ id: 7, name: 'Ana' }], []],
    ['a longer list', [1], [1, 2], [': a list of 1: [1] | a list of 2: [1,2]']],
    ['an empty list', [], [{ id: 7 }], [': a list of 0: [] | a list of 1: [{"id":7}]']],
    ['an empty object', {}, { id: 7 }, []],
    ['another kind', { id: 7 }, [7], [': {"id":7} | [7]']],
    ['a list against null', [], null, [': [] | null']],
    ['a key that every object has', { constructor: 1 }, {}, ['/constructor: 1 | nothing']],
    ['signs of a pointer', { 'a/b~c': 1 }, { 'a/b~c': 2 }, ['/a~1b~0c: 1 | 2']],
    [
      'far inside',
      { patients: [{ visits: [{ day: 'monday' }] }] },
      { patients: [{ visits: [{ day: 'friday' }] }] },
      ['/patients/0/visits/0/day: "monday" | "friday"'],
    ],
  ])('%s', (_, expected, got, differences) => expect(told(expected, got)).toEqual(differences))

  it('cuts what nobody reads', () => {
    const many = differencesFrom(
      Array.from({ length: 100 }, () => 'x'.repeat(10_000)),
      Array.from({ length: 100 }, () => 'y'.repeat(10_000)),
    )
    expect(many).toHaveLength(20)
    expect(Math.max(...many.map(({ expected, got }) => expected.length + got.length))).toBeLessThanOrEqual(600)
  })

  it('every value holds itself, and what was added to its objects', () => {
    const more = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(more)
      return typeof value === 'object' && value !== null
        ? Object.fromEntries([...Object.entries(value).map(([key, item]) => [key, more(item)]), [' more', true]])
        : value
    }
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(differencesFrom(value, value)).toEqual([])
        expect(differencesFrom(value, more(value))).toEqual([])
      }),
    )
  })
})
