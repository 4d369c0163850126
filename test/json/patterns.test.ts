import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearMatches } from '../../src/json/linear-match.ts'
import { isQuick } from '../../src/json/safe-patterns.ts'
import { refusalsOf } from '../../src/json/refusals.ts'

const long = `${'a'.repeat(5000)}!`

describe('a pattern that takes a backtracking engine for ever', () => {
  it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^a*a*a*a*a*$', '^([a-z]+)*$', '^(?:a{1,30}){1,30}$', '^(.*a){20}$'])(
    '%s is answered all the same',
    (pattern) => {
      const [refusal, ...others] = refusalsOf({ type: 'string', pattern }, long)
      expect(others).toEqual([])
      expect(refusal).toEqual({ pointer: '', keyword: 'pattern', message: `does not match the pattern ${pattern}` })
      expect(refusalsOf({ type: 'string', pattern }, 'a'.repeat(5000))).toEqual(
        pattern.includes('.*') || pattern.includes('{1,30}') ? expect.any(Array) : [],
      )
    },
  )

  it('is found wherever a schema may hold one, and nowhere else', () => {
    const evil = '^(a+)+$'
    expect(refusalsOf({ properties: { enum: { pattern: evil } } }, { enum: long })).toHaveLength(1)
    expect(refusalsOf({ items: { anyOf: [{ pattern: evil }, { type: 'number' }] } }, ['aaa', 3, long]).length).toBeGreaterThan(0)
    expect(refusalsOf({ patternProperties: { [evil]: { type: 'number' } } }, { aaa: 'text', [long]: 'text' })).toHaveLength(1)
    expect(refusalsOf({ const: { pattern: evil } }, { pattern: evil })).toEqual([])
  })

  it('one that looks around or back is not run where it could take long', () => {
    expect(refusalsOf({ pattern: '^(a+)+(?=b)$' }, long)).toEqual([])
    expect(refusalsOf({ pattern: '^(a+)\\1+$' }, long)).toEqual([])
    expect(refusalsOf({ pattern: '^(?!a)' }, 'abc')).toHaveLength(1)
  })
})

it.each([
  '^\\d{5}$',
  '^tx_\\d{4}$',
  '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$',
  '^\\+?[1-9]\\d{1,14}$',
  '^(low|normal|high)$',
  '^(\\+34)?\\d{9}$',
  '^\\d{4}-\\d{2}-\\d{2}$',
])('an everyday pattern is cheap: %s', (pattern) => expect(isQuick(pattern, 40)).toBe(true))

it('both engines agree', () => {
  const atom = fc.constantFrom('a', 'b', '.', '\\d', '[ab]', '[^a]', '\\w', '(a|b)', '(?:ab)', '\\.', '^', '$')
  const piece = fc
    .tuple(atom, fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}'))
    .map(([what, times]) => (what === '^' || what === '$' ? what : what + times))
  const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
  const text = fc.array(fc.constantFrom('a', 'b', '1', '.', 'é', '\n'), { maxLength: 12 }).map((characters) => characters.join(''))
  fc.assert(
    fc.property(pattern, text, (written, value) => linearMatches(written, [value])?.length === Number(new RegExp(written, 'u').test(value))),
    { numRuns: 20_000, seed: 11 },
  )
})
