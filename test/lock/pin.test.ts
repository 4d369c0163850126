import { describe, expect, it } from 'vitest'
import { lockedTool } from '../../src/lock/pin.ts'
import { type Definition, pinned, renewLoan, searchBooks, sha256 } from './library.ts'

const digests = (definition: Definition): { definition: string; contract: string } => {
  const { definitionDigest, contractDigest } = lockedTool(definition, sha256)
  return { definition: definitionDigest, contract: contractDigest }
}
const tool = (inputSchema: unknown, rest: Definition = {}): Definition => ({ ...searchBooks, inputSchema, ...rest })

it('a digest is SHA-256 over the RFC 8785 form of the definition', () => {
  const { definitionDigest } = lockedTool({ name: 'b', inputSchema: { type: 'object', a: 1.0 }, description: 'é' }, sha256)
  expect(definitionDigest).toBe(`sha256:${sha256('{"description":"é","inputSchema":{"a":1,"type":"object"},"name":"b"}')}`)
})

it('tools are sorted by name, code unit by code unit', () => {
  const named = (name: string): Definition => ({ name, inputSchema: { type: 'object' } })
  expect(pinned(['b', 'a_2', 'a', 'B', 'a-2', 'é'].map(named)).tools.map(({ name }) => name)).toEqual(['B', 'a', 'a-2', 'a_2', 'b', 'é'])
})

it('the list digest covers every tool, whatever their order', () => {
  const both = pinned([searchBooks, renewLoan])
  expect(pinned([renewLoan, searchBooks]).listDigest).toBe(both.listDigest)
  expect(pinned([searchBooks]).listDigest).not.toBe(both.listDigest)
  expect(pinned([searchBooks, { ...renewLoan, description: 'Renews it.' }]).listDigest).not.toBe(both.listDigest)
})

it('what a server puts in the place of a name is pinned, and breaks nothing', () => {
  const required = [{ toString: null }, 'b', 'a']
  expect(lockedTool(tool({ type: 'object', required }), sha256).definition['inputSchema']).toEqual({ type: 'object', required })
  expect(lockedTool({ name: { toString: null } }, sha256).name).toBe('')
})

describe('is no change', () => {
  it.each<[string, Definition, Definition]>([
    [
      'the order of keys',
      tool({ type: 'object', properties: { a: {}, b: {} } }),
      { inputSchema: { properties: { b: {}, a: {} }, type: 'object' }, description: 'Finds books by title.', name: 'search_books' },
    ],
    ['the order of `required`', tool({ required: ['a', 'b'] }), tool({ required: ['b', 'a'] })],
    [
      'the order of `required` further down',
      tool({ properties: { x: { items: [{ required: ['a', 'b'] }] } } }),
      tool({ properties: { x: { items: [{ required: ['b', 'a'] }] } } }),
    ],
    [
      'the order of `required` in what comes out',
      tool({}, { outputSchema: { required: ['a', 'b'] } }),
      tool({}, { outputSchema: { required: ['b', 'a'] } }),
    ],
    [
      "the protocol's own keys in _meta",
      tool({}),
      tool({}, { _meta: { 'io.modelcontextprotocol/serverInfo': { version: '2' }, 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } }),
    ],
    [
      "the protocol's own keys beside others",
      tool({}, { _meta: { rank: 1 } }),
      tool({}, { _meta: { rank: 1, 'io.modelcontextprotocol/clientInfo': {} } }),
    ],
  ])('%s', (_, before, after) => {
    expect(digests(after)).toEqual(digests(before))
  })
})

