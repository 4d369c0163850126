import { pick } from '../random.ts'
import { changed, type Defect, inserted, lineOf, oneOf, removed } from './defect.ts'

const keys =
  /^( *)(description|confirmation|pre_speech|execution_audio|timeout_seconds|parameters|request|response|method|path|query|select|errors|base_url|credentials|headers|tools|examples|required|pattern|maxLength|exclusiveMinimum)(:.*)$/

const schema = (kind: string, what: string, plant: Defect['plant']): Defect => ({ kind, what, families: ['schema-'], level: 'schema', plant })

/** schemaDefects are what a validator sees that knows the published schema. */
export const schemaDefects: readonly Defect[] = [
  schema('wrong type', 'a number in quotes', changed(/^( {4}timeout_seconds: )(\d+)$/, '$1"$2"')),
  schema('wrong type', 'a word for a number', changed(/^( {4}timeout_seconds: )\d+$/, '$1short')),
  schema('wrong type', 'no instead of false', changed(/\brequired: false/, 'required: no')),
  schema('wrong type', 'a number where a text is meant', changed(/^( {2}X-Branch: )"(\d+)"$/, '$1$2')),
  schema('wrong type', 'a word instead of a list', changed(/\benum: \[(\w+)[^\]]*\]/, 'enum: $1')),
  schema('wrong type', 'a length in quotes', changed(/\bmaxLength: (\d+)/, 'maxLength: "$1"')),
  schema('wrong type', 'a list instead of a text', changed(/^( {4}confirmation: )(.*)$/, "$1['$2']")),
  schema('wrong type', 'a word for a status', changed(/\bstatus: 200/, 'status: ok')),

  schema('misspelt key', 'two letters swapped', misspelt(swapped)),
  schema(
    'misspelt key',
    'a letter missing',
    misspelt((key, at) => key.slice(0, at) + key.slice(at + 1)),
  ),
  schema(
    'misspelt key',
    'a letter twice',
    misspelt((key, at) => key.slice(0, at) + key.slice(at - 1)),
  ),
  schema(
    'misspelt key',
    'camelCase',
    oneOf(
      changed(/^( {4})timeout_seconds:/, '$1timeoutSeconds:'),
      changed(/^base_url:/, 'baseUrl:'),
      changed(/^( {4})pre_speech:/, '$1preSpeech:'),
      changed(/^( {4})execution_audio:/, '$1executionAudio:'),
    ),
  ),
  schema('misspelt key', 'a hyphen', changed(/^( *)(timeout|base|pre|execution)_(\w+:.*)$/, '$1$2-$3')),
  schema(
    'misspelt key',
    'the word of another format',
    oneOf(
      changed(/^credentials:$/, 'auth:'),
      changed(/^base_url:/, 'url:'),
      changed(/^( {4})timeout_seconds:/, '$1timeout:'),
      changed(/^( {4})confirmation:/, '$1confirm:'),
      changed(/^( {4})parameters:/, '$1inputs:'),
      changed(/^( {6})path:/, '$1url:'),
    ),
  ),
  schema('misplaced key', 'one level too deep', inserted(/^ {6}path: /, '      timeout_seconds: 4')),
  schema('misplaced key', 'one level too high', inserted(/^ {4}pre_speech: /, '    query: { limit: 3 }')),
  schema('misplaced key', 'a key of a tool at the top', inserted(/^description: /, 'timeout_seconds: 4')),

  schema('missing key', 'a tool without description', removed(/^ {4}description:/)),
  schema('missing key', 'a request without method', removed(/^ {6}method:/)),
  schema('missing key', 'a request without path', removed(/^ {6}path:/)),
  schema('missing key', 'a tool without request', removed(/^ {4}request:/)),
  schema('missing key', 'a parameter without description', removed(/^ {8}description:/)),
  schema('missing key', 'a file without type', removed(/^type:/)),
  schema('missing key', 'a file without description', removed(/^description:/)),
  schema('missing key', 'a file without base_url', removed(/^base_url:/)),
  schema('missing key', 'credentials without their secret', removed(/^ {2}(token|password|value|client_secret):/)),
  schema('missing key', 'credentials without type', removed(/^ {2}type: (bearer|basic|api_key|oauth2)/)),

  schema('bad enum value', 'a method that does not exist', changed(/^( {6}method: )\w+$/, '$1FETCH')),
  schema('bad enum value', 'a method in small letters', changed(/^( {6}method: )GET$/, '$1get')),
  schema('bad enum value', 'a misspelt method', oneOf(changed(/^( {6}method: )DELETE$/, '$1DELTE'), changed(/^( {6}method: )POST$/, '$1PSOT'))),
  schema('bad enum value', 'another audio', changed(/^( {4}execution_audio: )\w+$/, '$1music')),
  schema('bad enum value', 'another pre_speech', changed(/^( {4}pre_speech: )\w+$/, '$1always')),
  schema('bad enum value', 'a type of another language', oneOf(changed(/\btype: integer/, 'type: int'), changed(/\btype: boolean/, 'type: bool'))),
  schema('bad enum value', 'a type of integration that does not exist', changed(/^type: http$/, 'type: rest')),
  schema('bad enum value', 'a place for a key that does not exist', changed(/^( {2}in: )header$/, '$1cookie')),

  schema('wrong branch', 'a bearer token under another name', changed(/^( {2})token(: .*)$/, '$1value$2')),
  schema('wrong branch', 'a user name under another name', changed(/^( {2})username(: .*)$/, '$1user$2')),
  schema('wrong branch', 'a password under another name', changed(/^( {2})password(: .*)$/, '$1token$2')),
  schema('wrong branch', 'a key under another name', changed(/^( {2})value(: .*)$/, '$1token$2')),
  schema('wrong branch', 'a client secret under another name', changed(/^( {2})client_secret(: .*)$/, '$1password$2')),
  schema('wrong branch', 'a key of another kind of credentials', inserted(/^ {2}type: (bearer|basic)$/, '  in: header')),
  schema('wrong branch', 'a kind of credentials that does not exist', changed(/^( {2}type: )(bearer|basic|api_key)$/, '$1oauth')),
  schema('wrong branch', 'a query value that is a mapping', changed(/^( {8}limit: )(\d+).*$/, '$1{ max: $2 }')),
  {
    kind: 'bare placeholder',
    what: 'a placeholder without quotes in the query',
    families: ['schema-', 'yaml-', 'placeholder-', 'text-'],
    level: 'schema',
    plant: changed(/^( {8}(?:search|from|part|service|pieces): )"(\{\w+\})"$/, '$1$2'),
  },
]

type Slip = (key: string, at: number) => string

function misspelt(slip: Slip): Defect['plant'] {
  return (lines, random) => {
    const index = lineOf(lines, keys, random)
    const [, indent = '', key = '', rest = ''] = keys.exec(lines[index ?? -1] ?? '') ?? []
    if (index === undefined) return undefined
    // Not at the ends, where nobody slips, and only where it makes another word.
    const places = [...key].flatMap((_, at) => (at > 0 && at < key.length - 1 && slip(key, at) !== key && /^\w+$/.test(slip(key, at)) ? [at] : []))
    const at = pick(random, [places[0] ?? 1, ...places.slice(1)])
    return { lines: lines.toSpliced(index, 1, indent + slip(key, at) + rest), line: index + 1 }
  }
}

function swapped(key: string, at: number): string {
  return key.slice(0, at) + key.charAt(at + 1) + key.charAt(at) + key.slice(at + 2)
}
