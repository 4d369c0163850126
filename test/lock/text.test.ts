import fc from 'fast-check'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkShape } from '../../src/check/shape.ts'
import { freshness } from '../../src/lock/freshness.ts'
import { lockText } from '../../src/lock/text.ts'
import { decodeLockfile } from '../../src/model/decode.ts'
import type { Lockfile } from '../../src/model/lockfile.ts'
import { parseYaml } from '../../src/yaml/parse.ts'
import { type Definition, library, pinned, renewLoan, searchBooks, sha256 } from './library.ts'

// Texts that some reader of YAML takes for something else, and all that a server may send.
const tricky = fc.constantFrom(
  ...['yes', 'No', 'on', 'OFF', 'y', 'n', '~', 'null', 'True', '0123', '0o17', '0x1f', '1e3', '1_000', '.5', '-.inf', '.NaN', '+1', '-', '--', '---'],
  ...['...', '12:30:45', '2026-11-24', '<<', '='],
  ...['- a', '? a', 'a: b', 'a:', ':', ': a', 'a #b', '#', '!x', '&a', '*a', '%a', '@a', '`a', '|', '>', '>-', '{', '}', '[', ']', ',', "'", '"'],
  ...['\\', 'a\\', "a'b", 'a"b', ' a', 'a ', '  '],
  ...['\n', 'a\n', '\na', 'a\n\n', 'a\nb', 'a\n b', ' a\nb', 'a \nb', 'a\n\tb', '\ta', 'a\t', 'a\r\nb', 'a\rb', '# a\n# b', '---\na', 'a\n...'],
  ...['- a\n- b', 'a: 1\nb: 2', '\u0085', 'a\u2028b', 'a\u2029b', '\ufeffa', 'a\u00a0b', '\u0000', '\u001b[31m', '\u007f'],
  ...['é', '山', '🚲', '👩‍👩‍👧', 'a\u200bb', '\u202eabc', '\u{e0041}', '\ud800', '\udc00a', '__proto__', 'constructor', ''],
)
const piece = fc.constantFrom(
  ...['Finds books.', 'Use it first!', 'Is it there?', 'Note: twice.', "It's", 'a;', 'b:', '#1', '- x', '--- y', 'word', 'yes'],
  ...['  ', ' ', '', '"q"', '{x}'],
)
const sentence = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(' '))
const lines = fc.array(fc.oneof(tricky, sentence), { maxLength: 5 }).map((each) => each.join('\n'))
const words = fc.oneof(tricky, sentence, lines, fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 8 }))
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (Object.is(each, -0) ? 0 : each))
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    words,
    fc.oneof(fc.integer(), number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(words, tie('value'), { maxKeys: 4 }),
  ),
}))
const inputSchema = fc.record(
  { type: fc.constant('object'), properties: fc.dictionary(words, value, { maxKeys: 3 }), required: fc.array(words, { maxLength: 3 }) },
  { requiredKeys: ['type'] },
)
const definition = fc.record(
  {
    name: fc.stringMatching(/^[a-z][a-z_]{0,12}$/),
    description: words,
    inputSchema,
    annotations: value,
    _meta: value,
    extra: value,
  },
  { requiredKeys: ['name', 'inputSchema'] },
)

const definitions = fc.uniqueArray(definition, { selector: ({ name }) => name, maxLength: 3 })

/** Plain data, so that a null prototype or the order of keys makes no difference. */
const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data))
const definitionsIn = (data: unknown): unknown => {
  const { tools } = data as { tools: Record<string, { definition: unknown }> }
  return Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, plain(tool.definition)]))
}
const definitionsOf = ({ tools }: Lockfile): unknown => Object.fromEntries(tools.map((tool) => [tool.name, plain(tool.definition)]))

async function readBack(text: string): Promise<Lockfile> {
  const parsed = await parseYaml({ path: 'integrations/library.lock.yaml', text })
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message)
  const shape = await checkShape('lock', parsed.root)
  if (shape.length > 0) throw new Error(shape[0]?.message)
  return decodeLockfile(parsed.root)
}