describe('is a change of the definition, but not of the contract', () => {
  it.each<[string, Definition, Definition]>([
    ['the description', tool({}), tool({}, { description: 'Finds all books.' })],
    ['the title', tool({}), tool({}, { title: 'Search' })],
    [
      'words in the schema',
      tool({ properties: { a: {} } }),
      tool({ description: 'x', properties: { a: { title: 'A', description: 'y', examples: [1], $comment: 'z' } } }),
    ],
    ['words in a shared schema', tool({ $defs: { a: {} } }), tool({ $defs: { a: { description: 'x' } } })],
    ['words in a branch', tool({ anyOf: [{ type: 'string' }] }), tool({ anyOf: [{ type: 'string', description: 'x' }] })],
    ['a field that nobody knows', tool({}), tool({}, { vendor: { rank: 1 } })],
    ['a key of an extension, though it has the prefix of the protocol', tool({}), tool({}, { _meta: { 'io.modelcontextprotocol/ui': 'x' } })],
  ])('%s', (_, before, after) => {
    expect(digests(after).definition).not.toBe(digests(before).definition)
    expect(digests(after).contract).toBe(digests(before).contract)
  })
})

describe('is a change of the contract', () => {
  it.each<[string, Definition, Definition]>([
    ['the name', tool({}), { ...tool({}), name: 'find_books' }],
    ['a new parameter', tool({ properties: {} }), tool({ properties: { a: {} } })],
    ['a new required parameter', tool({ required: ['a'] }), tool({ required: ['a', 'b'] })],
    ['a narrower type', tool({ properties: { a: { type: ['string', 'null'] } } }), tool({ properties: { a: { type: 'string' } } })],
    ['another default', tool({ properties: { a: { default: 1 } } }), tool({ properties: { a: { default: 2 } } })],
    ['fewer values', tool({ properties: { a: { enum: ['x', 'y'] } } }), tool({ properties: { a: { enum: ['x'] } } })],
    [
      'a parameter that is called description',
      tool({ properties: { description: { type: 'string' } } }),
      tool({ properties: { description: { type: 'number' } } }),
    ],
    ['a parameter that is called title, left out', tool({ properties: { title: {} } }), tool({ properties: {} })],
    [
      'data that looks like words of a schema',
      tool({ properties: { a: { default: { title: 'x' } } } }),
      tool({ properties: { a: { default: { title: 'y' } } } }),
    ],
    [
      'the order of data that is called required',
      tool({ properties: { a: { const: { required: ['x', 'y'] } } } }),
      tool({ properties: { a: { const: { required: ['y', 'x'] } } } }),
    ],
    ['what comes out', tool({}), tool({}, { outputSchema: { type: 'object' } })],
    ['a parameter that is called __proto__', tool({ properties: {} }), tool({ properties: JSON.parse('{"__proto__":{"type":"string"}}') })],
  ])('%s', (_, before, after) => {
    expect(digests(after).definition).not.toBe(digests(before).definition)
    expect(digests(after).contract).not.toBe(digests(before).contract)
  })
})

it('every field of a definition is kept, but for what the protocol adds to each answer', () => {
  const raw = tool(
    {
      type: 'object',
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { required: { type: 'array' } },
      'x-order': ['b', 'a'],
      required: ['b', 'a'],
    },
    {
      title: 'Search',
      annotations: { readOnlyHint: true },
      execution: { taskSupport: 'forbidden' },
      icons: [],
      vendor: null,
      _meta: { rank: 1, 'io.modelcontextprotocol/clientInfo': {} },
    },
  )
  expect(lockedTool(raw, sha256).definition).toEqual({
    ...raw,
    inputSchema: {
      type: 'object',
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { required: { type: 'array' } },
      'x-order': ['b', 'a'],
      required: ['a', 'b'],
    },
    _meta: { rank: 1 },
  })
})

it('what was pinned may be pinned again with the same digests', () => {
  const once = lockedTool(tool({ required: ['b', 'a'] }, { _meta: { 'io.modelcontextprotocol/clientInfo': {} } }), sha256)
  expect(lockedTool(once.definition, sha256)).toEqual(once)
})

it('nothing of the definition that came in is changed', () => {
  const raw = tool({ required: ['b', 'a'] }, { _meta: { 'io.modelcontextprotocol/clientInfo': {} } })
  const before = JSON.stringify(raw)
  lockedTool(raw, sha256)
  expect(JSON.stringify(raw)).toBe(before)
})
