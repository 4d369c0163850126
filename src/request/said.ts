import { parseJson } from '../json/parse.ts'
import { isJsonObject } from '../json/schema.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { HttpResponse } from '../world/world.ts'
import type { Redact } from './redact.ts'

/** Said is what a server says about a request that it refused: safe to print, cut short, without secrets. */
export interface Said {
  /** Its sentence for people; empty where there is none. */
  readonly words: string
  /** What it says of single fields of the request, the first few of them. */
  readonly fields: readonly FieldWords[]
  /** Whether a page answers: then it is most likely not the API that speaks. */
  readonly isPage: boolean
}

/** FieldWords is what a server says of one field; `name` is the way to it, its steps parted by dots. */
interface FieldWords {
  readonly name: string
  readonly words: string
}

const mostBytes = 64 * 1024
const mostFields = 5
const longestWords = 160

/** saidBy reads the words of a refusal. */
export function saidBy({ body }: HttpResponse, redact: Redact): Said {
  const text = new TextDecoder().decode(body.subarray(0, mostBytes)).trim()
  if (isPage(text)) return { words: 'an HTML page', fields: [], isPage: true }
  const json = parseJson(text)?.value
  const tidy = (words: string, isCut = false): string => printableLine(shorten(redact(words, { isCut }).replace(/\s+/g, ' ').trim(), longestWords))
  const fields = fieldsIn(json)
    .slice(0, mostFields)
    .map(({ name, words }) => ({ name: tidy(name), words: tidy(words) }))
  // Where only fields are spoken of, their JSON would say it once more.
  const sentence = sentenceIn(json)
  const words = sentence === undefined ? tidy(fields.length === 0 ? text : '', body.byteLength > mostBytes) : tidy(sentence)
  return { words, fields, isPage: false }
}

/** isPage tells whether a text is a page for browsers. */
export function isPage(text: string): boolean {
  return /^\s*(?:<!--[^>]*-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(text)
}

/** Where the APIs of this world put the sentence for people. */
function sentenceIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return isJsonObject(value[0]) ? sentenceIn(value[0]) : undefined
  if (!isJsonObject(value)) return undefined
  for (const key of ['message', 'error_description', 'description', 'detail', 'error', 'title', 'errorMessage', 'msg', 'reason']) {
    const said = sentenceIn(value[key])
    if (said !== undefined && said !== '') return said
  }
  // [{ "message": "Session expired", "errorCode": "INVALID_SESSION_ID" }] and the like.
  for (const key of ['errors', 'errorMessages']) {
    const list = value[key]
    const first = Array.isArray(list) ? sentenceIn(list[0]) : undefined
    if (first !== undefined && fieldOf(Array.isArray(list) ? list[0] : undefined) === undefined) return first
  }
  return undefined
}

// RFC 9457 problem details, JSON:API, Rails, Laravel, Django, FastAPI, Spring, Zendesk, Stripe, Google.
const lists = [
  ...['errors', 'details', 'detail', 'invalid-params', 'invalid_params', 'invalidParams', 'violations', 'fieldErrors', 'field_errors'],
  ...['fieldViolations', 'validationErrors', 'validation_errors', 'fields', 'error'],
]

function fieldsIn(value: unknown, depth = 0): readonly FieldWords[] {
  if (depth > 6) return []
  if (Array.isArray(value)) return value.slice(0, mostFields).flatMap((item) => fieldOf(item) ?? fieldsIn(item, depth + 1))
  if (!isJsonObject(value)) return []
  const own = fieldOf(value)
  if (own !== undefined) return own
  for (const key of lists) {
    const part = value[key]
    const found = Array.isArray(part) ? fieldsIn(part, depth + 1) : isJsonObject(part) ? inMapping(part, depth) : []
    if (found.length > 0) return found
  }
  // Django gives nothing but the fields, each with a list of sentences.
  const entries = Object.entries(value)
  const isAll =
    entries.length > 0 && entries.every(([, said]) => Array.isArray(said) && said.length > 0 && said.every((one) => typeof one === 'string'))
  return isAll ? named(entries) : []
}

function inMapping(part: Readonly<Record<string, unknown>>, depth: number): readonly FieldWords[] {
  const deeper = fieldsIn(part, depth + 1)
  if (deeper.length > 0) return deeper
  const entries = Object.entries(part)
  return entries.some(([key]) => wordKeys.includes(key)) ? [] : named(entries)
}

function named(entries: readonly (readonly [string, unknown])[]): readonly FieldWords[] {
  return entries.slice(0, mostFields).flatMap(([name, said]) => {
    const one: unknown = Array.isArray(said) ? said[0] : said
    const words = sentenceIn(one)
    return words === undefined ? [] : [{ name, words }]
  })
}

const nameKeys = [
  'field',
  'param',
  'parameter',
  'property',
  'propertyPath',
  'propertyName',
  'path',
  'pointer',
  'loc',
  'instancePath',
  'attribute',
  'name',
  'key',
]
const wordKeys = ['message', 'msg', 'detail', 'reason', 'description', 'defaultMessage', 'title', 'error', 'code']

/** One field with what is said of it: { "field": "amount", "message": "must be positive" }, in any of its many spellings. */
function fieldOf(value: unknown): readonly FieldWords[] | undefined {
  if (!isJsonObject(value)) return undefined
  const source = isJsonObject(value['source']) ? value['source'] : value
  const name = nameKeys.map((key) => stepsOf(source[key])).find((steps) => steps !== undefined && steps !== '')
  const words = wordKeys.map((key) => value[key]).find((said) => typeof said === 'string' && said !== '')
  return name === undefined || typeof words !== 'string' ? undefined : [{ name, words }]
}

function stepsOf(value: unknown): string | undefined {
  const steps = Array.isArray(value)
    ? value.filter((step) => typeof step === 'string' || typeof step === 'number').map(String)
    : typeof value === 'string'
      ? value.split(/[/.[\]]+/)
      : undefined
  if (steps === undefined) return undefined
  const inner = steps.filter((step) => step !== '' && step !== '#' && step !== '$')
  return (inner.length > 1 && /^(?:body|query|path|header|data)$/.test(inner[0] ?? '') ? inner.slice(1) : inner).join('.')
}
