import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPlainSelect } from '../../src/json/plain-select.ts'
import { selectTrouble } from '../../src/json/select.ts'

it.each([
  'customers[0].{name: name, tier: tier}',
  'users[].{id: id, name: name, email: email}',
  '{order: order.id, lines: order.lines[].sku}',
  'data | [0].{number: number, state: status.name}',
  'results.[id, name]',
  '[0].name',
  '[]',
  '[id, name]',
  '[*].id',
  'a | b | [0]',
  '{ a : b }',
])('%s is plain', (expression) => {
  expect(isPlainSelect(expression)).toBe(true)
  expect(selectTrouble(expression)).toBeUndefined()
})

it.each(['', 'a.', 'a..b', '{a: b', 'a b', 'a || b', 'length(a)', "a[?b == 'c']", '[a', '{a}', 'a.[0', '1a', 'a[b]', '[1][', '{}', 'a{b: c}', 'a |'])(
  '"%s" is left to the parser of the language',
  (expression) => {
    expect(isPlainSelect(expression)).toBe(false)
  },
)

it('what is plain is JMESPath, whatever it looks like', () => {
  const piece = fc.constantFrom(
    'a',
    'b1',
    '_c',
    '.',
    '[',
    ']',
    '[]',
    '[0]',
    '[*]',
    '{',
    '}',
    'k: ',
    ', ',
    ' | ',
    ' ',
    '|',
    ':',
    '-1',
    "'x'",
    '&',
    '*',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const expression = pieces.join('')
      return !isPlainSelect(expression) || selectTrouble(expression) === undefined
    }),
    { numRuns: 20_000, seed: 7 },
  )
})
