import type { Random } from '../random.ts'
import { changed, type Defect, inserted, lineOf, oneOf } from './defect.ts'

const meaning = (kind: string, what: string, family: string | readonly string[], plant: Defect['plant']): Defect => {
  return { kind, what, families: [family].flat(), level: 'meaning', plant }
}

/** meaningDefects have the right shape and are wrong all the same. */
export const meaningDefects: readonly Defect[] = [
  meaning('bad pattern', 'a group that is never closed', 'parameter-pattern', changed(/\bpattern: '\^([^']*)'/, "pattern: '^($1'")),
  meaning('bad pattern', 'a class that is never closed', 'parameter-pattern', changed(/\bpattern: '\^[^']*\{(\d)\}\$'/, "pattern: '^[0-9{$1}$$'")),
  meaning('bad pattern', 'nothing to repeat', 'parameter-pattern', changed(/\bpattern: '\^([^']*)'/, "pattern: '^*$1'")),

  meaning(
    'undeclared parameter',
    'a misspelt placeholder',
    'parameter-',
    oneOf(
      changed(/^( {4}request: .*|  {5}path: .*)\{number\}/, '$1{nubmer}'),
      changed(/^( {8}(?:search|from|service|pieces): )"\{(\w)(\w)(\w+)\}"$/, '$1"{$2$4}"'),
      changed(/^( {6}body: \{.*)"\{(note|day)\}"/, '$1"{$2s}"'),
    ),
  ),
  meaning('undeclared parameter', 'a placeholder of its own in the query', 'parameter-', inserted(/^ {6}query:$/, '        page: "{page}"')),
  meaning('undeclared parameter', 'a placeholder of its own in the body', 'parameter-', inserted(/^ {6}body:$/, '        colour: "{colour}"')),

  meaning(
    'unused parameter',
    'a parameter that goes nowhere',
    'parameter-',
    inserted(/^ {4}parameters:$/, '      nickname: { type: string, required: false, description: What the caller likes to be called }'),
  ),
  meaning('unused parameter', 'a parameter whose line of the query is gone', 'parameter-', (lines, random) => {
    const index = lineOf(lines, /^ {8}part: "\{part_of_day\}"$/, random)
    if (index === undefined) return undefined
    const declared = lines.findLastIndex((line, at) => at < index && /^ {6}part_of_day:/.test(line))
    return { lines: lines.toSpliced(index, 1), line: declared + 1 }
  }),
  meaning(
    'bare placeholder',
    'a placeholder without quotes in the body',
    ['parameter-', 'yaml-', 'placeholder-', 'text-'],
    oneOf(changed(/^( {10}(?:name|day): )"(\{\w+\})"$/, '$1$2'), changed(/^( {8}to: )"(\{\w+\})"$/, '$1$2')),
  ),

  meaning(
    'confirmation with an unknown parameter',
    'a misspelt placeholder',
    'confirmation-',
    changed(/^( {4}confirmation: .*)\{number\}/, '$1{nubmer}'),
  ),
  meaning(
    'confirmation with an unknown parameter',
    'a name of something else',
    'confirmation-',
    changed(/^( {4}confirmation: .*)(\?)$/, '$1 at {price}$2'),
  ),

  meaning('body on GET', 'a body', 'body-', inserted(/^ {6}method: GET$/, '      body: { active: true }')),
  meaning('http address', 'in base_url', ['base-url-', 'url-'], (lines, random) => {
    // The addresses of tokens would then be on another origin: a second slip.
    return lines.some((line) => line.startsWith('  token_url:')) ? undefined : changed(/^(base_url: )https:/, '$1http:')(lines, random)
  }),
  meaning('http address', 'of the token', ['base-url-', 'url-', 'credential'], changed(/^( {2}token_url: )https:/, '$1http:')),

  meaning('plain-text secret', 'in the credentials', ['credential-', 'secret-'], (lines, random) => {
    return changed(/^( {2}(?:token|password|value|client_secret): ).*$/, `$1${secret(random)}`)(lines, random)
  }),
  meaning('plain-text secret', 'in a header', ['credential-', 'secret-'], (lines, random) => {
    return inserted(/^ {2}Accept: /, `  X-Api-Token: ${secret(random)}`)(lines, random)
  }),
]

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** A secret that opens nothing. */
function secret(random: Random): string {
  return `s${Array.from({ length: 31 }, () => letters.charAt(Math.floor(random() * letters.length))).join('')}`
}
