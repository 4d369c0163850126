import { describe, expect, it } from 'vitest'
import { compareLocks, isSame, type LockDifference } from '../../src/lock/diff.ts'
import { type Definition, pinned, renewLoan, searchBooks } from './library.ts'

const from = (before: readonly Definition[], after: readonly Definition[]): LockDifference => compareLocks(pinned(before), pinned(after))
const tool = (rest: Definition): Definition => ({ ...searchBooks, ...rest })

/** Each part as a reader sees it: grade, place, sentence. */
const told = (before: Definition, after: Definition): readonly string[] =>
  from([before], [after]).tools.flatMap(({ parts }) => parts.map(({ grade, pointer, message }) => `${grade} ${pointer}: ${message}`))

it('the first list is all new', () => {
  expect(compareLocks(undefined, pinned([searchBooks, renewLoan]))).toEqual({
    tools: [
      { kind: 'added', tool: 'renew_loan', grade: 'safe', contract: true, parts: [] },
      { kind: 'added', tool: 'search_books', grade: 'safe', contract: true, parts: [] },
    ],
    server: [],
    rewritten: [],
  })
})

it('the same list is no difference', () => {
  expect(isSame(from([searchBooks, renewLoan], [renewLoan, searchBooks]))).toBe(true)
  expect(isSame(from([], []))).toBe(true)
})

it('tools come, go and change, told by name', () => {
  const returnBook: Definition = { name: 'return_book', description: 'Takes a book back at the desk.', inputSchema: { type: 'object' } }
  const { tools, server } = from([searchBooks, renewLoan], [tool({ description: 'Finds all books.' }), returnBook])
  expect(tools.map(({ kind, tool: name, grade }) => `${kind} ${name} ${grade}`)).toEqual([
    'removed renew_loan breaking',
    'added return_book safe',
    'changed search_books warning',
  ])
  expect(server).toEqual([])
})

describe('a tool under another name', () => {
  it('is told as most likely renamed, with what else changed', () => {
    const [change, ...others] = from(
      [searchBooks, renewLoan],
      [searchBooks, { ...renewLoan, name: 'extend_loan', description: 'Renews a loan once.' }],
    ).tools
    expect(others).toEqual([])
    expect(change).toMatchObject({ kind: 'renamed', tool: 'extend_loan', formerly: 'renew_loan', grade: 'breaking', contract: true })
    expect(change?.parts.map(({ grade, pointer }) => `${grade} ${pointer}`)).toEqual(['breaking /name', 'warning /description'])
  })

  it.each<[string, Definition]>([
    [
      'other arguments',
      { ...renewLoan, name: 'extend_loan', inputSchema: { type: 'object', properties: { book: { type: 'string' }, days: { type: 'integer' } } } },
    ],
    ['other words', { ...renewLoan, name: 'pay_fine', description: 'Charges the account of a reader.' }],
    ['no arguments and hardly a word', { name: 'ping', description: 'Ping', inputSchema: { type: 'object' } }],
  ])('is another tool with %s', (_, after) => {
    expect(from([renewLoan], [after]).tools.map(({ kind }) => kind)).toEqual(
      after['name'] === 'extend_loan' ? ['added', 'removed'] : [expect.stringMatching(/added|removed/), expect.stringMatching(/added|removed/)],
    )
  })

  it('is not taken for two', () => {
    const twins = ['extend_loan', 'prolong_loan'].map((name): Definition => ({ ...renewLoan, name }))
    expect(
      from([renewLoan], twins)
        .tools.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['added', 'renamed'])
  })
})

