import type { ProjectTool } from '../model/project.ts'
import {
  amountWords,
  benignWords,
  moneyWords,
  moneyWordsWithAmount,
  readingEnds,
  readingWords,
  callWords,
  noteWords,
  recordingWords,
  recordWords,
  takingWords,
  tellingWords,
  writingWords,
} from './effect-words.ts'

/**
 * Effect is what a tool does to the world, as far as its method, its names and its parameters tell; `reads`: nothing that a caller would be
 * asked about.
 */
export type Effect = 'reads' | 'writes' | 'pays' | 'takes away'

const effects = new WeakMap<ProjectTool, Effect>()

/** effectOf tells what a tool does. Several rules ask, so what was worked out is kept. */
export function effectOf(tool: ProjectTool): Effect {
  if (!tool.mayChange) return 'reads'
  const known = effects.get(tool)
  if (known !== undefined) return known
  const effect = judge(tool)
  effects.set(tool, effect)
  return effect
}

function judge(tool: ProjectTool): Effect {
  const request = tool.type === 'http' ? tool.http.request : undefined
  const name = wordsOf(tool.name)
  const segments = request === undefined ? [] : segmentsOf(request.path)
  const target = wordsOf(segments.at(-1) ?? '')
  const takesAway = request?.method === 'DELETE' || takesAwayBy(name) || some(target, takingWords)
  // PUT, PATCH and DELETE change something whatever the tool is called; many a search is a POST.
  const canRead = request === undefined || request.method === 'POST'
  if (canRead && ((startsReading(name) && !changesAlso(name)) || (!takesAway && readsBy(name, segments, request?.body)))) return 'reads'
  if (takesAway) return 'takes away'
  if (paysBy(name, target, tool)) return 'pays'
  if (isForTheRecord(name)) return 'reads'
  if (!canRead || request === undefined || writingWords.has(name[0] ?? '')) return 'writes'
  return isTelling(tool.description) || keepsNothing.test(tool.description) ? 'reads' : 'writes'
}

/** wordsOf takes a name apart: `refundOrder` and `refund_order` are two words. */
export function wordsOf(name: string): readonly string[] {
  const plain = /[^\x20-\x7e]/.test(name) ? name.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : name
  const apart = /[A-Z]/.test(plain) ? plain.replace(/([a-z0-9])(?=[A-Z])/g, '$1_').toLowerCase() : plain
  return apart.split(/[^a-z0-9]+/).filter((word) => word !== '')
}

