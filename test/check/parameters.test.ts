import { describe, expect, it } from 'vitest'
import { oneTool, toldOf } from './told.ts'

const codes = [
  ...['parameter-bounds-empty', 'parameter-bounds-fractional', 'parameter-enum-refused', 'parameter-enum-duplicate', 'parameter-default-refused'],
  ...['parameter-default-required', 'parameter-example-refused', 'parameter-format-unknown', 'parameter-keyword-idle', 'parameter-items-missing'],
  ...['parameter-properties-missing', 'parameter-required-unknown', 'parameter-known-from-call', 'example-arguments-refused'],
]

async function toldOfParameter(schema: string, name = 'value', further: readonly string[] = []): Promise<readonly string[]> {
  const lines = [`parameters: { ${name}: { description: What the caller says, ${schema} } }`, ...further]
  const request = `request: { method: GET, path: /bikes, query: { value: "{${name}}" } }`
  return (await toldOf(oneTool([...lines, request]), codes)).map(({ code, message, hint }) => `${code}: ${message} = ${hint ?? ''}`)
}

describe('a schema that is sound', () => {
  it.each([
    'type: string',
    'title: Anything',
    "type: string, pattern: '^\\d{5}$', examples: ['10001']",
    'type: string, minLength: 3, maxLength: 3',
    'type: integer, minimum: 5, maximum: 5',
    'type: number, exclusiveMinimum: 0, maximum: 0.5',
    'type: number, minimum: 0.01, maximum: 99.99, multipleOf: 0.01',
    'type: integer, multipleOf: 5, minimum: 1, exclusiveMaximum: 6',
    'type: [integer, "null"], required: false, default: null, enum: [1, 2, null]',
    'type: string, enum: [a, b, null]',
    'enum: [1, one, true, null]',
    'type: boolean, enum: [true], required: false, default: true',
    'type: string, required: false, enum: [yes, no, on, off], default: no',
    'type: string, format: phone, examples: ["+34600111222"]',
    'type: string, format: isbn',
    'type: string, format: iana-time-zone',
    'type: integer, format: int64, examples: [4]',
    'type: string, format: date-time, examples: ["2026-11-25T09:00:00+01:00"]',
    'type: string, format: email, examples: ["Ana.Gomez+bikes@mail.example"], required: false, default: ana@mail.example',
    "type: string, pattern: '^(?!x)[^0-9]+$', examples: [Ana María]",
    'type: [string, integer], minLength: 2, minimum: 10',
    'minLength: 2, minimum: 10',
    'type: array, items: { type: string }, minItems: 1, maxItems: 3, uniqueItems: true, examples: [[a, b]]',
    'type: array, prefixItems: [{ type: string }]',
    'type: object, additionalProperties: true',
    'type: object, properties: { city: { type: string } }, required: [city]',
    'type: object, properties: {}, minProperties: 0',
    'anyOf: [{ type: string, minLength: 3 }, { type: "null" }], required: false, default: abc',
    'type: string, anyOf: [{ minLength: 3 }, { pattern: x }], examples: [abc]',
    'not: { type: string, minimum: 3 }',
    'type: string, minLength: 2, maxLength: 2, examples: ["🚲🚲"]',
  ])('%s', async (schema) => expect(await toldOfParameter(schema)).toEqual([]))
})

