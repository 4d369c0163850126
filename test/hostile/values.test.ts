import fc from 'fast-check'
import { describe, it } from 'vitest'
import { schema, soup, units, value } from './arbitrary.ts'
import { integration, nested, quoted, textOf } from './files.ts'
import { lockOf } from './lock.ts'
import { plainProject } from './positions.ts'
import { expectPromises } from './promises.ts'
import { expectAlways } from './property.ts'

describe('any JSON value in any place of a schema', () => {
  const styles: Readonly<Record<string, (json: unknown) => string>> = {
    'one line of JSON': (json) => JSON.stringify(json),
    'JSON over lines': (json) => JSON.stringify(json, null, 2),
    'JSON over lines of Windows': (json) => JSON.stringify(json, null, 4).replaceAll('\n', '\r\n'),
    'blocks of YAML': (json) => block(json, 0).trimStart(),
  }
  const heads = [
    '',
    'type: http\ndescription: The desk\nbase_url: https://desk.example.com/v1\ntools: ',
    'type: http\ndescription: The desk\ncredentials: ',
  ]
  const indented = (text: string): string => text.replaceAll('\n', '\n  ')

  it.each(Object.entries(styles))('%s', (_, style) =>
    expectAlways(
      fc.tuple(value, fc.constantFrom(...heads)),
      ([json, head]) => integration(head === '' ? style(json) : `${head}\n  ${indented(style(json))}\n`),
      150,
    ),
  )

  it('as a parameter, a body, an example, and all the rest', () =>
    expectAlways(
      fc.array(value, { minLength: 6, maxLength: 6 }),
      ([parameter, parameters, body, query, example, select]) =>
        integration(`type: http
description: The desk
base_url: https://desk.example.com/v1
tools:
  get_bike:
    description: Reads a bike by its number. Use it when the caller gives one.
    parameters: { name: ${JSON.stringify({ description: 'A', ...Object(parameter) })}, more: ${JSON.stringify(parameters)} }
    request: { method: POST, path: "/bikes/{name}", query: ${JSON.stringify(Object(query))}, body: ${JSON.stringify(body)} }
    response: { select: ${quoted(JSON.stringify(select))} }
    examples: [{ name: a, arguments: ${JSON.stringify(Object(example))} }]
`),
      300,
    ))
})

