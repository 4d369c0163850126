import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dialect, shapeInputSchema } from '../../src/bundle/input-schema.ts'
import type { JsonObject } from '../../src/json/schema.ts'
import { isSchema2020, judgeOf } from './schemas.ts'

const strictest: Dialect = {
  rootRefuses: ['anyOf', 'oneOf'],
  propertyKeys: { pattern: /^[a-z_]{1,8}$/, rule: 'a to z' },
  drops: { $schema: 'not read', 'x-mcp-header': 'not ours' },
  examples: 'description',
  wantsWhole: true,
}
const widest: Dialect = { rootRefuses: [], propertyKeys: undefined, drops: {}, examples: 'keep', wantsWhole: false }

const draft07 = 'http://json-schema.org/draft-07/schema#'
const said = (schema: JsonObject, dialect: Dialect): readonly string[] =>
  shapeInputSchema(schema, dialect).remarks.map(({ weight, said: { steps, message } }) => `${weight} /${steps.join('/')}: ${message}`)

describe('what is refused', () => {
  it.each<[string, JsonObject, string]>([
    ['a root without a type', { properties: {} }, '/type: the input schema is not of type "object" at its root'],
    ['a root of several types', { type: ['object', 'null'] }, '/type: the input schema is not of type "object" at its root'],
    ['a union at the root', { type: 'object', anyOf: [{ required: ['a'] }] }, '/anyOf: "anyOf" at the root of the input schema is refused'],
    [
      'a key that the API refuses',
      { type: 'object', properties: { 'filter[id]': {} } },
      '/properties/filter[id]: the argument name "filter[id]" is refused: a to z',
    ],
    [
      'a draft-04 bound',
      { type: 'object', properties: { a: { minimum: 0, exclusiveMinimum: true } } },
      '/properties/a/exclusiveMinimum: the input schema cannot be used: "exclusiveMinimum" has a value that JSON Schema 2020-12 does not know',
    ],
    [
      'a type that is none',
      { type: 'object', properties: { a: { type: 'text' } } },
      '/properties/a/type: the input schema cannot be used: "type" has a value that JSON Schema 2020-12 does not know',
    ],
    [
      'required as a truth value',
      { type: 'object', properties: { a: { required: true } } },
      '/properties/a/required: the input schema cannot be used: "required" has a value that JSON Schema 2020-12 does not know',
    ],
    [
      'properties in a list',
      { type: 'object', properties: [] },
      '/properties: the input schema cannot be used: "properties" has a value that JSON Schema 2020-12 does not know',
    ],
    [
      'a reference to the network',
      { type: 'object', properties: { a: { $ref: 'https://evil.example/s.json' } } },
      '/properties/a/$ref: the input schema cannot be used: "$ref" leads out of the schema or nowhere',
    ],
    [
      'a reference to nothing',
      { type: 'object', properties: { a: { $ref: '#/$defs/b' } } },
      '/properties/a/$ref: the input schema cannot be used: "$ref" leads out of the schema or nowhere',
    ],
  ])('%s', (_, schema, message) => {
    expect(said(schema, strictest).filter((line) => line.startsWith('refused'))).toEqual([`refused ${message}`])
  })

  it.each<[string, JsonObject]>([
    ['a nested union', { type: 'object', properties: { a: { anyOf: [{ type: 'string' }] } } }],
    ['a nested key of any kind', { type: 'object', properties: { a: { type: 'object', properties: { 'x y': {} } } } }],
    ['a property that is called like a keyword', { type: 'object', properties: { type: {}, anyof: {}, items: {} } }],
    [
      'data that looks like a schema',
      { type: 'object', properties: { a: { const: { type: 'text' }, enum: [{ $ref: 'x' }], default: { required: true } } } },
    ],
    ['a reference within', { type: 'object', properties: { a: { $ref: '#/$defs/a~1b%20c' } }, $defs: { 'a/b c': { $anchor: 'x' } } }],
    ['a reference to an anchor', { type: 'object', properties: { a: { $ref: '#x' }, b: { $ref: '#' } }, $defs: { c: { $anchor: 'x' } } }],
  ])('but not %s', (_, schema) => {
    expect(said(schema, strictest).filter((line) => line.startsWith('refused'))).toEqual([])
  })
})

