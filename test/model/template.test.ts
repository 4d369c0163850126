import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf, placeholdersOf, wholePlaceholder } from '../../src/model/template.ts'

/** Parts in short: words as they are, holes as kind:name. */
const short = (text: string): readonly string[] => partsOf(text).map((part) => (part.kind === 'words' ? part.text : `${part.kind}:${part.name}`))

describe('a text is words and holes', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    ['order', ['order']],
    ['{order_id}', ['parameter:order_id']],
    ['{{user_name}}', ['variable:user_name']],
    ['{{ user_name }}', ['variable:user_name']],
    ['{{custom_data[shop id]}}', ['variable:custom_data[shop id]']],
    ['${CRM_TOKEN}', ['environment:CRM_TOKEN']],
    ['${crm_token}', ['environment:crm_token']],
    [
      'order {order_id} of {{user_name}} for ${SHOP}.',
      ['order ', 'parameter:order_id', ' of ', 'variable:user_name', ' for ', 'environment:SHOP', '.'],
    ],
    ['{a}{b}', ['parameter:a', 'parameter:b']],
    ['{a}{{b}}${C}', ['parameter:a', 'variable:b', 'environment:C']],
    ['{_a1}', ['parameter:_a1']],
    ['$${PRICE}', ['$', 'environment:PRICE']],
    ['$ {price}', ['$ ', 'parameter:price']],
    ['{{{a}}}', ['{', 'variable:a', '}']],
    ['{\n"a": 1\n}', ['{\n"a": 1\n}']],
  ])('%j', (text, expected) => {
    expect(short(text)).toEqual(expected)
  })

  it.each([
    ...['{', '}', '{}', '{{}}', '${}', '\\d{5}', 'a{1,3}', '{0}', '{1a}', '{ a }', '{a-b}', '{a b}', '{a', 'a}', '{a.b}', '{ñ}'],
    ...['{"a":1}', '$A', '%{a', '{a[0]}'],
  ])('%j holds no hole', (text) => {
    expect(placeholdersOf(text)).toEqual([])
  })

  it('the parts put together are the text', () => {
    const piece = fc.constantFrom('{', '}', '{{', '}}', '${', '$', 'a', 'B_1', ' ', '[x]', '-', '{a}', '{{b}}', '${C}', 'ñ', '\n')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        (text) => {
          const parts = partsOf(text)
          expect(parts.map((part) => (part.kind === 'words' ? part.text : part.written)).join('')).toBe(text)
          expect(parts.every((part) => part.kind !== 'words' || part.text !== '')).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a text that is one hole keeps the type of its value', () => {
  it.each(['{a}', '{{a}}', '{{ a }}', '${A}'])('%s is', (text) => {
    expect(wholePlaceholder(text)?.written).toBe(text)
  })

  it.each(['', 'a', ' {a}', '{a} ', '{a}{b}', 'x{a}', '{a-b}', '{a}\n'])('%j is not', (text) => {
    expect(wholePlaceholder(text)).toBeUndefined()
  })
})
