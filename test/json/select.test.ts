import { expect, it } from 'vitest'
import { select, selectTrouble } from '../../src/json/select.ts'

it.each<[string, string | undefined]>([
  [`a${'.a'.repeat(900)}`, undefined],
  [`${'('.repeat(100)}a${')'.repeat(100)}`, undefined],
  [`'${'['.repeat(5000)}'`, undefined],
  ['['.repeat(3000), 'it nests more than 100 brackets'],
  ['!'.repeat(3000), 'it has more than 1000 steps'],
  [`a${' || a'.repeat(600)}`, 'it has more than 1000 steps'],
  [`"${'\\"'.repeat(500_000)}`, expect.any(String)],
])('an expression that would fill the stack is refused before it is parsed: %#', (expression, trouble) => {
  expect(selectTrouble(expression)).toEqual(trouble)
  const picked = select({ a: 1 }, expression)
  expect(picked.ok).toBe(trouble === undefined)
})

// The library reads on where the grammar wants a comma; what runs such an expression elsewhere may not.
it.each<[string, string | undefined]>([
  ['{a: a b: b}', 'a comma is missing before "b"'],
  ['{a: x[0] "b": b}', 'a comma is missing before "b"'],
  ['{a: b.{c: c d: d}}', 'a comma is missing before "d"'],
  ['[a b]', 'a comma is missing before "b"'],
  ['contains(a b)', 'a comma is missing before "b"'],
  ["{a: 'x' b: b}", 'a comma is missing before "b"'],
  ['{a: \'x y\', "b c": d, e: `"f g"`}', undefined],
  ["a[?b == 'c' && !d || e].{f: f, in: in, let: let}", undefined],
  ['let $x = a in b[].{c: c, d: $x}', undefined],
  ['a ? b : c', undefined],
  ['sort_by(a, &b)[*].c | [0:2]', undefined],
])('a comma that is missing is told: %s', (expression, trouble) => {
  expect(selectTrouble(expression)).toEqual(trouble)
  expect(select({ a: [1], b: 2, x: [3] }, expression)).toEqual(trouble === undefined ? expect.anything() : { ok: false, reason: trouble })
})