describe('what is written otherwise', () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      'draft declarations go',
      { $schema: draft07, type: 'object', properties: {} },
      { type: 'object', properties: {} },
      ['equal /$schema: "$schema" is left out: not read'],
    ],
    [
      'objects and arrays are made whole',
      { type: 'object', properties: { a: { type: ['array', 'null'] } } },
      { type: 'object', properties: { a: { type: ['array', 'null'], items: {} } } },
      ['equal /properties/a/type: an array without items gets items of any kind'],
    ],
    [
      'truth values become objects',
      { type: 'object', properties: { a: true, b: false } },
      { type: 'object', properties: { a: {}, b: { not: {} } } },
      ['equal /properties: a property schema of true or false is written as an object'],
    ],
    [
      'tuples are of today',
      { type: 'object', properties: { a: { items: [{ type: 'string' }], additionalItems: false } } },
      { type: 'object', properties: { a: { prefixItems: [{ type: 'string' }], items: false } } },
      ['equal /properties/a/items: a draft-07 tuple is written with "prefixItems"'],
    ],
    [
      'examples become words',
      { type: 'object', properties: { a: { description: 'A size', examples: ['S', 42] } } },
      { type: 'object', properties: { a: { description: 'A size. For example: "S", 42.' } } },
      ['changed /properties/a/examples: example values go into the description'],
    ],
    [
      'no examples, no words',
      { type: 'object', properties: { a: { examples: [] } } },
      { type: 'object', properties: { a: {} } },
      ['changed /properties/a/examples: example values go into the description'],
    ],
  ])('%s', (_, schema, shaped, remarks) => {
    expect(shapeInputSchema(schema, strictest).schema).toEqual(shaped)
    expect(said(schema, strictest)).toEqual(remarks)
  })

  it('leaves a schema alone that a target takes as it is', () => {
    const schema = { type: 'object', properties: { a: { type: 'object', examples: [{}] } } }
    expect(shapeInputSchema(schema, widest)).toEqual({ schema, remarks: [] })
  })

  it('drops what draft-07 ignores beside a reference', () => {
    const schema = {
      $schema: draft07,
      type: 'object',
      properties: { a: { $ref: '#/definitions/b', minLength: 9, description: 'A' } },
      definitions: { b: { type: 'string' } },
    }
    expect(shapeInputSchema(schema, strictest).schema['properties']).toEqual({ a: { $ref: '#/definitions/b', description: 'A' } })
  })

  it('keeps a key called __proto__ a key', () => {
    const schema: JsonObject = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"object"}}}')
    expect(JSON.stringify(shapeInputSchema(schema, { ...strictest, propertyKeys: undefined }).schema)).toBe(
      '{"type":"object","properties":{"__proto__":{"type":"object","properties":{}}}}',
    )
  })
})

describe('whatever a server sends', () => {
  const leaf = fc.oneof(
    fc.constant<unknown>(true),
    fc.record({ type: fc.constantFrom('string', 'integer', 'array', 'object') }),
    fc.record({
      items: fc.array(fc.record({ type: fc.constantFrom('string', 'number') }), { minLength: 1, maxLength: 2 }),
      additionalItems: fc.boolean(),
    }),
    fc.record({ enum: fc.uniqueArray(fc.oneof(fc.string(), fc.integer()), { minLength: 1 }), examples: fc.array(fc.string()) }),
    fc.record({ dependencies: fc.constant({ a: ['b'], b: { required: ['c'] } }), type: fc.constant('object') }),
  )
  const schemas = fc.record({
    $schema: fc.constant(draft07),
    type: fc.constant('object'),
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), leaf),
    additionalProperties: fc.boolean(),
  })

  it('is accepted exactly where the shaped schema accepts', () => {
    const values = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.oneof(fc.jsonValue(), fc.array(fc.constantFrom('x', 1)), fc.constant({ a: 1 }), fc.constant({ a: 1, b: 2, c: 3 })),
    )
    fc.assert(
      fc.property(schemas, fc.array(values, { maxLength: 6 }), (schema, samples) => {
        const { schema: shaped } = shapeInputSchema(schema, strictest)
        if (!isSchema2020(shaped)) return false
        const [before, after] = [judgeOf(schema), judgeOf(shaped)]
        return samples.every((sample) => (before(sample).length === 0) === (after(sample).length === 0))
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  it('never throws, and what passes is a schema', () => {
    const junk = fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom('a', 'items', '$ref'), fc.jsonValue()),
        items: fc.jsonValue(),
        required: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(junk, (schema) => {
        const { schema: shaped, remarks } = shapeInputSchema(schema, widest)
        return remarks.some(({ weight }) => weight === 'refused') || isSchema2020(shaped)
      }),
      { numRuns: 100, seed: 7 },
    )
  })
})
