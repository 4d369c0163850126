import { describe, expect, it } from 'vitest'
import { Checker } from '../../src/check/check.ts'
import { oddPartsOf } from '../../src/check/ordinary.ts'
import { checkShape } from '../../src/check/shape.ts'
import { decodeIntegration } from '../../src/model/decode.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

// The codes that speak of what YAML reads otherwise than the eye.
const family =
  /^(?:body-value-empty|character-invisible|number-misread|placeholder-(?:unclosed|unquoted)|quote-stray|quotes-typographic|text-swallows-key|word-ambiguous)$/

/** What is told of one integration: each code with the words it marks. */
async function told(text: string): Promise<readonly string[]> {
  const file = { path: 'integrations/garage.yaml', text }
  const parsed = await parseYaml(file)
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '))
  const shape = await checkShape('integration', parsed.root)
  if (shape.length > 0) throw new Error(shape.map(({ message }) => message).join('; '))
  const checker = new Checker()
  const found = [
    ...checker.text({ file, root: parsed.root }),
    ...checker.integration(decodeIntegration('garage', parsed.root), { agents: [], targets: [] }, oddPartsOf(parsed.root)),
  ]
  return found
    .filter(({ code }) => family.test(code))
    .map(({ code, span, fix }) => {
      const words = span === undefined ? 'nothing' : span.file.text.slice(span.start, span.end)
      return `${code} at ${words}${fix === undefined ? '' : ` → ${fix.text}`}`
    })
}

interface Written {
  readonly head?: string
  readonly body?: string
  readonly query?: string
  readonly parameters?: string
  readonly more?: string
}

/** A garage with one tool, of which a test writes the part that matters. */
const garage = ({ head = 'base_url: https://garage.example/v1', body, query, parameters = '', more }: Written): string =>
  [
    'type: http',
    'description: Repairs of the garage',
    head,
    'tools:',
    '  book_repair:',
    '    description: Books a repair. Use it when the caller has agreed on a day.',
    ...(more === undefined ? ['    confirmation: Shall I book it?'] : [more]),
    `    parameters: { day: { type: string, description: The day }${parameters === '' ? '' : `, ${parameters}`} }`,
    '    request:',
    '      method: POST',
    '      path: /repairs/{day}',
    ...(query === undefined ? [] : [`      query: ${query}`]),
    ...(body === undefined ? [] : [`      body: ${body}`]),
    '',
  ].join('\n')

describe('what is read otherwise than it is written is told', () => {
  it.each<[string, Written, readonly string[]]>([
    ['a placeholder without quotes', { body: '{ on_day: {day} }' }, ['placeholder-unquoted at {day} → "{day}"']],
    [
      'a placeholder without quotes in a list',
      { body: '[{day}, { a: [{ day }] }]' },
      ['placeholder-unquoted at {day} → "{day}"', 'placeholder-unquoted at { day } → "{day}"'],
    ],
    ['a field without a value', { body: '\n        note:\n        kind: repair' }, ['body-value-empty at note']],
    ['the only field, without a value', { body: '\n        note:' }, ['body-value-empty at note']],
    ['an item without a value', { body: '\n        lines:\n          -\n          - wheel' }, ['body-value-empty at ']],
    ['a field whose colon lacks a space', { body: '{ kind:repair, day: "{day}" }' }, ['body-value-empty at kind:repair']],
    ['a postal code', { body: '{ zip: 01067 }' }, ['number-misread at 01067 → "01067"']],
    ['a phone number', { query: '{ phone: +34600111222 }' }, ['number-misread at +34600111222 → "+34600111222"']],
    ['a long id', { body: '{ id: 12345678901234567890 }' }, ['number-misread at 12345678901234567890 → "12345678901234567890"']],
    ['an id with an e', { body: '{ id: 12e5 }' }, ['number-misread at 12e5']],
    ['an id in another base', { body: '{ id: 0x1F }' }, ['number-misread at 0x1F']],
    ['a number beyond all numbers', { body: '{ most: .inf }' }, ['number-misread at .inf']],
    [
      'a value of a parameter of any type',
      { parameters: 'zip: { description: The code, enum: [01067, 10115] }', body: '{ zip: "{zip}" }' },
      ['number-misread at 01067'],
    ],
    ['a word of YAML 1.1', { body: '{ urgent: no }' }, ['word-ambiguous at no']],
    [
      'several words in a list',
      { parameters: 'a: { type: string, enum: [on, off], description: A }', body: '{ a: "{a}" }' },
      ['word-ambiguous at on'],
    ],
    ['a key', { body: '{ on: 1 }' }, ['word-ambiguous at on']],
    ['a quote that lost its partner', { query: '{ kind: repair" }' }, ['quote-stray at "']],
    [
      'a single quote that lost its partner',
      { parameters: "a: { type: string, pattern: ^x+$', description: A }", body: '{ a: "{a}" }' },
      ["quote-stray at '"],
    ],
    ['typographic quotes', { body: '{ kind: “repair” }' }, ['quotes-typographic at “repair”']],
    ['a text over a key', { more: '    confirmation: |\n      Shall I?\n      pre_speech: force' }, ['text-swallows-key at pre_speech']],
    ['a character that nobody sees', { query: `{ ki${String.fromCharCode(0x200b)}nd: repair }` }, ['character-invisible at \u200b']],
    ['the environment without its end', { head: 'base_url: ${GARAGE_URL/v1' }, ['placeholder-unclosed at ${GARAGE_URL']],
    [
      'the environment without its beginning',
      { head: 'base_url: https://garage.example\ncredentials: { type: basic, username: "$GARAGE}/x", password: "${P}" }' },
      ['placeholder-unclosed at $GARAGE}'],
    ],
    ['a confirmation with an open brace', { more: '    confirmation: Shall I book {day?' }, ['placeholder-unclosed at {day']],
  ])('%s', async (_, written, expected) => {
    expect(await told(garage(written))).toEqual(expected)
  })
})

describe('what is read as it is written is not', () => {
  it.each<[string, Written]>([
    ['numbers of every day', { body: '{ a: 1, b: 0, c: -1, d: 1.5, e: 20.50, f: 0.1, g: 9007199254740991, h: 1000000 }' }],
    ['numbers of which a type is declared', { parameters: 'a: { type: integer, default: 007, description: A }', body: '{ a: "{a}" }' }],
    ['what looks like a number and is none', { body: '{ a: 1_000, b: 1.2.3, c: 12:30, d: 2026-11-24, e: 0o9, f: 12e, g: +, h: 0x, i: 00-1 }' }],
    ['quoted values', { body: `{ a: "007", b: '+34', c: "no", "on": 1, d: "{day}", e: "it's 5\\"" }` }],
    ['words that hold others', { body: '{ a: none, b: of, c: offer, d: yes please, e: nope, x: 1, y: 2, n: 3 }' }],
    ['null that is written', { body: '{ a: null, b: ~, c: [null] }' }],
    ['mappings that are empty or have values', { body: '{ a: {}, b: [], c: { day: "{day}" }, d: { day: null, e: 1 }, f: {a-b: null} }' }],
    ['inches and possessions', { parameters: 'a: { type: string, enum: [27", 5.5", riders\'], description: A }', body: '{ a: "{a}" }' }],
    ['quotes inside of a text', { body: '{ a: say “hello” twice, b: the "big" one }' }],
    ['texts that explain', { more: '    confirmation: |\n      One question: shall I?\n      Path: as before; type: repair' }],
    ['braces that are closed', { more: '    confirmation: Shall I book {day} for {{caller}}?' }],
  ])('%s', async (_, written) => {
    expect(await told(garage(written))).toEqual([])
  })
})
