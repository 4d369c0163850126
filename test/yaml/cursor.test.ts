import { describe, expect, it } from 'vitest'
import type { Span } from '../../src/diagnostic/diagnostic.ts'
import { positionAt } from '../../src/text/source-file.ts'
import type { Cursor, Step } from '../../src/yaml/cursor.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

async function cursorOf(text: string): Promise<Cursor> {
  const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text })
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message)
  return parsed.root
}

const marked = ({ file, start, end }: Span): string => file.text.slice(start, end)
const placed = ({ file, start }: Span): string => {
  const { line, column } = positionAt(file, start)
  return `${line}:${column}`
}

describe('a value is found where it stands, with its quotes', () => {
  it.each<[string, string, readonly Step[], string, string]>([
    ['plain', 'a: city bike\n', ['a'], 'city bike', '1:4'],
    ['plain, before a comment', 'a: city bike # the red one\n', ['a'], 'city bike', '1:4'],
    ['plain, with spaces behind it', 'a:    bike   \n', ['a'], 'bike', '1:7'],
    ['plain, over two lines', 'a: city\n  bike\nb: 1\n', ['a'], 'city\n  bike', '1:4'],
    ['plain, on the next line', 'a:\n  bike\n', ['a'], 'bike', '2:3'],
    ['single quotes', "a: 'it''s'\n", ['a'], "'it''s'", '1:4'],
    ['double quotes', 'a: "a \\"b\\""\n', ['a'], '"a \\"b\\""', '1:4'],
    ['double quotes, over two lines', 'a: "city\n  bike"\nb: 1\n', ['a'], '"city\n  bike"', '1:4'],
    ['literal block', 'a: |\n  one\n  two\nb: 1\n', ['a'], 'one\n  two', '2:3'],
    ['folded block', 'a: >-\n  one\n  two\n\nb: 1\n', ['a'], 'one\n  two', '2:3'],
    ['block that starts with an empty line', 'a: |\n\n  one\nb: 1\n', ['a'], 'one', '3:3'],
    ['number', 'a: 12.5\n', ['a'], '12.5', '1:4'],
    ['after an anchor', 'a: &it bike\n', ['a'], 'bike', '1:8'],
    ['after a tag', 'a: !!str 12\n', ['a'], '12', '1:10'],
    ['in a flow mapping', 'a: { b: x, c: yy }\n', ['a', 'c'], 'yy', '1:15'],
    ['in a flow list', 'a: [x, "y y", z]\n', ['a', 1], '"y y"', '1:8'],
    ['flow mapping', 'a: { b: { c: x }, d: y } # e }\nf: 1\n', ['a'], '{ b: { c: x }, d: y }', '1:4'],
    ['flow mapping inside of another', 'a: { b: { c: x }, d: y }\n', ['a', 'b'], '{ c: x }', '1:9'],
    ['empty flow mapping', 'a: {}\nb: { x: 1 }\n', ['a'], '{}', '1:4'],
    ['empty flow list', 'a: [ ]\nb: [1]\n', ['a'], '[ ]', '1:4'],
    ['flow list over lines', 'a: [\n  x,\n  y,\n  ]\nb: 1\n', ['a'], '[\n  x,\n  y,\n  ]', '1:4'],
    ['flow mapping with a bracket in a comment', 'a: {\n  b: x # not here }\n  }\nc: 1\n', ['a'], '{\n  b: x # not here }\n  }', '1:4'],
    ['flow mapping with a bracket in a text', 'a: { b: "}", c: x}\n', ['a'], '{ b: "}", c: x}', '1:4'],
    ['flow mapping that ends with a comma', 'a: { b: x , }\n', ['a'], '{ b: x , }', '1:4'],
    ['flow mapping that ends with a lone key', 'a: { b: x, c }\n', ['a'], '{ b: x, c }', '1:4'],
    ['block list', 'a:\n  - x\n  - y\nb: 1\n', ['a'], '- x\n  - y', '2:3'],
    ['item of a block list', 'a:\n- x\n- y\n', ['a', 1], 'y', '3:3'],
    ['mapping in a list', 'a:\n  - b: x\n    c: y\n  - b: z\n', ['a', 0, 'c'], 'y', '3:8'],
    ['list in a list', 'a:\n  - - x\n    - y\n', ['a', 0, 1], 'y', '3:7'],
    ['block mapping', 'a:\n  b: x\n  c: y\nd: 1\n', ['a'], 'b: x\n  c: y', '2:3'],
    ['alias', 'a: &it { b: x }\nc: *it\n', ['c'], '*it', '2:4'],
    ['below an alias: in what it repeats', 'a: &it { b: x }\nc: *it\n', ['c', 'b'], 'x', '1:13'],
    ['alias in a list', 'a: &it x\nc: [y, *it]\n', ['c', 1], '*it', '2:8'],
    ['below the newest of two anchors of one name', 'a: &it { b: x }\nc: &it { b: y }\nd: *it\n', ['d', 'b'], 'y', '2:13'],
    ['with CRLF', 'a:\r\n  b: city bike\r\n  c: 1\r\n', ['a', 'b'], 'city bike', '2:6'],
    ['block with CRLF', 'a: |\r\n  one\r\n  two\r\nb: 1\r\n', ['a'], 'one\r\n  two', '2:3'],
    ['behind letters of two units', 'a: { "🚲": x, c: y }\n', ['a', 'c'], 'y', '1:18'],
    ['after a document marker', '---\na: x\n', ['a'], 'x', '2:4'],
    ['after a directive', '%YAML 1.2\n---\na: x\n', ['a'], 'x', '3:4'],
    ['of an explicit key', '? a\n: x\n', ['a'], 'x', '2:3'],
    ['under a key with escapes', '"a\\tb": x\n', ['a\tb'], 'x', '1:9'],
    ['under a number', 'a:\n  404: gone\n', ['a', '404'], 'gone', '2:8'],
  ])('%s', async (_, text, steps, slice, position) => {
    const span = (await cursorOf(text)).value(...steps)
    expect({ slice: marked(span), position: placed(span) }).toEqual({ slice, position })
  })
})

