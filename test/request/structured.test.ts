import { describe, expect, it } from 'vitest'
import type { Span } from '../../src/diagnostic/diagnostic.ts'
import { checkStructured } from '../../src/request/structured.ts'

const loans = {
  type: 'object',
  properties: {
    loans: { type: 'array', items: { type: 'object', properties: { title: { type: 'string' }, due: { type: 'string', format: 'date' } } } },
  },
  required: ['loans'],
}

function told(result: unknown, schema: unknown = loans): readonly string[] {
  const place = { tool: 'list_loans', schema, at: {} as Span }
  return checkStructured(result, place, (words) => words.replaceAll('opensesame', '$TOKEN')).map(({ message }) => message)
}

const unfit = 'the structured content of "list_loans" does not fit its outputSchema: '

describe('structured content is held against the schema of the lockfile', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['what fits', { structuredContent: { loans: [{ title: 'Momo', due: '2026-12-01' }] } }, []],
    ['what is missing', { content: [] }, ['"list_loans" gave no structured content, which its outputSchema promises']],
    ['what lacks something', { structuredContent: {} }, [`${unfit}it lacks "loans"`]],
    ['what is something else', { structuredContent: [] }, [`${unfit}it is not of type object`]],
    ['an item', { structuredContent: { loans: [{ due: 'soon' }] } }, [`${unfit}"loans.0.due": "soon" is no date`]],
    ['a secret', { structuredContent: { loans: [{ due: 'opensesame' }] } }, [`${unfit}"loans.0.due": "$TOKEN" is no date`]],
    ['what nobody sees', { structuredContent: { loans: [{ due: '\u202e' }] } }, [`${unfit}"loans.0.due": "\\u{202e}" is no date`]],
    [
      'many',
      { structuredContent: { loans: [1, 2, 3, 4, 5] } },
      [`${unfit}"loans.0": 1 is not of type object; "loans.1": 2 is not of type object; "loans.2": 3 is not of type object, and 2 more`],
    ],
    ['a failure, which promises nothing', { isError: true, content: [] }, []],
  ])('%s', (_what, result, messages) => {
    expect(told(result)).toEqual(messages)
  })

  it('where there is one', () => {
    expect(told({ content: [] }, null)).toEqual([])
    expect(told({ structuredContent: 7 }, true)).toEqual([])
    // 2026-07-28 lets it describe any value.
    expect(told({ structuredContent: [1, 2] }, { type: 'array', items: { type: 'integer' } })).toEqual([])
  })

  it('and one that cannot be used is told as that', () => {
    const messages = told({ structuredContent: {} }, { $ref: 'https://library.example/loans.json' })
    expect(messages).toEqual([
      'the structured content of "list_loans" cannot be held against its outputSchema: the schema cannot be used: unresolved $ref "https://library.example/loans.json"',
    ])
  })
})
