import { closest, didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { Span } from '../../diagnostic/diagnostic.ts'
import type { Step } from '../../yaml/cursor.ts'
import { keyInside } from '../swallowed.ts'
import { type Case, keySpan, onlyClosest, requoted, type Told, valueSpan } from './case.ts'
import { at, type Draft } from './draft.ts'
import { isSecret } from './discretion.ts'
import { homelessHint, wordByAnotherName } from './foreign.ts'
import { nameOf, shownValue } from './names.ts'
import type { Problem } from './problem.ts'
import { firstSentence, knownKeys } from './published.ts'
import { wrongType } from './types.ts'
import { isStatusRange } from './placed.ts'

/** tell words a problem that is no echo of another one. */
export function tell(problem: Problem, around: Case): Told {
  const name = nameOf(around.shape, problem.path)
  switch (problem.kind) {
    case 'unknown-key':
      return unknownKey(problem, around)
    case 'missing-key':
      return missingKey(problem, around)
    case 'excluded-key':
      return excludedKey(problem, around)
    case 'type':
      return wrongType(problem, around)
    case 'word':
      return unknownWord(problem, around)
    case 'tag':
      return unknownTag(problem, around)
    case 'name':
      return {
        code: 'schema-value-refused',
        message: `${name}: "${shownValue(problem.key)}" is refused: ${reasonOf(problem)}`,
        span: keySpan(around, problem.path, problem.key ?? ''),
        hint: isStatusRange(problem.key) ? 'write each status that callers will meet on a line of its own: 404, 409' : undefined,
      }
    case 'pattern':
      if (isSecret(problem.path, problem.draft, around))
        return { code: 'schema-value-refused', message: `${name} is refused: ${reasonOf(problem)}`, span: valueSpan(around, problem.draft) }
      return {
        code: 'schema-value-refused',
        message: `${name}: "${shownValue(problem.draft.value)}" is refused: ${reasonOf(problem)}`,
        span: valueSpan(around, problem.draft),
        hint: startsOtherwise(problem.draft.value),
      }
    case 'limit':
      return {
        code: 'schema-value-refused',
        message: `${name} ${problem.words ?? 'is refused'}`,
        span: problem.draft.value === undefined ? around.root.key(...problem.draft.origin) : valueSpan(around, problem.draft),
      }
  }
}

function reasonOf({ schema }: Problem): string {
  return schema.patternErrorMessage ?? `it must match ${schema.pattern}`
}

/** Word processors change quotes into ones that YAML takes for letters. */
function startsOtherwise(value: unknown): string | undefined {
  return typeof value === 'string' && /^[“”„‘’«»]/.test(value) ? 'these quotes are letters to YAML: write " or \'' : undefined
}

function unknownKey({ path, key = '', schema, draft }: Problem, around: Case): Told {
  const name = nameOf(around.shape, path)
  around.judge.asked += 1
  return {
    code: 'schema-unknown-key',
    message: `key "${shownValue(key)}" is not known in ${name}`,
    span: keySpan(around, path, key),
    hint: around.judge.asked > mostAsked ? undefined : unknownKeyHint({ path, key, schema, draft }, around),
  }
}

// Nobody reads more hints of one file, and each takes longer than all the rest.
const mostAsked = 1000

function unknownKeyHint({ path, key = '', schema, draft }: Omit<Problem, 'kind'>, around: Case): string | undefined {
  const absent = knownKeys(schema).filter((known) => draft.entries?.has(known) !== true)
  return (
    leftOverHint(key, draft) ??
    homelessHint(path, key, around) ??
    elsewhereHint(path, key, around) ??
    otherBranchHint(path, key, around) ??
    knownHint(key, absent, absent.length < knownKeys(schema).length)
  )
}

/** Of the keys that are known here, those that do not stand here yet. */
function knownHint(key: string, absent: readonly string[], isPart: boolean): string | undefined {
  const hint = didYouMean(key, absent)
  return isPart ? hint?.replace(/^known:/, 'known and not used yet:') : hint
}

/** A comma inside braces ends a text, and what follows it becomes a key without a value. */
function leftOverHint(key: string, draft: Draft): string | undefined {
  const isLeftOver = draft.entries?.get(key)?.value === null && key.includes(' ')
  return isLeftOver ? 'if it belongs to the text before it, put that text in quotes: a comma ends it' : undefined
}

/** What encloses the mapping knows the key, and has it already. */
function elsewhereHint(path: readonly Step[], key: string, { shape, draft, judge }: Case): string | undefined {
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const above = path.slice(0, length)
    const mapping = at(draft, above)
    const schema = judge.published.at(draft, above)
    if (schema !== undefined && knownKeys(schema).includes(key) && mapping?.entries?.has(key) === true)
      return `${nameOf(shape, above)} has one already: delete this one`
  }
  return undefined
}