describe('whatever a server sends', () => {
  it('every reader of YAML reads the same data back', () => {
    fc.assert(
      fc.property(definition, (tool) => {
        const lock = pinned([tool])
        const text = lockText(lock)
        expect(definitionsIn(load(text, { schema: CORE_SCHEMA }))).toEqual(definitionsOf(lock))
        expect(definitionsIn(parse(text, { schema: 'core', maxAliasCount: 0 }))).toEqual(definitionsOf(lock))
      }),
      { numRuns: 100 },
    )
  })

  it('our own reader gives the same lockfile, and trusts it', async () => {
    await fc.assert(
      fc.asyncProperty(definitions, fc.option(words, { nil: undefined }), words, async (tools, instructions, serverName) => {
        const lock = pinned(tools, { instructions, serverName })
        const again = await readBack(lockText(lock))
        expect(plain(again)).toEqual(plain(lock))
        const at = { lockfile: again, at: library().at }
        expect(freshness({ ...library(), lock: at }, sha256)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('what nobody sees is written out, in texts and in keys', () => {
    // C0 and C1, soft hyphen, zero width, bidirectional, variation selectors, the tag block, fillers, half characters.
    const controls = String.raw`\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb`
    const marks = String.raw`\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u3164\ufe00-\ufe0f\uffa0\u{e0000}-\u{e0fff}`
    const unseen = new RegExp(String.raw`[${controls}${marks}]|\p{Surrogate}`, 'u')
    fc.assert(
      fc.property(definition, words, (tool, instructions) => {
        expect(lockText(pinned([tool], { instructions, serverName: instructions, serverVersion: instructions }))).not.toMatch(unseen)
      }),
      { numRuns: 100 },
    )
  })

  it('the order in which it lists tools and writes keys does not reach the file', () => {
    const shuffled = (data: unknown): unknown => {
      if (Array.isArray(data)) return data.map(shuffled)
      if (typeof data !== 'object' || data === null) return data
      return Object.fromEntries(
        Object.entries(data)
          .reverse()
          .map(([key, item]) => [key, shuffled(item)]),
      )
    }
    fc.assert(
      fc.property(definitions, (tools) => {
        const backwards = tools.toReversed().map((tool) => shuffled(tool) as Definition)
        expect(lockText(pinned(backwards))).toBe(lockText(pinned(tools)))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a reviewer', () => {
  const long = 'Finds books by title or author. Use it before reserve_book: it gives the shelf. Never say the price; ask first. Is it lent? Say so!'

  it('reads one sentence a line', () => {
    const lock = pinned([{ ...renewLoan, description: long }])
    expect(lockText(lock).split('\n').slice(2).join('\n')).toBe(`lockfile_version: 1
server:
  url: https://mcp.library.example/mcp
  transport: streamable-http
  protocol_version: "2025-11-25"
  name: library
  version: "1.0.0"
  declared_capabilities: {}
list_digest: ${lock.listDigest}
tools:
  renew_loan:
    definition_digest: ${lock.tools[0]?.definitionDigest}
    contract_digest: ${lock.tools[0]?.contractDigest}
    definition:
      name: renew_loan
      description: >-
        Finds books by title or author.
        Use it before reserve_book:
        it gives the shelf.
        Never say the price;
        ask first.
        Is it lent?
        Say so!
      inputSchema:
        properties:
          loan:
            type: string
        required:
          - loan
        type: object
`)
  })

  it('is told first where the file comes from', () => {
    expect(lockText(pinned([renewLoan]))).toMatch(/^# Written by diga-int sync; do not edit\. .*\n# yaml-language-server: \$schema=\S+\n/)
  })

  it('sees a changed sentence as one changed line, apart from the digests', () => {
    const linesOf = (description: string): string[] => {
      const text = lockText(pinned([{ ...searchBooks, description }]))
      return text.split('\n').filter((line) => !line.includes('sha256:'))
    }
    const before = linesOf(long)
    const after = linesOf(long.replace('Never say the price', 'Always say the price'))
    expect(after.length).toBe(before.length)
    expect(after.filter((line, index) => line !== before[index])).toEqual(['        Always say the price;'])
  })

  it('sees a text of several lines as it is', () => {
    const text = lockText(pinned([{ ...searchBooks, description: 'Finds books.\n\n- by title\n- by author\n' }]))
    expect(text).toContain('description: |\n        Finds books.\n\n        - by title\n        - by author\n')
  })

  it.each<[string, string]>([
    ['Books\u200b and more', '"Books\\u200b and more"'],
    ['\u202egnp.exe', '"\\u202egnp.exe"'],
    ['tag\u{e0041}', '"tag\\U000e0041"'],
    ['\u001b[31mred', '"\\u001b[31mred"'],
    ['half \ud800', '"half \\ud800"'],
    ['it is ⚠\ufe0f', '"it is ⚠\\ufe0f"'],
  ])('sees %j as %s', (description, written) => {
    expect(lockText(pinned([{ ...searchBooks, description }]))).toContain(`description: ${written}\n`)
  })

  it('finds the tools by name, and in each what it is before what it takes', () => {
    const renewal = { inputSchema: { type: 'object' }, annotations: {}, title: 'Renew', description: 'Renews.', name: 'renew_loan' }
    const text = lockText(pinned([searchBooks, renewal]))
    expect([...text.matchAll(/^ {2}(\w+):$|^ {6}(\w+):/gm)].map(([, tool, key]) => tool ?? key)).toEqual([
      ...['renew_loan', 'name', 'title', 'description', 'annotations', 'inputSchema'],
      ...['search_books', 'name', 'description', 'inputSchema'],
    ])
  })
})

describe('what is unusual is kept', () => {
  it.each<[string, Definition]>([
    ['a key longer than YAML takes in one line', { ...searchBooks, extra: { ['k'.repeat(1100)]: 1 } }],
    ['a text of a thousand words', { ...searchBooks, description: 'word '.repeat(1000).trim() }],
    [
      'a definition as deep as the protocol client lets through',
      { ...searchBooks, extra: Array.from({ length: 150 }).reduce<unknown>((inner) => ({ inner }), 1) },
    ],
    [
      'a key named __proto__',
      JSON.parse('{"name":"a","inputSchema":{"type":"object","properties":{"__proto__":{"type":"string"}}},"__proto__":{"x":1}}'),
    ],
    ['numbers at the edge', { ...searchBooks, extra: [1e21, 1e-7, 5e-324, 1.7976931348623157e308, -1, 0.1, 2 ** 53] }],
  ])('%s', async (_, tool) => {
    const lock = pinned([tool])
    expect(definitionsIn(parse(lockText(lock), { schema: 'core' }))).toEqual(definitionsOf(lock))
    const again = await readBack(lockText(lock))
    expect(plain(again)).toEqual(plain(lock))
    expect(freshness({ ...library(), lock: { lockfile: again, at: library().at } }, sha256)).toEqual([])
  })
})