describe('an empty value is a place without length behind its key', () => {
  it.each<[string, string, readonly Step[], string]>([
    ['in a block', 'a:\nb: 1\n', ['a'], '1:2'],
    ['with a comment', 'a: # nothing\nb: 1\n', ['a'], '1:2'],
    ['at the end', 'b: 1\na:', ['a'], '2:2'],
    ['in a flow mapping', 'x: { a: , b: 1 }\n', ['x', 'a'], '1:7'],
    ['of a lone key in a flow mapping', 'x: {a}\n', ['x', 'a'], '1:6'],
    ['further down', 'x:\n  y:\n    a:\n  z: 1\n', ['x', 'y', 'a'], '3:6'],
  ])('%s', async (_, text, steps, position) => {
    const span = (await cursorOf(text)).value(...steps)
    expect({ length: span.end - span.start, position: placed(span) }).toEqual({ length: 0, position })
  })

  it('in a list it is told at its dash', async () => {
    const span = (await cursorOf('a:\n  - x\n  -\n  - z\n')).value('a', 1)
    expect(positionAt(span.file, span.start).line).toBe(3)
  })
})

describe('a key is found where it stands', () => {
  it.each<[string, string, readonly Step[], string, string]>([
    ['plain', 'a:\n  city_bike: x\n', ['a', 'city_bike'], 'city_bike', '2:3'],
    ['in quotes', '"a b": x\n', ['a b'], '"a b"', '1:1'],
    ['in a flow mapping', 'x: { a: 1, "b": 2 }\n', ['x', 'b'], '"b"', '1:12'],
    ['with spaces before its colon', 'a   : x\n', ['a'], 'a', '1:1'],
    ['after an anchor', '&k a: x\n', ['a'], 'a', '1:4'],
    ['explicit', '? a\n: x\n', ['a'], 'a', '1:3'],
    ['of an empty value', 'x:\n  a:\n', ['x', 'a'], 'a', '2:3'],
    ['of an item: the item', 'x:\n  - a\n  - b\n', ['x', 1], 'b', '3:5'],
    ['with CRLF', 'x: 1\r\ny:\r\n  a: 1\r\n', ['y', 'a'], 'a', '3:3'],
    ['below an alias: in what it repeats', 'x: &it\n  a: 1\ny: *it\n', ['y', 'a'], 'a', '2:3'],
  ])('%s', async (_, text, steps, slice, position) => {
    const span = (await cursorOf(text)).key(...steps)
    expect({ slice: marked(span), position: placed(span) }).toEqual({ slice, position })
  })
})