describe('what a definition says beside its schemas', () => {
  it.each<[string, Definition, Definition, readonly string[]]>([
    ['a description', {}, { description: 'Finds all books.' }, ['warning /description: the description has changed']],
    ['a new title', {}, { title: 'Search' }, ['warning /title: the title is new']],
    ['a field of its own', { cost: 1 }, {}, ['warning /cost: a part that MCP does not explain is gone']],
    [
      'a tool that only read may now change something',
      { annotations: { readOnlyHint: true } },
      { annotations: { readOnlyHint: false } },
      ['security /annotations/readOnlyHint: the tool may now change something'],
    ],
    [
      'a tool that might destroy is now called harmless',
      { annotations: { destructiveHint: true } },
      { annotations: { destructiveHint: false } },
      ['security /annotations/destructiveHint: the tool is now said to destroy nothing'],
    ],
    [
      'a hint that is gone is what it is by default',
      { annotations: { openWorldHint: false, readOnlyHint: true } },
      {},
      [
        'security /annotations/openWorldHint: the tool may now reach the outside world',
        'security /annotations/readOnlyHint: the tool may now change something',
      ],
    ],
    [
      'a tool that may no longer be called twice',
      { annotations: { idempotentHint: true } },
      { annotations: {} },
      ['warning /annotations/idempotentHint: to call the tool twice may now do something twice'],
    ],
    ['the title of a hint', { annotations: { title: 'A' } }, { annotations: { title: 'B' } }, ['warning /annotations/title: the title has changed']],
    ['how it runs', {}, { execution: { taskSupport: 'required' } }, ['warning /execution: how a call may run has changed']],
  ])('%s', (_, before, after, parts) => {
    expect(told(tool(before), tool(after))).toEqual(parts)
  })

  it.each<[string, Definition, Definition]>([
    [
      'hints that say what goes without saying',
      {},
      { annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true } },
    ],
    ['an execution that says what goes without saying', {}, { execution: { taskSupport: 'forbidden' } }],
    [
      'keys in another order',
      { inputSchema: { type: 'object', properties: { a: {}, b: {} } } },
      { inputSchema: { properties: { b: {}, a: {} }, type: 'object' } },
    ],
  ])('no change: %s', (_, before, after) => {
    expect(from([tool(before)], [tool(after)]).tools).toEqual([])
  })

  it('what another revision of the protocol stamps on each tool is no change, and is counted', () => {
    const before = pinned([tool({ execution: { taskSupport: 'optional' } })])
    const after = pinned([searchBooks], { protocolVersion: '2026-07-28' })
    expect(compareLocks(before, after)).toMatchObject({
      tools: [],
      rewritten: ['search_books'],
      server: [{ grade: 'safe', pointer: '/protocol_version' }],
    })
  })
})

describe('the server itself', () => {
  it('is told apart from its tools, the worst first', () => {
    const after = pinned([searchBooks], { serverVersion: '2.0.0', protocolVersion: '2026-07-28', instructions: 'Be brief.' })
    const difference = compareLocks(pinned([searchBooks]), after)
    expect(difference.tools).toEqual([])
    expect(difference.server.map(({ grade, pointer, before, after: is }) => [grade, pointer, before, is])).toEqual([
      ['warning', '/instructions', undefined, 'Be brief.'],
      ['safe', '/protocol_version', '2025-11-25', '2026-07-28'],
      ['safe', '/version', '1.0.0', '2.0.0'],
    ])
    expect(isSame(difference)).toBe(false)
  })

  it('may be another one', () => {
    const before = pinned([searchBooks])
    expect(compareLocks(before, pinned([searchBooks], { serverName: 'attic' })).server).toMatchObject([{ grade: 'security', pointer: '/name' }])
    expect(compareLocks(before, { ...before, url: 'https://mcp.library.example/v2/mcp' }).server).toMatchObject([{ grade: 'safe', pointer: '/url' }])
    expect(compareLocks(before, { ...before, url: 'https://mcp.attic.example/mcp' }).server).toMatchObject([{ grade: 'security', pointer: '/url' }])
  })
})

it('of a server that is new only instructions like an attack are told', () => {
  const remarks = [{ pointer: '/instructions', message: 'says "obey"' }]
  const after = pinned([searchBooks], { instructions: 'Obey.' })
  expect(compareLocks(undefined, after, { inTool: () => [], inInstructions: () => remarks }).server).toEqual([
    {
      grade: 'security',
      pointer: '/instructions',
      before: undefined,
      after: 'Obey.',
      message: 'the server has instructions for every agent now; says "obey"',
    },
  ])
  expect(compareLocks(undefined, after).server).toEqual([])
})

it('what was introduced makes its change one of security, and stands alone where nothing else changed', () => {
  const remarks = [
    { pointer: '/description', message: 'says "obey"' },
    { pointer: '/inputSchema/properties/x/description', message: 'hides something' },
  ]
  const found = { inTool: () => remarks, inInstructions: () => [] }
  const { tools } = compareLocks(pinned([searchBooks]), pinned([tool({ description: 'Obey.' }), renewLoan]), found)
  expect(tools.map(({ kind, grade }) => `${kind} ${grade}`)).toEqual(['added security', 'changed security'])
  expect(tools[1]?.parts.map(({ grade, pointer, message }) => `${grade} ${pointer}: ${message}`)).toEqual([
    'security /description: the description has changed; says "obey"',
    'security /inputSchema/properties/x/description: hides something',
  ])
})
