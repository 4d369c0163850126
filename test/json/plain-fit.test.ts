import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainlyFits } from '../../src/json/plain-fit.ts'
import { refusalsOf } from '../../src/json/refusals.ts'
import type { JsonObject } from '../../src/json/schema.ts'

it.each<[JsonObject, unknown]>([
  [{ type: 'string', pattern: '^\\d{5}$', description: 'Order number' }, '10001'],
  [{ type: 'string', pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$' }, 'ES9121000418450200051332'],
  [{ type: 'string', enum: ['es', 'ca'], default: 'es' }, 'ca'],
  [{ type: 'string', format: 'date' }, '2026-11-25'],
  [{ type: 'string', format: 'email', maxLength: 40 }, 'ana@example.com'],
  [{ type: 'integer', minimum: 1, maximum: 10 }, 10],
  [{ type: ['number', 'null'], exclusiveMinimum: 0, examples: [2.5] }, 0.5],
  [{ type: 'boolean' }, false],
  [{ const: 'EQ' }, 'EQ'],
])('what projects write is settled without the full judge: %j takes %j', (schema, value) => {
  expect(plainlyFits(schema, value)).toBe(true)
})

it('an everyday pattern that takes for ever is not tried', () => {
  expect(plainlyFits({ type: 'string', pattern: '^(a+)+$' }, 'aaa')).toBe(false)
})

it('what plainly fits is never refused', () => {
  const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0.5, 1.5, 1e21))
  const words = fc.constantFrom('', 'a', 'ab', '12345', '🚲🚲', '2026-02-29', '2026-11-25', 'ana@example.com', 'ana@', '1')
  const value = fc.oneof(number, words, fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}))
  const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object')
  const keyword = fc.oneof(
    pair('type', type),
    pair('type', fc.array(type, { minLength: 1, maxLength: 3 })),
    pair('enum', fc.array(value, { minLength: 1, maxLength: 3 })),
    pair('const', value),
    pair('pattern', fc.constantFrom('^\\d{5}$', 'a', '^(a|ab)$', '^.{2}$', '(')),
    pair('format', fc.constantFrom('date', 'email', 'uuid', 'colour')),
    ...['minLength', 'maxLength'].map((word) => pair(word, fc.integer({ min: 0, max: 5 }))),
    ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((word) => pair(word, number)),
    pair('multipleOf', fc.constant(2)),
    pair('minItems', fc.constant(1)),
  )
  const schema = fc.array(keyword, { minLength: 1, maxLength: 3 }).map((pairs) => Object.fromEntries(pairs))
  let fitting = 0
  const check = (given: JsonObject, one: unknown): boolean => {
    if (!plainlyFits(given, one)) return true
    fitting += 1
    return refusalsOf(given, one).length === 0
  }
  fc.assert(fc.property(schema, value, check), { numRuns: 20_000, seed: 7 })
  expect(fitting).toBeGreaterThan(500)
})

function pair(keyword: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<[string, unknown]> {
  return fc.tuple(fc.constant(keyword), value)
}
