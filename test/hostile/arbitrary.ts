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