/** Another branch of the union knows the key. */
function otherBranchHint(path: readonly Step[], key: string, { draft, judge }: Case): string | undefined {
  const tags = [...judge.published.branchesAt(draft, path)].flatMap(([tag, branch]) => (knownKeys(branch).includes(key) ? [tag] : []))
  return tags.length === 0 ? undefined : `"${key}" belongs to type ${tags.join(' or ')}`
}

function missingKey({ path, key = '', draft, schema }: Problem, around: Case): Told {
  const swallowed = swallowedKey(draft, key, around)
  if (swallowed !== undefined) {
    const { name, span } = swallowed
    const message = `${nameOf(around.shape, path)} lacks the key "${key}": it is part of the text of "${name}"`
    return { code: 'schema-missing-key', message, span, hint: `indent it like "${name}"` }
  }
  const described = schema.properties?.[key]
  const description = described === false ? undefined : described?.description
  return {
    code: 'schema-missing-key',
    message: `${nameOf(around.shape, path)} lacks the key "${key}"`,
    span: around.root.firstKey(...draft.origin),
    hint: `add "${key}"${description === undefined ? '' : `: ${firstSentence(description)}`}`,
  }
}

function excludedKey({ path, key = '', beside = '' }: Problem, around: Case): Told {
  return {
    code: 'schema-unknown-key',
    message: `${nameOf(around.shape, path)} has "${beside}", and "${key}" has no place beside it`,
    span: keySpan(around, path, key),
    related: [{ span: keySpan(around, path, beside), label: 'set here' }],
    hint: excludedHints.get(`${key} beside ${beside}`) ?? `keep one of the two`,
  }
}

const excludedHints: ReadonlyMap<string, string> = new Map([
  ['command beside url', 'keep "url" for a server on the network, "command" for a program that is started here'],
  ['credentials beside command', 'name the variables that the program needs: env: [NAME]'],
  ['transport beside command', 'delete it: a program is spoken to over its standard input and output'],
  ['tls beside command', 'delete it: nothing goes over the network'],
  ['args beside url', 'delete it: only a program has arguments'],
  ['env beside url', 'write the variables where they belong: credentials, or ${NAME} in the address'],
])

/** A text that goes on over the key that is missed, because the key is indented like the text. */
function swallowedKey({ entries }: Draft, key: string, { root }: Case): { readonly name: string; readonly span: Span } | undefined {
  for (const [name, { value, origin }] of entries ?? []) {
    const span = typeof value === 'string' && value.includes(`${key}:`) ? keyInside(root.value(...origin), key) : undefined
    if (span !== undefined) return { name, span }
  }
  return undefined
}

function unknownWord({ path, draft, allowed = [] }: Problem, around: Case): Told {
  const name = nameOf(around.shape, path)
  const words = allowed.map(String)
  const span = valueSpan(around, draft)
  const list = `${words.length === 1 ? '' : 'one of '}${words.join(', ')}`
  if (draft.value === null) return { code: 'schema-wrong-type', message: `${name} is empty`, span, hint: `write ${list} behind it` }
  const found = shownValue(draft.value)
  // In other languages a question mark makes a value one that may be left out.
  const sure = found.endsWith('?') && words.includes(found.slice(0, -1)) ? found.slice(0, -1) : undefined
  if (sure !== undefined) {
    const hint = `write "${String(path.at(-1))}: ${sure}", and beside it "required: false" if it may be left out`
    return { code: 'schema-value-unknown', message: `${name} "${found}" is not ${list}`, span, hint }
  }
  const other = wordByAnotherName(found, words)
  const near = other === undefined && typeof draft.value === 'string' ? onlyClosest(found, words) : undefined
  const meant = other?.isCertain === true ? other.word : near
  return {
    code: 'schema-value-unknown',
    message: `${name} "${found}" is not ${list}`,
    span,
    hint: other === undefined ? nearHint(draft.value, words) : `did you mean "${other.word}"?`,
    fix: meant === undefined ? undefined : { span, text: requoted(span, meant) },
  }
}

function nearHint(value: unknown, words: readonly string[]): string | undefined {
  return typeof value === 'string' && closest(value, words) !== undefined ? didYouMean(value, words) : undefined
}

function unknownTag({ path, draft, allowed = [] }: Problem, around: Case): Told {
  const name = nameOf(around.shape, path)
  const tag = draft.entries?.get('type')
  const tags = allowed.map(String).join(', ')
  if (tag === undefined) {
    return {
      code: 'schema-missing-key',
      message: `${name} lacks the key "type"`,
      span: around.root.firstKey(...draft.origin),
      hint: `add "type", one of ${tags}`,
    }
  }
  const told = unknownWord({ kind: 'word', path: [...path, 'type'], draft: tag, schema: {}, allowed }, around)
  return tag.value === undefined
    ? { ...told, code: 'schema-wrong-type', message: `type of ${name} must be a text, one of ${tags}` }
    : { ...told, message: told.message.replace(nameOf(around.shape, [...path, 'type']), `type of ${name}`) }
}
