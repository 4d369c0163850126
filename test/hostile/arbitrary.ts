import fc from 'fast-check'
import { texts } from './texts.ts'

/** Any text, as UTF-16 has it: halves of pairs and NULs too. */
export const anything = fc.string({ unit: 'binary', maxLength: 400 })
/** One of the texts that have hurt something. */
export const units = fc.constantFrom(...Object.values(texts))
const signs = [
  '\n',
  '\n  ',
  '\n    ',
  '\n      ',
  ': ',
  ':',
  ' ',
  '- ',
  ', ',
  '|\n',
  '>-\n',
  ' # ',
  '&a ',
  '*a',
  '!!str ',
  '? ',
  '<<: ',
  '---\n',
  '%YAML 1.2\n',
]
const characters = [...'[]{}"\'#~\\\t\0\ufeff\u2028😀', '\r\n']
const words =
  `null true 1 0x1 -.inf 2026-11-23 type http mcp description base_url url tools get_bike parameters name request method GET path /bikes query body
  headers response select errors 404 examples arguments credentials bearer token required false enum pattern (a+)+$ {name} {{caller}} \${TOKEN}
  https://desk.example.com/v1 __proto__ constructor toString`.split(/\s+/)

/** What YAML, our schemas and placeholders are made of. */
export const tokens = fc.oneof(
  fc.constantFrom(...signs),
  fc.constantFrom(...characters),
  fc.constantFrom(...words, '# diga-int ignore no-such-code: a'),
)
/** The same in any order. */
export const soup = fc.array(tokens, { maxLength: 120 }).map((parts) => parts.join(''))

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
/** Any JSON value, of keys that we know, that every object has, and that nobody has. */
export const value = fc.letrec((tie) => ({
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

const keywords = fc.constantFrom(
  ...['type', 'properties', 'items', 'prefixItems', 'required', 'enum', 'const', 'default', 'examples', 'anyOf', 'oneOf', 'allOf', 'not', 'if'],
  ...['additionalProperties', 'patternProperties', 'pattern', 'format', 'minimum', 'maxLength', 'uniqueItems', '$ref', '$defs', '$id', 'description'],
)
/** What a server may send as a JSON Schema: its keywords, and under them what belongs there or anything else. */
export const schema = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(
      'string',
      'object',
      '#',
      '#/$defs/a',
      '#/properties/a',
      'https://desk.example.com/a.json',
      '(a+)+$',
      '(',
      'email',
      3,
      true,
      [],
    ),
    value,
    fc.array(tie('any'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(keywords, fc.constantFrom('a', '__proto__', '/')), tie('any')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).any
