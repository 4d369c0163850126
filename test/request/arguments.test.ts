import { describe, expect, it } from 'vitest'
import { checkArguments, readArguments } from '../../src/request/arguments.ts'
import type { Span } from '../../src/diagnostic/diagnostic.ts'

const schema = {
  type: 'object',
  properties: {
    order_id: { type: 'string', pattern: '^\\d{5}$' },
    amount: { type: 'number', exclusiveMinimum: 0 },
    nights: { type: 'integer', minimum: 1 },
    gift: { type: 'boolean' },
    note: { type: ['string', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
    rooms: { type: 'array', items: { type: 'integer' } },
    address: {
      type: 'object',
      properties: { city: { type: 'string' }, floor: { type: 'integer' }, at: { type: 'object', properties: { north: { type: 'number' } } } },
    },
    anything: {},
    // An optional of the most used MCP server library.
    guests: { anyOf: [{ type: 'integer' }, { type: 'null' }], default: null },
  },
}

const read = (...words: string[]): unknown => {
  const done = readArguments(words, {}, schema)
  return done.ok ? done.value : done.trouble
}

describe('a plain value takes the type that its parameter asks for', () => {
  it.each<[readonly string[], unknown]>([
    [[], {}],
    [['order_id=10442'], { order_id: '10442' }],
    [['order_id='], { order_id: '' }],
    [['order_id=a=b:c'], { order_id: 'a=b:c' }],
    [['order_id= 1 '], { order_id: ' 1 ' }],
    [['order_id=first\nsecond'], { order_id: 'first\nsecond' }],
    [['amount=20'], { amount: 20 }],
    [['amount=-1.5e2'], { amount: -150 }],
    [['amount=free'], { amount: 'free' }],
    [['amount='], { amount: '' }],
    [['amount=NaN'], { amount: 'NaN' }],
    [['amount=Infinity'], { amount: 'Infinity' }],
    [['nights=2'], { nights: 2 }],
    [['nights=2.5'], { nights: 2.5 }],
    [['gift=true'], { gift: true }],
    [['gift=yes'], { gift: 'yes' }],
    [['note=null'], { note: null }],
    [['note=nothing'], { note: 'nothing' }],
    [['anything=7'], { anything: '7' }],
    [['unknown=7'], { unknown: '7' }],
    [['guests=2'], { guests: 2 }],
    [['guests=null'], { guests: null }],
  ])('%j', (words, expected) => {
    expect(read(...words)).toEqual(expected)
  })
})

describe('lists and mappings', () => {
  it.each<[readonly string[], unknown]>([
    [['tags=a'], { tags: ['a'] }],
    [['tags=a', 'tags=b'], { tags: ['a', 'b'] }],
    [['tags=["a","b"]'], { tags: ['a', 'b'] }],
    [['tags=[a'], { tags: ['[a'] }],
    [['rooms=1', 'rooms=2'], { rooms: [1, 2] }],
    [['address.city=Soria'], { address: { city: 'Soria' } }],
    [['address.city=Soria', 'address.floor=3', 'address.at.north=41.7'], { address: { city: 'Soria', floor: 3, at: { north: 41.7 } } }],
    [['address={"city":"Soria"}', 'address.floor=3'], { address: { city: 'Soria', floor: 3 } }],
    [['address={city'], { address: '{city' }],
  ])('%j', (words, expected) => {
    expect(read(...words)).toEqual(expected)
  })
})

it('what is no list is given once, and only decimal numbers are numbers', () => {
  expect(read('amount=5', 'amount=6')).toBe('"amount" is given twice')
  expect(read('amount=0x10')).toEqual({ amount: '0x10' })
  expect(read('amount=-1.5e2')).toEqual({ amount: -150 })
})

describe(':= takes JSON, whatever the parameter asks for', () => {
  it.each<[string, unknown]>([
    ['order_id:=10442', { order_id: 10442 }],
    ['order_id:="10442"', { order_id: '10442' }],
    ['gift:=false', { gift: false }],
    ['tags:=["a"]', { tags: ['a'] }],
    ['tags:=[]', { tags: [] }],
    ['anything:={"a":[1,null]}', { anything: { a: [1, null] } }],
    ['address.floor:=3', { address: { floor: 3 } }],
  ])('%s', (word, expected) => {
    expect(read(word)).toEqual(expected)
  })
})

it.each<[string, string]>([
  ['amount', '"amount" is no argument; write key=value or key:=json'],
  ['=20', '"=20" is no argument; write key=value or key:=json'],
  ['amount:20', '"amount:20" is no argument; write key=value or key:=json'],
  ['amount:={', 'the value of "amount" is no JSON: {'],
  ['address..city=x', '"address..city" is no name of an argument'],
  ['.city=x', '".city" is no name of an argument'],
  ['__proto__.polluted=x', '"__proto__.polluted" is no name of an argument'],
  ['address.__proto__=x', '"address.__proto__" is no name of an argument'],
])('%s is told as it is', (word, expected) => {
  expect(read(word)).toBe(expected)
})

it('a key below a value that is no mapping is told', () => {
  expect(read('order_id=1', 'order_id.x=2')).toBe('"order_id.x" goes below a value that is no mapping')
})

it('a name that every object has is a name like any other', () => {
  expect(read('constructor.name=x', 'toString=y')).toEqual({ constructor: { name: 'x' }, toString: 'y' })
})

it('a number that cannot be held exactly never becomes another one in silence', () => {
  expect(JSON.stringify(read('nights=12345678901234567890'))).toContain('12345678901234567890')
})

it('words go on top of a base, which stays as it is', () => {
  const base = { amount: 1, address: { city: 'Soria', floor: 1 }, tags: ['a'] }
  const done = readArguments(['amount=2', 'address.floor=3', 'tags=b'], base, schema)
  expect(done).toEqual({ ok: true, value: { amount: 2, address: { city: 'Soria', floor: 3 }, tags: ['a', 'b'] } })
  expect(base).toEqual({ amount: 1, address: { city: 'Soria', floor: 1 }, tags: ['a'] })
})

describe('arguments are judged by the schema of the tool', () => {
  const file = { path: 'integrations/hotel.yaml', text: 'book_room arrival nights address' }
  const spanOf = (word: string): Span => ({ file, start: file.text.indexOf(word), end: file.text.indexOf(word) + word.length })
  const places = { tool: 'book_room', whole: () => spanOf('book_room'), parameter: spanOf }
  const closed = {
    type: 'object',
    properties: {
      arrival: { type: 'string', format: 'date' },
      nights: { type: 'integer', minimum: 1 },
      address: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
    required: ['arrival', 'nights'],
    additionalProperties: false,
  }
  const told = (value: Readonly<Record<string, unknown>>, by: Readonly<Record<string, unknown>> = closed): readonly string[] =>
    checkArguments(by, value, places).map(({ code, span }) => `${code} at ${span?.file.text.slice(span.start, span.end)}`)

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['what fits is silent', { arrival: '2026-12-01', nights: 2 }, []],
    ['what is missing is told at its parameter', { nights: 2 }, ['request-argument-missing at arrival']],
    ['all that is missing is told', {}, ['request-argument-missing at arrival', 'request-argument-missing at nights']],
    ['what is not known is told once, at the tool', { arrival: '2026-12-01', nights: 2, guests: 2 }, ['request-argument-unknown at book_room']],
    [
      'a misspelt name is told from both sides',
      { arival: '2026-12-01', nights: 2 },
      ['request-argument-unknown at book_room', 'request-argument-missing at arrival'],
    ],
    ['a wrong type is told at its parameter', { arrival: '2026-12-01', nights: 'two' }, ['request-argument-refused at nights']],
    ['a value out of bounds is told at its parameter', { arrival: '2026-12-01', nights: 0 }, ['request-argument-refused at nights']],
    ['a text that is no date is told', { arrival: 'tomorrow', nights: 2 }, ['request-argument-refused at arrival']],
    [
      'what is wrong further down is told at its parameter',
      { arrival: '2026-12-01', nights: 2, address: { city: 7 } },
      ['request-argument-refused at address'],
    ],
    [
      'what is missing further down is told at its parameter',
      { arrival: '2026-12-01', nights: 2, address: {} },
      ['request-argument-refused at address'],
    ],
    ['several troubles are told together', { arrival: 7, nights: 0 }, ['request-argument-refused at arrival', 'request-argument-refused at nights']],
  ])('%s', (_, value, expected) => {
    expect(told(value)).toEqual(expected)
  })

  it('a server may leave its schema open', () => {
    expect(told({ guests: 2 }, { type: 'object', properties: {} })).toEqual([])
  })

  it.each([{ $ref: '#/$defs/nowhere' }, { properties: { arrival: { type: 'string', pattern: '(' } } }])(
    'a schema that cannot be used is told, not thrown: %j',
    (by) => {
      expect(told({ arrival: 'x' }, by)).toEqual(['request-argument-refused at book_room'])
    },
  )
})

describe('what a schema says elsewhere', () => {
  const booking = {
    type: 'object',
    $defs: {
      count: { type: 'integer', minimum: 1 },
      party: { type: 'object', properties: { size: { $ref: '#/$defs/count' } }, required: ['size'], additionalProperties: false },
      loop: { $ref: '#/$defs/loop' },
      lists: { type: 'array', items: { $ref: '#/$defs/lists' } },
      self: { anyOf: [{ $ref: '#/$defs/self' }, { type: 'boolean' }] },
    },
    properties: {
      party: { $ref: '#/$defs/party' },
      nights: { allOf: [{ $ref: '#/$defs/count' }, { maximum: 14 }] },
      day: { oneOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] },
      loop: { $ref: '#/$defs/loop' },
      lists: { $ref: '#/$defs/lists' },
      self: { $ref: '#/$defs/self' },
    },
  }
  const span = {} as Span
  const judged = (value: Record<string, unknown>): readonly string[] =>
    checkArguments(booking, value, { tool: 'book_table', whole: () => span, parameter: () => span }).map(({ message }) => message)

  it.each<[readonly string[], unknown]>([
    [['party.size=4'], { party: { size: 4 } }],
    [['nights=2'], { nights: 2 }],
    [['loop=2'], { loop: '2' }],
    [['lists=2'], { lists: ['2'] }],
    [['self=true'], { self: true }],
  ])('gives a plain value its type: %j', (words, expected) => {
    expect(readArguments(words, {}, booking)).toEqual({ ok: true, value: expected })
  })

  it.each<[Record<string, unknown>, readonly string[]]>([
    [{ party: { size: 2 }, nights: 3, day: '2026-12-24' }, []],
    [{ party: { size: 0 } }, ['argument "party.size": 0 is below 1']],
    [{ party: {} }, ['argument "party": {} lacks "size"']],
    [{ party: { size: 2, kids: 1 } }, ['argument "party.kids": 1 is not expected here']],
    [{ nights: 15 }, ['argument "nights": 15 is above 14']],
    [{ day: 'soon' }, ['argument "day": "soon" is no date']],
    [{ day: false }, ['argument "day": false is not of type string or integer']],
  ])('is held against %j', (value, messages) => {
    expect(judged(value)).toEqual(messages)
  })

  it.each<[Record<string, unknown>, readonly string[]]>([
    [{ allOf: [{ required: ['day'] }] }, ['what is given lacks "day"']],
    [{ anyOf: [{ required: ['day'] }, { type: 'null' }] }, ['what is given lacks "day"']],
    [
      { anyOf: [{ required: ['day'] }, { required: ['week'] }] },
      ['what is given fits none of the allowed forms: it lacks "day"; or it lacks "week"'],
    ],
    [{ if: { required: ['name'] }, then: { required: ['day'] } }, ['what is given lacks "day"']],
    [{ not: { required: ['name'] } }, ['what is given has a form that it must not have']],
    [{ required: ['day'] }, ['argument "day" of tool "book_table" is missing']],
    [{ required: ['day'], allOf: [{ required: ['day'] }] }, ['argument "day" of tool "book_table" is missing']],
  ])('of the arguments as a whole: %j', (whole, messages) => {
    const places = { tool: 'book_table', whole: () => span, parameter: () => span }
    expect(checkArguments({ type: 'object', ...whole }, { name: 'Ana' }, places).map(({ message }) => message)).toEqual(messages)
  })

  it('that cannot be used is told as that, once', () => {
    expect(judged({ loop: 1 })).toEqual([
      'the arguments cannot be checked: the schema cannot be used: it refers to itself without end, or is too deep or too large',
    ])
  })
})

describe('a name below a parameter that declares others', () => {
  it('is told, with the one that was meant', () => {
    expect(read('address.cty=Soria')).toBe(`"cty" is not declared below "address"; did you mean "city"? (or address:='{...}' sends it all the same)`)
    expect(read('address.at.z=1')).toBe(`"z" is not declared below "address.at"; known: north (or address.at:='{...}' sends it all the same)`)
  })

  it('is taken where more names are allowed, and as JSON', () => {
    const open = { type: 'object', properties: { extra: { type: 'object', properties: { a: {} }, additionalProperties: { type: 'integer' } } } }
    expect(readArguments(['extra.b=1'], {}, open)).toMatchObject({ ok: true })
    expect(read('anything.b=1')).toEqual({ anything: { b: '1' } })
    expect(read('address:={"cty": 1}')).toEqual({ address: { cty: 1 } })
  })
})