describe('a schema that contradicts itself is told once', () => {
  it.each<[schema: string, code: string, words: string]>([
    ['type: integer, minimum: 10, maximum: 5', 'parameter-bounds-empty', 'minimum 10 and maximum 5 leave nothing'],
    ['type: number, exclusiveMinimum: 5, maximum: 5', 'parameter-bounds-empty', 'exclusiveMinimum 5 and maximum 5'],
    ['type: number, minimum: 5, exclusiveMaximum: 5', 'parameter-bounds-empty', 'minimum 5 and exclusiveMaximum 5'],
    ['type: integer, minimum: 1.2, maximum: 1.8', 'parameter-bounds-empty', 'no whole number fits'],
    ['type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2', 'parameter-bounds-empty', 'no whole number fits'],
    ['type: string, minLength: 9, maxLength: 5, examples: [abc]', 'parameter-bounds-empty', 'no text fits'],
    ['type: array, items: { type: string }, minItems: 4, maxItems: 1', 'parameter-bounds-empty', 'no list fits'],
    ['type: object, additionalProperties: true, minProperties: 4, maxProperties: 1', 'parameter-bounds-empty', 'no mapping fits'],
    ['type: object, properties: { n: { minimum: 2, maximum: 1 } }', 'parameter-bounds-empty', '"n" of parameter "value"'],
    ['type: array, items: { type: string, minLength: 2, maxLength: 1 }', 'parameter-bounds-empty', '"items" of parameter "value"'],
    ['type: integer, minimum: 0.01', 'parameter-bounds-fractional', 'minimum 0.01 of parameter "value" has a fraction'],
    ['type: integer, multipleOf: 0.5', 'parameter-bounds-fractional', 'multipleOf 0.5'],
    [
      'type: string, enum: [1, 2, 3], examples: ["1"]',
      'parameter-enum-refused',
      'no value in enum of parameter "value" fits: 1 is not of type string',
    ],
    ['type: string, enum: [a, true]', 'parameter-enum-refused', 'put it in quotes: "true"'],
    ['type: integer, enum: ["1", "2"]', 'parameter-enum-refused', 'take the quotes away: 1'],
    ['type: integer, enum: [one, two]', 'parameter-enum-refused', 'write type: string'],
    ['type: boolean, enum: ["true", "false"]', 'parameter-enum-refused', 'take the quotes away: true'],
    ['type: integer, maximum: 10, enum: [5, 10, 50]', 'parameter-enum-refused', '50 in enum of parameter "value" is above 10'],
    ["type: string, pattern: '^[a-z]+$', enum: [low, High]", 'parameter-enum-refused', '"High" in enum'],
    ['type: string, const: 5', 'parameter-enum-refused', '5 in const of parameter "value" is not of type string'],
    ['type: string, enum: [null]', 'parameter-enum-refused', 'null is not of type string'],
    ['type: string, enum: [a, b, a]', 'parameter-enum-duplicate', 'lists "a" twice'],
    ['type: integer, required: false, default: "5"', 'parameter-default-refused', 'default "5" of parameter "value" is not of type integer'],
    ['type: string, enum: [es, ca], required: false, default: en', 'parameter-default-refused', 'is not one of "es", "ca"'],
    ['type: number, maximum: 5, required: false, default: 6', 'parameter-default-refused', 'is above 5'],
    ['type: string, default: es', 'parameter-default-required', 'has a default, but must be given'],
    ['type: string, required: true, default: es', 'parameter-default-required', 'must be given'],
    ["type: string, pattern: '^\\d{5}$', examples: ['10001', '1000']", 'parameter-example-refused', 'example "1000" of parameter'],
    ['type: string, examples: [10001]', 'parameter-example-refused', 'example 10001 of parameter "value" is not of type string'],
    ['type: string, format: date, examples: [25/11/2026]', 'parameter-example-refused', 'is no date'],
    ["type: string, pattern: '^(a+)+$', examples: ['ab']", 'parameter-example-refused', 'example "ab"'],
    ['type: object, properties: { n: { type: integer, examples: [many] } }', 'parameter-example-refused', '"n" of parameter "value"'],
    ['type: string, format: datetime', 'parameter-format-unknown', 'did you mean "date-time"?'],
    ['type: string, format: e-mail', 'parameter-format-unknown', 'did you mean "email"?'],
    ['type: string, format: url', 'parameter-format-unknown', 'did you mean "uri"?'],
    ['type: string, format: uudi', 'parameter-format-unknown', 'did you mean "uuid"?'],
    ["type: integer, pattern: '^\\d{5}$', examples: ['10001']", 'parameter-keyword-idle', 'pattern of parameter "value" is for texts'],
    ['type: string, minimum: 1, maximum: 5', 'parameter-keyword-idle', 'minimum and maximum of parameter "value" are for numbers'],
    ['type: string, minimum: 1', 'parameter-keyword-idle', 'write type: number, or minLength'],
    ['type: string, items: { type: string }', 'parameter-keyword-idle', 'write type: array, or delete the keyword'],
    ['type: boolean, minLength: 1', 'parameter-keyword-idle', 'its type is boolean'],
    ['type: array, items: { type: string }, minLength: 1', 'parameter-keyword-idle', 'for texts, but its type is array'],
    ['type: array', 'parameter-items-missing', 'does not say of what'],
    ['type: object, properties: { tags: { type: array } }', 'parameter-items-missing', '"tags" of parameter "value"'],
    ['type: object', 'parameter-properties-missing', 'does not say which keys'],
    ['type: array, items: { type: object }', 'parameter-properties-missing', '"items" of parameter "value"'],
    ['type: object, properties: { city: { type: string } }, required: [town]', 'parameter-required-unknown', 'requires key "town"'],
  ])('%s', async (schema, code, words) => {
    const all = await toldOfParameter(schema)
    expect(all).toEqual([expect.stringContaining(words)])
    expect(all[0]).toMatch(new RegExp(`^${code}: `))
  })

  it.each(['type: integer, minimum: 6, maximum: 1', 'type: string, enum: [1, 2]'])(
    'an example of the tool adds nothing to it: %s',
    async (schema) => {
      const all = await toldOfParameter(schema, 'value', ['examples: [{ name: the usual one, arguments: { value: 2 } }]'])
      expect(all).toHaveLength(1)
      expect(all[0]).not.toMatch(/^example-arguments-refused/)
    },
  )

  it('an example of the tool that is refused for the same reason is enough', async () => {
    const all = await toldOfParameter("type: string, pattern: '^\\d{4}$', examples: ['10001']", 'value', [
      'examples: [{ name: the usual one, arguments: { value: "10001" } }]',
    ])
    expect(all).toEqual([expect.stringMatching(/^example-arguments-refused: /)])
  })
})

describe('a parameter for what the call knows', () => {
  it.each(['user_phone_number', 'current_time'])('%s', async (name) => {
    expect(await toldOfParameter('type: string', name)).toEqual([expect.stringMatching(/^parameter-known-from-call: /)])
  })
  it.each(['agent_name', 'phone_number', 'callback_number', 'time', 'current_time_zone'])('%s may be something else', async (name) => {
    expect(await toldOfParameter('type: string', name)).toEqual([])
  })
})
