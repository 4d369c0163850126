import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { positionAt } from '../../src/text/source-file.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

type Answer = { readonly data: unknown } | { readonly codes: readonly string[] }

async function read(text: string): Promise<Answer> {
  const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text })
  return parsed.ok ? { data: parsed.root.data } : { codes: parsed.diagnostics.map(({ code }) => code) }
}

/** A diagnostic as a person meets it: code, line, column, what is marked of that line. */
async function told(text: string): Promise<string> {
  const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text })
  if (parsed.ok) return 'nothing'
  return parsed.diagnostics
    .map(({ code, span }) => {
      if (span === undefined) return code
      const { line, column } = positionAt(span.file, span.start)
      return `${code} ${line}:${column} ${JSON.stringify(span.file.text.slice(span.start, span.end).split('\n')[0])}`
    })
    .join('; ')
}

const integration = `# Orders
type: http
description: "The shop's orders"
base_url: https://\${SHOP}.example/v1   # a comment
headers: { Accept: 'application/json', X-N: "1" }
tools: &tools
  read_order: &one
    description: >-
      Reads an order.
      Then another: sentence
    parameters:
      order_id: { type: string, pattern: '^\\d{5}$', required: false }
      tags: [a, "b c", 0x1F, 1e3, ~, null, True]
    request:
      body: |
        text {x}
          more
      query:
      - 1
      - - nested
      - {a: [1, {b: c}]}
again: *one
`

describe('any text', () => {
  // What syntax is made of, so that most texts come near to being YAML.
  const token = fc.constantFrom(
    ...[' ', '  ', '\n', '\n  ', '\n    ', '\n- ', '\t', '\r\n', ': ', ':', '- ', '-', '? ', ', ', ',', '{', '}', '[', ']', '#', ' # c\n', '"', "'"],
    ...['|\n  ', '>-\n  ', '&a ', '*a', '!t ', '!!str ', '---\n', '...\n', '%YAML 1.2\n', '@', '`', '\\'],
    ...['a', 'b', 'key', 'true', 'No', '~', 'null', '1', '0x1F', '1e3', '-1.5', '.inf', 'é', '🚲', '\u0085', '\u2028', '\ufeff', '\0', '__proto__'],
    ...['<<'],
  )
  const tokens = fc.array(token, { maxLength: 14 }).map((parts) => parts.join(''))
  const cuts = fc.tuple(fc.nat(integration.length), fc.nat(6), tokens)
  const spliced = cuts.map(([at, cut, text]) => integration.slice(0, at) + text + integration.slice(at + cut))
  const anyText = fc.oneof({ arbitrary: tokens, weight: 4 }, { arbitrary: spliced, weight: 2 }, fc.string({ unit: 'binary', maxLength: 40 }))

  it('gives data or diagnostics with a place inside of it, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text })
        if (parsed.ok) {
          // A place may be asked for anywhere in what parsed.
          parsed.root.value('a', 0, 'b')
          parsed.root.firstKey()
          return
        }
        expect(parsed.diagnostics).toHaveLength(1)
        for (const { code, span } of parsed.diagnostics) {
          expect(code).toMatch(/^yaml-/)
          expect(span !== undefined && span.start >= 0 && span.start <= span.file.text.length && span.end >= span.start).toBe(true)
        }
      }),
      { numRuns: 250, examples: [[': :\r\n: ']] },
    )
  })

  it('that parses gives the data that the reference library gives', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const answer = await read(text)
        const expected = 'data' in answer && !isKnownToDiffer(text) ? reference(text) : undefined
        if (expected === undefined || !('data' in answer)) return
        // A key that is left out is `null` here and an empty text there.
        expect(JSON.stringify(answer.data).replaceAll('"null":', '"":')).toBe(JSON.stringify(expected.data).replaceAll('"null":', '"":'))
      }),
      { numRuns: 250, examples: [[': :\r\n: ']] },
    )
  })
})

/** A lone carriage return that ends a line, an indented document marker, a byte order mark inside of the text: yaml 2.9 takes them for letters. */
function isKnownToDiffer(text: string): boolean {
  return /\r(?!\n)|^\s+---|^\.\.\.|\ufeff/m.test(text)
}

/** What yaml 2.9 reads, where it reads the text at all. */
function reference(text: string): { readonly data: unknown } | undefined {
  try {
    return { data: parse(text, { schema: 'core', version: '1.2', logLevel: 'error' }) }
  } catch {
    return undefined
  }
}