describe('the first key of a mapping stands for what the mapping lacks', () => {
  it.each<[string, string, readonly Step[], string, string]>([
    ['of the file', '# a comment\ntype: http\nb: 1\n', [], 'type', '2:1'],
    ['of a block', 'a:\n  b: 1\n  c: 2\n', ['a'], 'b', '2:3'],
    ['of a flow mapping', 'a: { b: 1 }\n', ['a'], 'b', '1:6'],
    ['of an empty mapping: its own key', 'a: {}\n', ['a'], 'a', '1:1'],
    ['of what is no mapping: its own key', 'a: x\n', ['a'], 'a', '1:1'],
  ])('%s', async (_, text, steps, slice, position) => {
    const span = (await cursorOf(text)).firstKey(...steps)
    expect({ slice: marked(span), position: placed(span) }).toEqual({ slice, position })
  })
})

describe('words inside of a value are found, or else the whole value', () => {
  it.each<[string, string, string, string]>([
    ['plain', 'a: /orders/{id}/lines\n', '{id}', '1:12'],
    ['quoted', 'a: "{id}"\n', '{id}', '1:5'],
    ['folded', 'a: >-\n  one\n  {id}\n', '{id}', '3:3'],
    ['not there as they are', 'a: "\\x7bid}"\n', '"\\x7bid}"', '1:4'],
    ['behind an alias', 'b: &it "{id}"\na: *it\n', '*it', '2:4'],
  ])('%s', async (_, text, slice, position) => {
    const span = (await cursorOf(text)).within('{id}', 'a')
    expect({ slice: marked(span), position: placed(span) }).toEqual({ slice, position })
  })
})

it('a way that leads nowhere gives the deepest thing on it', async () => {
  const root = await cursorOf('a:\n  b: x\n')
  expect(marked(root.value('a', 'b', 'c'))).toBe('x')
  expect(marked(root.value('a', 'z'))).toBe('b: x')
  expect(marked(root.key('a', 'z'))).toBe('a')
})

it('a cursor gives the data where it stands, and nothing that every object has', async () => {
  const root = await cursorOf('a: [{ b: x }]\n')
  expect(root.in('a', 0, 'b').data).toBe('x')
  expect(root.in('a').in(0).in('b').data).toBe('x')
  expect(root.in('a', 'length').data).toBe(1)
  expect(root.in('a', 0, 'toString').data).toBeUndefined()
  expect(root.in('__proto__').data).toBeUndefined()
  expect(root.in('a', 1, 'b').data).toBeUndefined()
})

it('finds places in whatever order they are asked for, and copies of a span too', async () => {
  const text = 'a:\n  - x\n  - y\nb: z\n'
  const cursor = await cursorOf(text)
  const [first, second] = [cursor.value('a', 1), cursor.key('b')]
  const lone = (await cursorOf(text)).within('z', 'b')
  const places = [second, first, { ...lone }].map(({ start, end }) => text.slice(start, end))
  expect(places).toEqual(['b', 'y', 'z'])
})
