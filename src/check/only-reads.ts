import type { ProjectTool } from '../model/project.ts'
import { placeholdersOf } from '../model/template.ts'
import { conjunctions, effectOf, isForTheRecord, segmentsOf, startsReading, wordsOf } from './effect.ts'
import { benignWords, moneyWords, readingEnds, readingWords, takingWords, tellingWords, writingWords } from './effect-words.ts'
import { promisesChange } from './tool-verb.ts'

/**
 * onlyReads tells whether a call leaves no trace on the server, so that it may be made unasked. Where a rule keeps silent when it is not sure, this says
 * no: a search that is not called costs a flag, a card that is charged cannot be got back. What is given to the call may decide what it does.
 */
export function onlyReads(tool: ProjectTool, given: Readonly<Record<string, unknown>> = {}): boolean {
  if (tool.type === 'mcp') return !tool.mayChange && !namesChange(tool)
  const { request } = tool.http
  const segments = segmentsOf(request.path.replace(/\{(\w+)\}/g, (hole, name: string) => textOf(given[name]) ?? hole))
  if (overridesMethod(tool)) return false
  const target = wordsOf(segments.at(-1) ?? '')
  if (!tool.mayChange) return !namesChange(tool) && !isVerbOfTaking(target[0] ?? '')
  if (effectOf(tool) !== 'reads' || isForTheRecord(wordsOf(tool.name))) return false
  const path = segments.flatMap(wordsOf)
  if (path.includes('graphql') || path.includes('gql')) return isReadingGraphql(request.body)
  const isSearch = readsAt(target) || searches.test(segments.at(-2) ?? '')
  return (isSearch || startsReading(wordsOf(tool.name))) && !acts(tool, path, isSearch)
}

const searches = /^_?(?:search|query|lookup)$/

function readsAt(target: readonly string[]): boolean {
  return startsReading(target) || readingWords.has(target.join('')) || endsReading(target)
}

function endsReading(words: readonly string[]): boolean {
  return readingEnds.has(words.at(-1) ?? '')
}

/** Whether a name, a path or the first word of a description speaks of doing something. A search for payments moves no money. */
function acts({ name, description }: ProjectTool, path: readonly string[], isSearch: boolean): boolean {
  const words = wordsOf(name)
  const [first = ''] = words
  const isAbout = isSearch || words.some((word) => benignWords.has(word))
  const isVerb = (moneyWords.has(first) || doing.has(first)) && !endsReading(words)
  return (
    isVerb ||
    [...words, ...path].some((word) => takingWords.has(word) || writingWords.has(word) || word === 'sql' || (!isAbout && moneyWords.has(word))) ||
    doesMore(words, isSearch) ||
    describesChange(description)
  )
}

/** `verify_and_book`: what stands behind the "and" does not only read. A search may be for rooms and prices. */
function doesMore(name: readonly string[], isSearch: boolean): boolean {
  return name.some((word, index) => {
    const [next = ''] = name.slice(index + 1)
    return index > 0 && conjunctions.has(word) && (isSearch ? doing.has(next) : !startsReading([next]))
  })
}

function namesChange({ name, description }: ProjectTool): boolean {
  const first = wordsOf(name)[0] ?? ''
  // What is a verb in both is no noun: charge_card, "Charges a card".
  const isVerb = !startsReading([first]) && formsOf(firstWordOf(description)).includes(first)
  return promisesChange(name) || (isVerb && (doing.has(first) || takingWords.has(first) || writingWords.has(first)))
}

// Verbs that are nouns as well, which lists of words leave out.
const doing: ReadonlySet<string> = new Set(
  'pay charge refund purchase debit donate book order reserve schedule transfer invite message call email text post publish import sync run'.split(
    ' ',
  ),
)

function describesChange(description: string): boolean {
  const first = firstWordOf(description)
  if (tellingWords.has(first)) return false
  return formsOf(first).some((word) => takingWords.has(word) || writingWords.has(word) || moneyWords.has(word) || doing.has(word))
}

function firstWordOf(description: string): string {
  return wordsOf(/^\p{L}+/u.exec(description)?.[0] ?? '')[0] ?? ''
}

/** "Deletes" is of "delete", "cancels" of "cancel", "löscht" of "löschen". */
function formsOf(word: string): readonly string[] {
  const forms = [word]
  if (word.endsWith('s')) forms.push(word.slice(0, -1))
  if (word.endsWith('es')) forms.push(word.slice(0, -2))
  if (word.endsWith('t')) forms.push(`${word.slice(0, -1)}en`)
  return forms
}

/** A cancellation can be looked at, `/orders/7/cancel` cannot. */
function isVerbOfTaking(word: string): boolean {
  return takingWords.has(word) && !/(?:ions?|iones|ione|ung|amento|storno|disdetta)$/.test(word)
}

/** A hole can be filled with a mutation. */
function isReadingGraphql(body: unknown): boolean {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined
  return typeof query === 'string' && placeholdersOf(query).length === 0 && !/\b(?:mutation|subscription)\b/.test(query)
}

/** Servers that are told another method than the one that they are sent do what the other one does. */
function overridesMethod({ http: { request } }: Extract<ProjectTool, { type: 'http' }>): boolean {
  return request.headers.some(([name]) => /^x-(?:http-)?method(?:-override)?$/i.test(name)) || request.query.some(([name]) => name === '_method')
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
