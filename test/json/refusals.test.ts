import { describe, expect, it } from 'vitest'
import { refusalsOf } from '../../src/json/refusals.ts'

const said = (schema: Record<string, unknown>, value: unknown): readonly string[] =>
  refusalsOf(schema, value).map(({ pointer, message }) => `${pointer} ${message}`.trim())

const address = { type: 'object', properties: { city: { type: 'string' }, floor: { type: 'integer' } }, required: ['city'] }
const shop = { type: 'object', properties: { shop: { type: 'string' } }, required: ['shop'] }

describe('a value that may have one of several forms', () => {
  it.each<[string, Record<string, unknown>, unknown, readonly string[]]>([
    ['by type', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'x', ['is not of type integer or null']],
    ['by value', { oneOf: [{ const: 'van' }, { const: 'bike' }] }, 'ship', ['is not one of "van", "bike"']],
    ['the one that was meant', { anyOf: [address, { type: 'null' }] }, { floor: 'x' }, ['lacks "city"', '/floor is not of type integer']],
    ['none that was meant', { anyOf: [address, shop] }, {}, ['fits none of the allowed forms: it lacks "city"; or it lacks "shop"']],
    [
      'deeper',
      { anyOf: [address, shop] },
      { city: 1, shop: 2 },
      ['fits none of the allowed forms: it has a "city" that is not of type string; or it has a "shop" that is not of type string'],
    ],
    ['too many', { oneOf: [{ type: 'integer' }, { type: 'number' }] }, 2, ['fits more than one of the forms of which it may have one']],
    [
      'each item',
      { items: { anyOf: [{ type: 'integer' }, { type: 'null' }] } },
      ['x', 1, 'y'],
      ['/0 is not of type integer or null', '/2 is not of type integer or null'],
    ],
    ['within one another', { anyOf: [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, { const: 'all' }] }, 'x', ['is not all']],
  ])('%s', (_what, schema, value, expected) => {
    expect(said(schema, value)).toEqual(expected)
  })
})

describe('a schema that cannot be used', () => {
  const reason = (schema: Record<string, unknown>): readonly string[] => said(schema, { parcel: 'PK1' })

  it.each<[string, Record<string, unknown>, string]>([
    ['refers to nothing', { properties: { parcel: { $ref: '#/$defs/parcel' } } }, 'unresolved $ref "#/$defs/parcel"'],
    [
      'refers to the network',
      { properties: { parcel: { $ref: 'https://parcels.example/p.json' } } },
      'unresolved $ref "https://parcels.example/p.json"',
    ],
    ['refers to itself', { $ref: '#' }, 'it refers to itself without end, or is too deep or too large'],
  ])('as it %s', (_what, schema, words) => {
    expect(reason(schema)).toEqual([`the schema cannot be used: ${words}`])
  })

  it('as it doubles with each reference', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`d${n}`, { anyOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] }]),
    )
    const schema = { $defs: { ...$defs, d40: { type: 'integer' } }, properties: { parcel: { $ref: '#/$defs/d0' } } }
    expect(reason(schema)).toEqual(['the schema cannot be used: it takes too long'])
  })
})
