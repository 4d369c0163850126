import type { JsonObject } from '../json/schema.ts'

/** sentencesOf puts a text that a person wrote and sentences of ours after each other, with a stop between them. */
export function sentencesOf(written: unknown, ...added: readonly string[]): string {
  const before = typeof written === 'string' ? written.trim() : ''
  const after = added.filter((sentence) => sentence !== '').join(' ')
  if (before === '' || after === '') return `${before}${after}`
  return `${before}${/[.!?…:;)]$/.test(before) ? '' : '.'} ${after}`
}

/** examplesInWords says example values in a sentence to the model; '' for none. */
export function examplesInWords(examples: readonly unknown[]): string {
  return examples.length === 0 ? '' : `For example: ${list(examples)}.`
}

type Words = (value: unknown) => string

const json: Words = (value) => JSON.stringify(value) ?? 'null'
const plain: Words = (value) => (typeof value === 'string' ? value : json(value))
const list = (values: unknown): string => (Array.isArray(values) ? values.map(json).join(', ') : json(values))

/** How each constraint of a single value reads as a sentence to the model, in the order in which they are said. */
const sentences: Readonly<Record<string, Words>> = {
  const: (value) => `Always ${json(value)}.`,
  enum: (value) => `One of: ${list(value)}.`,
  format: (value) => `Format: ${plain(value)}.`,
  pattern: (value) => `Must match the pattern ${plain(value)}`,
  minLength: (value) => `At least ${json(value)} characters.`,
  maxLength: (value) => `At most ${json(value)} characters.`,
  minimum: (value) => `At least ${json(value)}.`,
  exclusiveMinimum: (value) => `More than ${json(value)}.`,
  maximum: (value) => `At most ${json(value)}.`,
  exclusiveMaximum: (value) => `Less than ${json(value)}.`,
  multipleOf: (value) => `A multiple of ${json(value)}.`,
  minProperties: (value) => `At least ${json(value)} keys.`,
  maxProperties: (value) => `At most ${json(value)} keys.`,
  default: (value) => `Default: ${json(value)}.`,
  examples: (value) => (Array.isArray(value) ? examplesInWords(value) : ''),
  deprecated: (value) => (value === true ? 'Deprecated.' : ''),
}

/** Keywords that a target with typed fields carries in fields of its own, or that are for people only. */
const carried = new Set(['type', 'description', 'properties', 'required', 'additionalProperties', 'title', '$comment'])

/** InWords is a schema's constraints as sentences. */
export interface InWords {
  /** The keywords that were said. */
  readonly said: readonly string[]
  readonly words: string
  /** Keywords for which there are no words: they would be lost. */
  readonly unsaid: readonly string[]
}

/** constraintsInWords says the constraints of one value in words, for targets that have no fields for them. */
export function constraintsInWords(schema: JsonObject): InWords {
  const said = Object.keys(sentences).filter((keyword) => Object.hasOwn(schema, keyword))
  const words = said.map((keyword) => sentences[keyword]?.(schema[keyword]) ?? '').filter((sentence) => sentence !== '')
  const unsaid = Object.keys(schema).filter((keyword) => !Object.hasOwn(sentences, keyword) && !carried.has(keyword))
  return { said, words: words.join(' '), unsaid }
}