/** segmentsOf gives the parts of a path that are no parameter, without endings such as `.json`; of `places:searchText` what is done there. */
export function segmentsOf(path: string): readonly string[] {
  const end = path.search(/[?#]/)
  const segments = (end < 0 ? path : path.slice(0, end)).split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  return segments.map((segment) => segment.slice(segment.lastIndexOf(':') + 1).replace(/\.[a-z]{2,5}$/, ''))
}

/** isDeed tells whether a word of a name is a verb for what tools do: it looks something up, or changes something. */
export function isDeed(word: string): boolean {
  return readingWords.has(word) || changes(word)
}

function some(words: readonly string[], among: ReadonlySet<string>): boolean {
  return words.some((word) => among.has(word))
}

/** startsReading tells whether a name begins with a word for looking something up. */
export function startsReading([first = '', second = '']: readonly string[]): boolean {
  // A guest who checks in changes something.
  return readingWords.has(first) && !(first === 'check' && (second === 'in' || second === 'out'))
}

/** changesAlso tells of a second thing in a name that changes something: `check_and_cancel_order` looks something up first. */
export function changesAlso(name: readonly string[]): boolean {
  return name.some((word, index) => conjunctions.has(word) && changes(name[index + 1] ?? ''))
}

function changes(word: string): boolean {
  return takingWords.has(word) || moneyWords.has(word) || writingWords.has(word)
}

/** conjunctions stand in a name before a second thing that a tool does. */
export const conjunctions: ReadonlySet<string> = new Set('and then y und et'.split(' '))

function endsReading(words: readonly string[]): boolean {
  return words.length > 1 && readingEnds.has(words.at(-1) ?? '')
}

function takesAwayBy(name: readonly string[]): boolean {
  const first = name[0] ?? ''
  if (takingWords.has(first)) return true
  // An e-mail about a cancellation cancels nothing. "dar de baja" is one verb in three words.
  return some(name, benignWords) ? false : some(name, takingWords) || (first === 'dar' && name.includes('baja'))
}

/** isForTheRecord tells of what the agent notes down of the call, for colleagues: no business that the caller would be asked about. */
export function isForTheRecord(name: readonly string[]): boolean {
  return name[0] === 'log' || some(name, recordingWords) || (some(name, callWords) && some(name, noteWords))
}

function paysBy(name: readonly string[], target: readonly string[], tool: ProjectTool): boolean {
  // A link, a receipt or a note about a payment moves no money.
  if (some(name, benignWords)) return false
  if (some(name, moneyWords)) return true
  if (some(target, moneyWords) && !some(target, benignWords)) return true
  const hasAmount = Object.entries(propertiesOf(tool)).some(([parameter, schema]) => isMoneyParameter(parameter, schema))
  if (!hasAmount) return false
  return some(name, moneyWordsWithAmount) || some(target, moneyWordsWithAmount) || (!some(name, recordWords) && !some(target, recordWords))
}

const accountWords: ReadonlySet<string> = new Set(['iban', 'cvv', 'cvc'])

function isMoneyParameter(name: string, schema: unknown): boolean {
  return isAmount(name, schema) || some(wordsOf(name), accountWords)
}

/** isAmount tells whether a parameter is a sum of money: a number that is called one. */
export function isAmount(name: string, schema: unknown): boolean {
  const words = wordsOf(name)
  const type = typeOf(schema)
  if ((type !== 'number' && type !== 'integer') || isCount(schema)) return false
  // "total" and "price" are counts and ids as well when they are whole numbers.
  return (
    some(words, amountWords) || (type === 'number' && words.some((word) => /^(?:total|totals|price|precio|preis|prix|prezzo|summe|sum)$/.test(word)))
  )
}

const counting =
  /^(?:the |die |el |la |le |il )?(?:(?:number|count|quantity) of|how many|(?:cantidad|número) de|cuánt[ao]s|anzahl|wie viele|nombre de|numero di|quant[ie])(?!\p{L})/iu
const currency = /(?<!\p{L})(?:euros?|cents?|dollars?|pounds?|eur|usd|gbp|chf|money|céntimos|centimes|centesimi)(?!\p{L})|[€$£]/iu

/** What is called an amount may be one of tablets; a number of cents is money. */
function isCount(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || !('description' in schema)) return false
  const { description } = schema
  return typeof description === 'string' && counting.test(description) && !currency.test(description)
}

function typeOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined
}

/** propertiesOf gives the schemas of a tool's arguments by name. */
export function propertiesOf(tool: ProjectTool): Readonly<Record<string, unknown>> {
  const { properties } = tool.inputSchema
  return typeof properties === 'object' && properties !== null ? { ...properties } : {}
}

function readsBy(name: readonly string[], segments: readonly string[], body: unknown): boolean {
  const last = wordsOf(segments.at(-1) ?? '')
  if (last.includes('graphql')) return readsByGraphql(body)
  if (writingWords.has(name[0] ?? '')) return false
  return endsReading(name) || startsReading(last) || endsReading(last) || readingWords.has(last.join('')) || searchWords.test(segments.at(-2) ?? '')
}

const searchWords = /^_?(?:search|query|lookup)$/

// What a description says of a POST that leaves nothing behind.
const keepsNothing =
  /^answers (?:a )?questions?\b|\bwithout (?:saving|storing|booking|changing|creating|ordering) (?:it|them|anything)\b|\bnothing is (?:saved|stored|changed|booked|created|ordered|written)\b|\b(?:saves|stores|changes|books|creates) nothing\b|\bohne (?:es|sie|ihn|etwas) zu (?:speichern|buchen|ändern|bestellen)\b|\bes wird nichts (?:gespeichert|gebucht|geändert|bestellt)\b|\bsin (?:guardar|reservar|cambiar) nada\b|\bsans (?:rien )?enregistrer\b|\bsenza salvar(?:lo|la|li|le)\b/i

function isTelling(description: string): boolean {
  return !/^checks? (?:in|out)\b/i.test(description) && tellingWords.has(wordsOf(/^\p{L}+/u.exec(description)?.[0] ?? '')[0] ?? '')
}

function readsByGraphql(body: unknown): boolean {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined
  return typeof query === 'string' && !query.includes('mutation')
}
