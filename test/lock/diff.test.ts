import { describe, expect, it } from 'vitest'
import { compareLocks, isSame, type LockDifference } from '../../src/lock/diff.ts'
import { type Definition, pinned, renewLoan, searchBooks } from './library.ts'

const from = (before: readonly Definition[], after: readonly Definition[]): LockDifference => compareLocks(pinned(before), pinned(after))
const tool = (inputSchema: Definition, rest: Definition = {}): Definition => ({ ...searchBooks, inputSchema, ...rest })

it('the first list is all new', () => {
  expect(compareLocks(undefined, pinned([searchBooks, renewLoan]))).toEqual({
    tools: [
      { kind: 'added', tool: 'renew_loan', contract: true, parts: [] },
      { kind: 'added', tool: 'search_books', contract: true, parts: [] },
    ],
    server: [],
  })
})

it('the same list is no difference', () => {
  expect(isSame(from([searchBooks, renewLoan], [renewLoan, searchBooks]))).toBe(true)
  expect(isSame(from([], []))).toBe(true)
})

it('tools come, go and change, told by name', () => {
  const after = [
    { ...searchBooks, description: 'Finds all books.' },
    { ...renewLoan, name: 'extend_loan' },
  ]
  const { tools, server } = from([searchBooks, renewLoan], after)
  expect(tools.map(({ kind, tool: name }) => `${kind} ${name}`)).toEqual(['added extend_loan', 'removed renew_loan', 'changed search_books'])
  expect(server).toEqual([])
})

describe('what changed in a tool', () => {
  it.each<[string, Definition, Definition, boolean, readonly unknown[]]>([
    [
      'a description',
      tool({}),
      tool({}, { description: 'Finds all books.' }),
      false,
      [{ pointer: '/description', before: 'Finds books by title.', after: 'Finds all books.' }],
    ],
    ['a new title', tool({}), tool({}, { title: 'Search' }), false, [{ pointer: '/title', before: undefined, after: 'Search' }]],
    [
      'a new parameter that must be given',
      tool({ properties: { a: { type: 'string' } }, required: ['a'] }),
      tool({ properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['b', 'a'] }),
      true,
      [
        { pointer: '/inputSchema/properties/b', before: undefined, after: { type: 'integer' } },
        { pointer: '/inputSchema/required', before: ['a'], after: ['a', 'b'] },
      ],
    ],
    [
      'a parameter that is gone',
      tool({ properties: { a: {} } }),
      tool({ properties: {} }),
      true,
      [{ pointer: '/inputSchema/properties/a', before: {}, after: undefined }],
    ],
    [
      'a narrower type',
      tool({ properties: { a: { type: ['string', 'null'] } } }),
      tool({ properties: { a: { type: 'string' } } }),
      true,
      [{ pointer: '/inputSchema/properties/a/type', before: ['string', 'null'], after: 'string' }],
    ],
    ['null where nothing was', tool({}), tool({ default: null }), true, [{ pointer: '/inputSchema/default', before: undefined, after: null }]],
    ['nothing where null was', tool({ default: null }), tool({}), true, [{ pointer: '/inputSchema/default', before: null, after: undefined }]],
    [
      'names with / and ~',
      tool({ properties: { 'a/b~c': {} } }),
      tool({ properties: { 'a/b~c': { type: 'string' } } }),
      true,
      [{ pointer: '/inputSchema/properties/a~1b~0c/type', before: undefined, after: 'string' }],
    ],
    [
      'a name that every object has',
      tool({ properties: {} }),
      tool({ properties: { constructor: { type: 'string' } } }),
      true,
      [{ pointer: '/inputSchema/properties/constructor', before: undefined, after: { type: 'string' } }],
    ],
  ])('%s', (_, before, after, contract, parts) => {
    expect(from([before], [after]).tools).toEqual([{ kind: 'changed', tool: 'search_books', contract, parts }])
  })

  it.each<[string, Definition, Definition]>([
    ['a tool that only read may now change something', { readOnlyHint: true }, { readOnlyHint: false }],
    ['a tool that might destroy is now called harmless', { destructiveHint: true }, { destructiveHint: false }],
  ])('a flipped hint is more than wording: %s', (_, before, after) => {
    const [change] = from([tool({}, { annotations: before })], [tool({}, { annotations: after })]).tools
    expect(change?.contract).toBe(true)
  })
})

it('what the server says of itself is told apart from its tools', () => {
  const before = pinned([searchBooks])
  const after = pinned([searchBooks], { serverVersion: '2.0.0', protocolVersion: '2026-07-28', instructions: 'Be brief.' })
  const difference = compareLocks(before, after)
  expect(difference).toEqual({
    tools: [],
    server: [
      { pointer: '/instructions', before: undefined, after: 'Be brief.' },
      { pointer: '/protocol_version', before: '2025-11-25', after: '2026-07-28' },
      { pointer: '/version', before: '1.0.0', after: '2.0.0' },
    ],
  })
  expect(isSame(difference)).toBe(false)
})