describe('words are what YAML 1.2 takes them for', () => {
  it.each<[string, unknown]>([
    ['yes', 'yes'],
    ['No', 'No'],
    ['on', 'on'],
    ['true', true],
    ['TRUE', true],
    ['tRUE', 'tRUE'],
    ['~', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ['0123', 123],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', '0b101'],
    ['1_000', '1_000'],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['+12', 12],
    ['12:30', '12:30'],
    ['12:30:45', '12:30:45'],
    ['2026-11-24', '2026-11-24'],
    ['+34600111222', 34600111222],
    ['<<', '<<'],
    ['=', '='],
    ['"1"', '1'],
    ['!!str 1', '1'],
    ['{yes}', { yes: null }],
    ['{query}', { query: null }],
    ['"{query}"', '{query}'],
  ])('%s', async (written, data) => {
    expect(await read(`a: ${written}\n`)).toEqual({ data: { a: data } })
    expect(parse(`a: ${written}\n`, { schema: 'core' })).toEqual({ a: data })
  })

  it('the one known difference from the reference library: a number beyond all numbers stays a text', async () => {
    expect(await read('a: 1e400\n')).toEqual({ data: { a: '1e400' } })
  })

  it('a key named __proto__ is a key like any other', async () => {
    expect(JSON.stringify(await read('__proto__: { a: 1 }\nb: { __proto__: 2 }\n'))).toBe('{"data":{"__proto__":{"a":1},"b":{"__proto__":2}}}')
    expect(Object.hasOwn({}, 'a')).toBe(false)
  })
})

describe('what is no document of ours is told in one diagnostic, at its place', () => {
  it.each<[string, string, string]>([
    ['nothing at all', '', 'yaml-empty 1:1 ""'],
    ['white space', ' \n\n', 'yaml-empty 1:1 " "'],
    ['a comment', '# later\n', 'yaml-empty 1:1 "#"'],
    ['a lone null', '~\n', 'yaml-empty 1:1 "~"'],
    ['a document marker', '---\n', 'yaml-empty 1:1 "-"'],
    ['a tab that indents', 'a:\n\tb: 1\n', 'yaml-tab 2:1 "\\t"'],
    ['a tab that indents the first key of a tool', 'type: http\ntools:\n  read:\n\tdescription: x\n', 'yaml-tab 4:1 "\\t"'],
    [
      'a tab that indents below several keys',
      'type: http\ndescription: x\nbase_url: y\ntools:\n  read_it:\n\tdescription: x\n',
      'yaml-tab 6:1 "\\t"',
    ],
    ['tabs that indent everything', 'a:\n\tb:\n\t\tc: 1\n\t\td: 2\n', 'yaml-tab 2:1 "\\t"'],
    ['a tab among spaces', 'a:\n  b: 1\n \tc: 2\n', 'yaml-tab 3:2 "\\t"'],
    ['a key that stands twice', 'tools:\n  read_order: 1\n  cancel: 2\n  read_order: 3\n', 'yaml-duplicate-key 4:3 "read_order"'],
    ['a quoted key that stands twice', 'a: 1\n"a": 2\n', 'yaml-duplicate-key 2:1 "\\"a\\""'],
    ['a key of two words that stands twice', 'city bike: 1\ncity bike: 2\n', 'yaml-duplicate-key 2:1 "city bike"'],
    ['a key that stands twice in a flow mapping', 'x: { a: 1, a: 2 }\n', 'yaml-duplicate-key 1:12 "a"'],
    ['a key that stands twice, once as another spelling', 'a:\n  404: x\n  "404": y\n', 'yaml-duplicate-key 3:3 "\\"404\\""'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'yaml-multiple-documents 2:1 "---"'],
    ['a second document after an end', 'a: 1\n...\n---\nb: 2\n', 'yaml-multiple-documents 3:1 "---"'],
    ['an unquoted colon', 'a: one: two\n', 'yaml-syntax 1:7 ":"'],
    ['an open quote', 'a: "one\nb: 2\n', 'yaml-syntax 1:4 "\\""'],
    ['an open bracket', 'a: [1, 2\nb: 3\n', 'yaml-syntax 1:4 "["'],
    ['an alias of nothing', 'a: *nothing\n', 'yaml-syntax 1:4 "*nothing"'],
    ['an alias inside of what it repeats', 'a: &it [1, *it]\n', 'yaml-alias-limit 1:12 "*it"'],
    ['a conflict of git', 'a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> main\n', 'yaml-syntax 2:1 "<<<<<<< HEAD"'],
  ])('%s', async (_, text, expected) => {
    expect(await told(text)).toBe(expected)
  })

  it('a hole of a call variable that is not in quotes is told where it stands', async () => {
    expect(await told('query:\n  from: {{user_phone_number}}\n')).toMatch(/^yaml-syntax 2:9 /)
  })
})

describe('a text cannot bring the program down', () => {
  it('a few lines of aliases that stand for billions of values', async () => {
    const ten = (level: number): string =>
      level === 0
        ? 'x'
        : Array(10)
            .fill(`*a${level - 1}`)
            .join(', ')
    const bomb = Array.from({ length: 12 }, (_, level) => `a${level}: &a${level} [${ten(level)}]\n`)
    expect(await told(bomb.join(''))).toMatch(/^yaml-alias-limit 7:/)
  })

  it('many honest aliases are no bomb', async () => {
    const honest = `a: &a { x: [1, 2, 3] }\n${Array.from({ length: 2000 }, (_, index) => `b${index}: *a\n`).join('')}`
    expect(await read(honest)).toHaveProperty('data')
  })

  it.each<[string, (depth: number) => string]>([
    ['lists', (depth) => '['.repeat(depth) + ']'.repeat(depth)],
    ['open lists', (depth) => '['.repeat(depth)],
    ['mappings', (depth) => '{a: '.repeat(depth) + '1' + '}'.repeat(depth)],
    ['block lists', (depth) => `${'- '.repeat(depth)}x`],
    ['block mappings', (depth) => Array.from({ length: Math.min(depth, 300) }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ])('%s that nest without end', async (_, nested) => {
    for (const depth of [300, 5000]) expect(await told(nested(depth))).toMatch(/^yaml-syntax \d+:\d+ /)
  })

  it('nesting that people write is read', async () => {
    expect(await read('['.repeat(60) + ']'.repeat(60))).toHaveProperty('data')
  })

  it('a long text without any structure', async () => {
    expect(await told(`a: b: ${'c '.repeat(100_000)}`)).toMatch(/^yaml-syntax 1:4/)
  })
})
