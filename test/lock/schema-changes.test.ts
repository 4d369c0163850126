import { describe, expect, it } from 'vitest'
import { Meter } from '../../src/json/meter.ts'
import { schemaChanges } from '../../src/lock/schema-changes.ts'
import type { Role } from '../../src/lock/sentence.ts'

type Schema = Readonly<Record<string, unknown>>

const told = (before: unknown, after: unknown, role: Role): readonly string[] =>
  schemaChanges(before, after, role, new Meter(1_000_000)).map(
    ({ grade, pointer, message }) => `${grade} ${pointer.replace(/^\/\w+/, '')}: ${message}`,
  )

/** A tool that takes one argument. */
const taking = (argument: Schema, rest: Schema = {}): Schema => ({ type: 'object', properties: { book: argument }, ...rest })

describe('what a tool takes', () => {
  it.each<[string, Schema, Schema, readonly string[]]>([
    [
      'a new argument that must be given',
      taking({}),
      { type: 'object', properties: { book: {}, shelf: { type: 'string' } }, required: ['shelf'] },
      ['breaking /properties/shelf: a new argument, which must be given'],
    ],
    [
      'a new argument that may be left out',
      taking({}),
      { type: 'object', properties: { book: {}, shelf: { type: 'string' } } },
      ['safe /properties/shelf: a new argument'],
    ],
    ['one that must now be given', taking({}), taking({}, { required: ['book'] }), ['breaking /required: must now be given: book']],
    ['one that may now be left out', taking({}, { required: ['book'] }), taking({}), ['safe /required: need no longer be given: book']],
    [
      'an argument that is gone',
      taking({ type: 'string' }),
      { type: 'object', properties: {} },
      ['warning /properties/book: the argument is gone: whoever sends it is not heard'],
    ],
    [
      'an argument that is gone from a closed object',
      taking({ type: 'string' }, { additionalProperties: false }),
      { type: 'object', properties: {}, additionalProperties: false },
      ['breaking /properties/book: the argument is gone, and is refused'],
    ],
    ['closed', taking({}), taking({}, { additionalProperties: false }), ['breaking /additionalProperties: no longer takes what it does not name']],
    ['opened', taking({}, { additionalProperties: false }), taking({}), ['warning /additionalProperties: takes whatever it does not name']],
    [
      'a narrower type',
      taking({ type: ['string', 'null'] }),
      taking({ type: 'string' }),
      ['breaking /properties/book/type: no longer takes all types of values that it took'],
    ],
    [
      'a wider type',
      taking({ type: 'integer' }),
      taking({ type: 'number' }),
      ['safe /properties/book/type: takes no fewer types of values than before'],
    ],
    [
      'other values',
      taking({ enum: ['a', 'b'] }),
      taking({ enum: ['b', 'c'] }),
      ['breaking /properties/book/enum: no longer takes: "a"; now also takes: "c"'],
    ],
    [
      'a pattern that refuses something',
      taking({ type: 'string' }),
      taking({ type: 'string', pattern: '^\\d+$' }),
      ['breaking /properties/book/pattern: takes less than before, by "pattern"'],
    ],
    [
      'another pattern',
      taking({ type: 'string', pattern: '^[0-9]+$' }),
      taking({ type: 'string', pattern: '^\\d+$' }),
      ['warning /properties/book/pattern: it cannot be told whether all that it took is still taken, by "pattern"'],
    ],
    [
      'a shorter text',
      taking({ type: 'string', maxLength: 20 }),
      taking({ type: 'string', maxLength: 10 }),
      ['breaking /properties/book/maxLength: takes less than before, by "maxLength"'],
    ],
    [
      'fewer of a kind',
      taking({ type: 'array', contains: { const: 'a' } }),
      taking({ type: 'array', contains: { const: 'a' }, maxContains: 2 }),
      ['warning /properties/book/maxContains: it cannot be told whether all that it took is still taken, by "maxContains"'],
    ],
    [
      'a keyword that nobody knows',
      taking({ type: 'string' }),
      taking({ type: 'string', 'x-checksum': 'luhn' }),
      ['warning /properties/book/x-checksum: it cannot be told whether all that it took is still taken, by "x-checksum"'],
    ],
    [
      'words, a default and examples',
      taking({ type: 'string', description: 'A book', default: 'a' }),
      taking({ type: 'string', description: 'The book', default: 'b', examples: ['c'] }),
      [
        'warning /properties/book/default: has another default',
        'warning /properties/book/description: has another description',
        'warning /properties/book/examples: has examples now',
      ],
    ],
    [
      'one choice less',
      taking({ anyOf: [{ type: 'string' }, { type: 'integer' }] }),
      taking({ anyOf: [{ type: 'string' }] }),
      ['breaking /properties/book/anyOf/1: takes less than before, by "anyOf"'],
    ],
    [
      'a name that every object has',
      { type: 'object', properties: {} },
      { type: 'object', properties: { constructor: { type: 'string' } } },
      ['safe /properties/constructor: a new argument'],
    ],
    [
      'names with / and ~',
      { type: 'object', properties: { 'a/b~c': {} } },
      { type: 'object', properties: { 'a/b~c': { type: 'string' } } },
      ['breaking /properties/a~1b~0c/type: no longer takes all types of values that it took'],
    ],
    [
      'an object that got a name and one argument more',
      taking({ type: 'object', properties: { title: {} }, required: ['title'] }),
      {
        $defs: { Book: { type: 'object', properties: { title: {}, shelf: {} }, required: ['title', 'shelf'] } },
        type: 'object',
        properties: { book: { $ref: '#/$defs/Book' } },
      },
      ['breaking /$defs/Book: takes less than before', 'breaking /properties/book/properties/shelf: a new argument, which must be given'],
    ],
    [
      'a part that others refer to',
      { $defs: { Book: { type: 'string' } }, properties: { book: { $ref: '#/$defs/Book' } } },
      { $defs: { Book: { type: 'integer' } }, properties: { book: { $ref: '#/$defs/Book' } } },
      ['breaking /$defs/Book/type: no longer takes all types of values that it took'],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after, 'input')).toEqual(changes)
  })

  it.each<[string, Schema, Schema]>([
    ['the order of what must be given', { required: ['a', 'b'] }, { required: ['b', 'a'] }],
    ['the order of values', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    ['the order of types', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
    ['the order of choices', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { anyOf: [{ type: 'null' }, { type: 'string' }] }],
    ['a list of one type', { type: 'string' }, { type: ['string'] }],
    ['a constant as a list of one', { const: 'a' }, { enum: ['a'] }],
    ['others that may be anything', {}, { additionalProperties: true }],
    [
      'a part that got a name',
      taking({ type: 'string' }),
      { $defs: { Book: { type: 'string' } }, type: 'object', properties: { book: { $ref: '#/$defs/Book' } } },
    ],
    ['a type as a choice', { type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  ])('no change: %s', (_, before, after) => {
    expect(told(before, after, 'input')).toEqual([])
    expect(told(after, before, 'output')).toEqual([])
  })
})

const telling = 'it cannot be told whether all that it took is still taken'
const draft = (name: string): Schema => ({ $schema: `http://json-schema.org/${name}/schema#` })
const unit = { $defs: { unit: { type: 'string' } }, properties: { size: { properties: { unit: { $ref: '#/$defs/unit' } } } } } as const

describe('what reads like no change', () => {
  it.each<[string, Schema, Schema, readonly string[]]>([
    [
      'a choice that is there twice, so that exactly one can never fit',
      taking({ oneOf: [{ type: 'string' }, { type: 'number' }] }),
      taking({ oneOf: [{ type: 'string' }, { type: 'string' }, { type: 'number' }] }),
      ['breaking /properties/book/oneOf/1: takes less than before, by "oneOf"'],
    ],
    [
      'the same under other titles',
      taking({ oneOf: [{ type: 'string' }, { type: 'number' }] }),
      taking({ oneOf: [{ type: 'string', title: 'Name' }, { type: 'string', title: 'Number' }, { type: 'number' }] }),
      ['breaking /properties/book/oneOf/1: takes less than before, by "oneOf"', 'warning /properties/book/oneOf/0/title: has a title now'],
    ],
    [
      'others that may be anything no more, where nothing may be left over',
      { additionalProperties: true, unevaluatedProperties: false },
      { unevaluatedProperties: false },
      [`warning /additionalProperties: ${telling}, by "additionalProperties"`],
    ],
    [
      'the same of a list, in a part',
      { unevaluatedItems: false, allOf: [{ items: true }] },
      { unevaluatedItems: false, allOf: [{}] },
      [`warning /allOf/0/items: ${telling}, by "items"`],
    ],
    [
      'what is left over without the choice',
      { anyOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
      { unevaluatedProperties: false },
      [`warning /anyOf: ${telling}, by "anyOf"`],
    ],
    [
      'a shorter kind of number',
      taking({ type: 'integer', format: 'int64' }),
      taking({ type: 'integer', format: 'int32' }),
      [`warning /properties/book/format: ${telling}, by "format"`],
    ],
    [
      'a kind of number',
      taking({ type: 'integer', minimum: 0 }),
      taking({ type: 'integer', minimum: 0, format: 'int32' }),
      [`warning /properties/book/format: ${telling}, by "format"`],
    ],
    [
      'null as OpenAPI has it',
      taking({ type: 'string', nullable: true }),
      taking({ type: 'string' }),
      [`warning /properties/book/nullable: ${telling}, by "nullable"`],
    ],
    [
      'a keyword that nobody knew',
      taking({ type: 'string', 'x-also': 'numbers' }),
      taking({ type: 'string' }),
      [`warning /properties/book/x-also: ${telling}, by "x-also"`],
    ],
    [
      'a mark that moved',
      { $defs: { a: { $dynamicAnchor: 'n', type: 'string' }, b: { type: 'number' } }, ...taking({ $dynamicRef: '#n' }) },
      { $defs: { a: { type: 'string' }, b: { $dynamicAnchor: 'n', type: 'number' } }, ...taking({ $dynamicRef: '#n' }) },
      [
        'safe /$defs/a/$dynamicAnchor: takes no less than before',
        'safe /$defs/b/$dynamicAnchor: takes no less than before',
        `warning /properties/book/$dynamicRef: ${telling}, by "$dynamicRef"`,
      ],
    ],
    [
      'a mark that moved into a part of the same',
      { $defs: { a: { $anchor: 'n', type: 'integer' } }, ...taking({ $ref: '#n' }) },
      { $defs: { a: { type: 'integer', allOf: [{ $anchor: 'n' }] } }, ...taking({ $ref: '#n' }) },
      [`warning /properties/book: ${telling}`],
    ],
    [
      'another order of choices, of which one is referred to by its place',
      { anyOf: [{ pattern: '^a' }, { pattern: '^b' }], ...taking({ $ref: '#/anyOf/0' }) },
      { anyOf: [{ pattern: '^b' }, { pattern: '^a' }], ...taking({ $ref: '#/anyOf/0' }) },
      ['breaking /anyOf/0/pattern: takes less than before, by "pattern"'],
    ],
    [
      'more that is asked beside what was asked already where a name is there',
      { properties: { a: {}, b: {}, c: { type: 'integer' } }, dependentRequired: { a: ['b'] } },
      {
        properties: { a: {}, b: {}, c: { type: 'integer' } },
        dependentRequired: { a: ['b'] },
        dependentSchemas: { a: { properties: { c: { type: 'string' } } } },
      },
      ['breaking /dependentSchemas/a: takes less than before, by "dependentSchemas"'],
    ],
    [
      'an address around a reference',
      unit,
      { ...unit, properties: { size: { $id: 'https://shop.example/size', ...unit.properties.size } } },
      ['safe /properties/size/$id: takes no less than before', `warning /properties/size/properties/unit: ${telling}`],
    ],
    [
      'a list by place in a draft that does not know it',
      { ...draft('draft-07'), ...taking({ prefixItems: [{ type: 'string' }] }) },
      taking({ prefixItems: [{ type: 'string' }] }),
      ['warning /$schema: is written in another draft of JSON Schema, which reads "prefixItems" otherwise'],
    ],
    [
      'more beside a reference in a draft that passes over it',
      { ...draft('draft-07'), $defs: { a: {} }, ...taking({ $ref: '#/$defs/a', type: 'string' }) },
      { ...draft('draft/2020-12'), $defs: { a: {} }, ...taking({ $ref: '#/$defs/a', type: 'string' }) },
      ['warning /$schema: is written in another draft of JSON Schema, which reads "$ref" otherwise'],
    ],
    [
      'words that the draft of the schema does not know',
      { ...draft('draft-07'), ...taking({ prefixItems: [{ type: 'string' }], maxItems: 1 }) },
      { ...draft('draft-07'), ...taking({ items: { type: 'string' }, maxItems: 1 }) },
      [`warning /properties/book/items: ${telling}, by "items"`, `warning /properties/book/prefixItems: ${telling}, by "prefixItems"`],
    ],
    [
      'a draft of somebody else',
      taking({}),
      { $schema: 'https://shop.example/schema', ...taking({}) },
      ['warning /$schema: is written in another draft of JSON Schema, or in a dialect of it'],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after, 'input').toSorted()).toEqual(changes)
  })

  it.each<[string, Schema, Schema, readonly string[]]>([
    [
      'another draft that reads it alike',
      { ...draft('draft-07'), ...taking({ type: 'array', items: { $ref: '#/$defs/a', title: 'A' } }), $defs: { a: { if: {}, then: {} } } },
      { ...draft('draft/2020-12'), ...taking({ type: 'array', items: { $ref: '#/$defs/a', title: 'A' } }), $defs: { a: { if: {}, then: {} } } },
      ['safe /$schema: is written in another draft of JSON Schema'],
    ],
    [
      'arguments that are named like keywords',
      { ...draft('draft-07'), properties: { prefixItems: { type: 'string' }, dependencies: { type: 'string' } } },
      { properties: { prefixItems: { type: 'string' }, dependencies: { type: 'string' } } },
      ['safe /$schema: is written in another draft of JSON Schema'],
    ],
    [
      'a longer kind of number',
      taking({ type: 'integer', format: 'int32' }),
      taking({ type: 'integer', format: 'int64' }),
      ['safe /properties/book/format: takes no less than before'],
    ],
    [
      'a kind of number that all bounds lie in',
      taking({ type: 'integer', minimum: 0, maximum: 100 }),
      taking({ type: 'integer', minimum: 0, maximum: 100, format: 'uint8' }),
      [],
    ],
    ['a format of texts on a number', taking({ type: 'integer' }), taking({ type: 'integer', format: 'date' }), []],
    [
      'null in the words of JSON Schema',
      taking({ type: 'string', nullable: true }),
      taking({ type: ['string', 'null'] }),
      ['safe /properties/book/nullable: takes no less than before', 'safe /properties/book/type: takes no fewer types of values than before'],
    ],
    [
      'a value more beside null',
      taking({ type: 'string', nullable: true, enum: ['a', null] }),
      taking({ type: 'string', nullable: true, enum: ['a', 'b', null] }),
      ['safe /properties/book/enum: now also takes: "b"'],
    ],
    [
      'a choice beside a keyword that nobody knows',
      taking({ type: 'string', 'x-order': 1 }),
      taking({ anyOf: [{ type: 'string', 'x-order': 1 }, { type: 'number' }] }),
      [
        'safe /properties/book/anyOf: takes no less than before',
        'safe /properties/book/type: may be of any type now',
        'safe /properties/book/x-order: takes no less than before',
      ],
    ],
    ['no null, said aloud', taking({ type: 'string' }), taking({ type: 'string', nullable: false }), []],
    [
      'another order of what may be there once',
      taking({ oneOf: [{ type: 'string' }, { type: 'number' }] }),
      taking({ oneOf: [{ type: 'number' }, { type: 'string' }] }),
      [],
    ],
    ['twins of which one is enough', taking({ anyOf: [{ type: 'string' }] }), taking({ anyOf: [{ type: 'string' }, { type: 'string' }] }), []],
  ])('and is none that matters: %s', (_, before, after, changes) => {
    expect(told(before, after, 'input').toSorted()).toEqual(changes)
  })

  it('null as OpenAPI has it, in what a tool gives back', () => {
    expect(told(taking({ type: 'string' }), taking({ type: 'string', nullable: true }), 'output')).toEqual([
      'warning /properties/book/nullable: it cannot be told whether all that it promised still holds, by "nullable"',
    ])
  })
})

it('what stands in allOf is not taken for declared by a closed object around it', () => {
  const apart: Schema = { properties: { a: {} }, additionalProperties: false, allOf: [{ properties: { b: {} } }] }
  const whole: Schema = { properties: { a: {}, b: {} }, additionalProperties: false }
  expect(told(whole, apart, 'input').some((line) => line.startsWith('breaking'))).toBe(true)
})

describe('what a tool gives back', () => {
  it.each<[string, Schema | undefined, Schema | undefined, readonly string[]]>([
    ['nothing is said any more', taking({}), undefined, ['breaking : the server no longer says what the tool gives back']],
    ['something is said now', undefined, taking({}), ['safe : the server now says what the tool gives back']],
    ['a field that is gone', taking({ type: 'string' }), { type: 'object', properties: {} }, ['breaking /properties/book: the field is gone']],
    ['a new field', { type: 'object', properties: {} }, taking({ type: 'string' }), ['safe /properties/book: a new field']],
    [
      'a new field where there were no others',
      { type: 'object', properties: {}, additionalProperties: false },
      taking({ type: 'string' }, { additionalProperties: false }),
      ['warning /properties/book: a new field, in an object that had no others'],
    ],
    ['a field that may be missing', taking({}, { required: ['book'] }), taking({}), ['breaking /required: may now be missing: book']],
    ['a field that is always there', taking({}), taking({}, { required: ['book'] }), ['safe /required: is always there now: book']],
    ['a value that was not there', taking({ enum: ['a'] }), taking({ enum: ['a', 'b'] }), ['breaking /properties/book/enum: may now also be: "b"']],
    ['a value fewer', taking({ enum: ['a', 'b'] }), taking({ enum: ['a'] }), ['safe /properties/book/enum: is never any more: "b"']],
    ['null', taking({ type: 'string' }), taking({ type: ['string', 'null'] }), ['breaking /properties/book/type: may be of a type that it was not']],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after, 'output')).toEqual(changes)
  })
})

describe('a hostile schema', () => {
  const deep = (levels: number, end: Schema): Schema => (levels === 0 ? end : { properties: { a: deep(levels - 1, end) } })

  it.each<[string, Schema, Schema]>([
    ['too deep', deep(80, { type: 'string' }), deep(80, { type: 'integer' })],
    ['too large', { enum: Array.from({ length: 30_000 }, (_, index) => index) }, { enum: [1] }],
  ])('%s is no more than a warning', (_, before, after) => {
    expect(told(before, after, 'input')).toEqual(['warning : has changed, and is too large or too deep to be compared'])
  })

  it('is one of too many when the list has cost enough', () => {
    const [change, ...others] = schemaChanges({ type: 'string' }, { type: ['string', 'null'] }, 'input', new Meter(2))
    expect([change?.grade, others]).toEqual(['warning', []])
  })

  it('ends although it refers to itself everywhere', () => {
    const tangle = (type: string): Schema => ({
      $defs: { A: { anyOf: [{ $ref: '#/$defs/A' }, { $ref: '#/$defs/B' }, { type }] }, B: { allOf: [{ $ref: '#/$defs/A' }, { $ref: '#/$defs/B' }] } },
      $ref: '#/$defs/A',
      properties: { a: { $ref: '#' }, b: { $ref: '#/$defs/B' } },
    })
    expect(told(tangle('string'), tangle('integer'), 'input').length).toBeGreaterThan(0)
  })

  it('ends although its choices multiply', () => {
    const choices = (type: string): Schema => ({
      allOf: Array.from({ length: 12 }, (_, index) => ({
        anyOf: [{ required: [`a${index}`] }, { required: [`b${index}`] }, { properties: { [`c${index}`]: { type } } }],
      })),
    })
    expect(told(choices('string'), choices('integer'), 'input').every((line) => /^(?:warning|breaking)/.test(line))).toBe(true)
  })

  it('odd shapes are told and break nothing', () => {
    const odd: Schema = {
      type: 'colour',
      properties: [],
      required: 'a',
      enum: 3,
      anyOf: {},
      items: 7,
      minimum: '1',
      $ref: 'https://elsewhere.example/x',
      pattern: '(',
    }
    expect(told({}, odd, 'input').length).toBeGreaterThan(0)
    expect(told(odd, {}, 'input').length).toBeGreaterThan(0)
  })
})