describe('any JSON value in what stands around an integration', () => {
  const paths = Object.keys(plainProject)

  it('in place of a file', () =>
    expectAlways(fc.tuple(fc.constantFrom(...paths), value), ([path, json]) => ({ ...plainProject, [path]: JSON.stringify(json) }), 100))

  const place = fc.constantFrom(
    'prompts',
    '.',
    '..',
    '../..',
    '/',
    '/etc/passwd',
    'integrations',
    'integrations/desk.yaml',
    '\0',
    'a/'.repeat(500),
    '',
  )
  const settings = {
    ...{ integrations: fc.oneof(place, value), agents: fc.oneof(place, value), bundles: fc.oneof(place, value), targets: value },
    severity: fc.oneof(
      fc.dictionary(
        fc.constantFrom('tool-name-duplicate', 'yaml-syntax', 'mcp-*', '__proto__', ''),
        fc.constantFrom('error', 'warning', 'note', 'ignore', 3, null),
      ),
      value,
    ),
  }
  it('as a setting', () =>
    expectAlways(
      fc.record(settings, { requiredKeys: [] }),
      (json) => ({ ...plainProject, 'diga.yaml': JSON.stringify(json), 'prompts/shop.md': 'Use `get_bike`.' }),
      100,
    ))

  it('as a part of an agent', () =>
    expectAlways(
      fc.record(
        {
          ...{ description: fc.oneof(fc.string(), value), prompt: fc.oneof(place, value) },
          tools: fc.oneof(
            fc.dictionary(
              fc.constantFrom('desk', 'stock', 'dask', '__proto__', ''),
              fc.array(fc.constantFrom('get_bike', 'find_bike', 'gat_bike', '')),
            ),
            value,
          ),
          variables: fc.oneof(fc.dictionary(fc.constantFrom('caller', 'a b', 'toString', ''), fc.string()), value),
        },
        { requiredKeys: ['description', 'tools'] },
      ),
      (json) => ({ ...plainProject, 'agents/shop.yaml': JSON.stringify(json) }),
      100,
    ))

  it('as the definition of a tool that a server sent', () => {
    const definition = fc.record(
      {
        ...{ name: fc.oneof(fc.constantFrom('find_bike', '__proto__', 'a\u200bb', ''), fc.string()), title: fc.oneof(units, value) },
        ...{ description: fc.oneof(units, soup, value), inputSchema: schema, outputSchema: schema, annotations: value, _meta: value },
      },
      { requiredKeys: ['name'] },
    )
    return expectAlways(
      fc.tuple(fc.uniqueArray(definition, { maxLength: 3, selector: ({ name }) => name }), fc.option(soup, { nil: undefined })),
      ([tools, instructions]) => ({
        ...plainProject,
        'integrations/stock.lock.yaml': lockOf({ url: 'https://desk.example.com/mcp', instructions, tools: tools.map((tool) => ({ ...tool })) }),
      }),
      100,
    )
  })

  it('as a part of a lockfile', () =>
    expectAlways(
      fc.tuple(fc.constantFrom('lockfile_version', 'server', 'list_digest', 'tools', 'more'), value),
      ([key, json]) => ({
        ...plainProject,
        // Written behind the right one, the key stands twice; in its place, it is all that there is.
        'integrations/stock.lock.yaml': `${textOf(plainProject['integrations/stock.lock.yaml']).replace(new RegExp(`^${key}:.*\\n(?: .*\\n)*`, 'm'), '')}${key}: ${JSON.stringify(json)}\n`,
      }),
      100,
    ))
})

describe('deeper than any stack', () => {
  const styles: Readonly<Record<string, readonly [open: string, close: string]>> = {
    lists: ['[', ']'],
    mappings: ['{a: ', '}'],
    'mappings of JSON': ['{"a":', '}'],
    'mappings that nobody closes': ['{a: ', ''],
    'lists with names': ['&a [', ']'],
    'lists with tags': ['!!seq [', ']'],
    'items of items': ['- ', ''],
    'keys of keys': ['? ', ''],
  }

  it.each(Object.entries(styles))('%s', async (_, [open, close]) => {
    for (const path of Object.keys(plainProject))
      for (const depth of [61, 257, 5000]) await expectPromises({ ...plainProject, [path]: `tools: ${nested(open, 'a', close, depth)}\n` })
  })

  it.each([100, 200, 256, 1000])('a locked schema %i deep', async (depth) => {
    const deepest = `      definition: { name: find_bike, inputSchema: ${nested('{ items: ', '{}', ' }', depth)} }\n`
    const before = textOf(plainProject['integrations/stock.lock.yaml']).replace(/^ {4}definition:\n(?: {5}.*\n)*/m, deepest.slice(2))
    await expectPromises({ ...plainProject, 'integrations/stock.lock.yaml': before })
  })
})

/** Writes a value in blocks, the plainest way that could go wrong: keys and texts in quotes only where they are empty or hold a line break. */
function block(json: unknown, indent: number): string {
  const pad = `\n${' '.repeat(indent)}`
  const plain = (text: string): string => (text === '' || /[\n\r]/.test(text) ? JSON.stringify(text) : text)
  if (Array.isArray(json)) return json.length === 0 ? '[]' : json.map((item) => `${pad}-${spaced(block(item, indent + 2))}`).join('')
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json)
    return entries.length === 0 ? '{}' : entries.map(([key, item]) => `${pad}${plain(key)}:${spaced(block(item, indent + 2))}`).join('')
  }
  return typeof json === 'string' ? plain(json) : JSON.stringify(json)
}

function spaced(text: string): string {
  return text.startsWith('\n') ? text : ` ${text}`
}
