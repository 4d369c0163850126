import fc from 'fast-check'
import { describe, it } from 'vitest'
import { integration, quoted } from './files.ts'
import { expectAlways } from './property.ts'

describe('any JSON value in any place of a schema', () => {
  const keys = fc.oneof(
    fc.constantFrom(
      'type',
      'tools',
      'get_bike',
      'request',
      'method',
      'path',
      'parameters',
      'name',
      'body',
      'query',
      'response',
      'enum',
      'items',
      'properties',
      'required',
    ),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      '',
      '0',
      '404',
      '-1',
      'a b',
      'k'.repeat(4096),
      '\n',
      '{name}',
      '<<',
      '$ref',
    ),
    fc.string({ maxLength: 5 }),
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.oneof(
        fc.constantFrom(null, true, 0, -0, 1e21, 0.5, 'http', 'mcp', 'GET', '/bikes/{name}', 'string', ''),
        fc.string({ maxLength: 8 }),
        fc.double({ noNaN: true }),
      ),
      fc.array(tie('any'), { maxLength: 4 }),
      // Not an object literal, where __proto__ would be something else.
      fc.array(fc.tuple(keys, tie('any')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).any

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
