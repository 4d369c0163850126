import { expect, test } from 'vitest'
import { parameterHeaders, scanHeaders } from '../../src/node/mcp-parameter-headers.ts'

const marked = (header: unknown, type: unknown = 'string') => ({ type, 'x-mcp-header': header })
const schema = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ type: 'object', properties, ...more })

test.each<[string, unknown, { path: string[]; header: string }[]]>([
  ['nothing', schema({ shop: { type: 'string' } }), []],
  ['a property', schema({ shop: marked('Shop') }), [{ path: ['shop'], header: 'Shop' }]],
  ['a property of a property', schema({ shop: schema({ city: marked('City') }) }), [{ path: ['shop', 'city'], header: 'City' }]],
  [
    'a property that is called like a keyword',
    schema({ items: marked('Items'), 'x-mcp-header': marked('Own') }),
    [
      { path: ['items'], header: 'Items' },
      { path: ['x-mcp-header'], header: 'Own' },
    ],
  ],
  ['data that only looks like a schema', schema({ shop: { type: 'object', default: marked('Shop'), enum: [marked('Shop')] } }), []],
  ['something that is no schema', 7, []],
])('finds %s', (_what, inputSchema, parameters) => {
  expect(scanHeaders(inputSchema)).toEqual({ ok: true, parameters })
})

test.each<[string, unknown]>([
  ['the root', { ...schema({}), 'x-mcp-header': 'Root' }],
  ['an item', schema({ shops: { type: 'array', items: marked('Shop') } })],
  ['an alternative', schema({ shop: { anyOf: [marked('Shop')] } })],
  ['a definition', schema({}, { $defs: { shop: marked('Shop') } })],
  ['an additional property', schema({}, { additionalProperties: marked('Shop') })],
  ['a number', schema({ price: marked('Price', 'number') })],
  ['several types', schema({ shop: marked('Shop', ['string', 'null']) })],
  ['an object', schema({ shop: marked('Shop', 'object') })],
  ['an empty header', schema({ shop: marked('') })],
  ['a header with a space', schema({ shop: marked('Bike Shop') })],
  ['a header with a line break', schema({ shop: marked('Shop\r\nx') })],
  ['a header that is no text', schema({ shop: marked(true) })],
  ['a header twice', schema({ shop: marked('Shop'), other: marked('SHOP') })],
])('refuses a tool that marks %s', (_what, inputSchema) => {
  expect(scanHeaders(inputSchema)).toMatchObject({ ok: false })
})

test.each<[unknown, string | undefined]>([
  ['north', 'north'],
  ['north side', 'north side'],
  ['', '=?base64??='],
  [' north', '=?base64?IG5vcnRo?='],
  ['Łódź', '=?base64?xYHDs2TFug==?='],
  ['a\r\nb', '=?base64?YQ0KYg==?='],
  ['=?base64?YQ==?=', '=?base64?PT9iYXNlNjQ/WVE9PT89?='],
  [7, '7'],
  [-7, '-7'],
  [true, 'true'],
  [false, 'false'],
  [null, undefined],
  [undefined, undefined],
  [1.5, undefined],
  [2 ** 60, undefined],
  [['north'], undefined],
])('writes %j as %j', (shop, header) => {
  expect(parameterHeaders([{ path: ['shop'], header: 'Shop' }], { shop })).toEqual(header === undefined ? {} : { 'Mcp-Param-Shop': header })
})

test('reaches into objects, and only into what is really there', () => {
  const city = [{ path: ['shop', 'city'], header: 'City' }]
  expect(parameterHeaders(city, { shop: { city: 'Oslo' } })).toEqual({ 'Mcp-Param-City': 'Oslo' })
  expect(parameterHeaders(city, { shop: 'Oslo' })).toEqual({})
  expect(parameterHeaders([{ path: ['toString', 'name'], header: 'X' }], {})).toEqual({})
})
