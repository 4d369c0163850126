import type { JsonObject } from '../../json/schema.ts'

/** hasOnly tells whether a mapping has no other keys than these. */
export function hasOnly(keys: ReadonlySet<string>, data: JsonObject): boolean {
  for (const key in data) if (!keys.has(key)) return false
  return true
}

// What some readers of YAML take for yes or no.
const truths = ['y', 'n', 'yes', 'no', 'on', 'off']

const doubleQuote = 34
const singleQuote = 39

/** isOrdinaryWord tells whether a text says nothing to YAML beside itself, and does not end in a quote that may have been lost in front. */
export function isOrdinaryWord(text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  return last !== doubleQuote && last !== singleQuote && (text.length > 3 || !truths.includes(text.toLowerCase()))
}

/**
 * beginner makes a function that tells whether a text begins with one of some words, of three letters or more. For few texts that is sooner done than to
 * compile an expression, and most are told apart by three letters.
 */
export function beginner(words: readonly string[]): (text: string) => boolean {
  const beginnings = new Set(words.map((word) => word.slice(0, 3)))
  return (text) => beginnings.has(text.slice(0, 3)) && words.some((word) => text.startsWith(word))
}

/** isOrdinaryScalar tells whether a value is a word, a number or a truth value. */
export function isOrdinaryScalar(value: unknown): boolean {
  return typeof value === 'string' ? isOrdinaryWord(value) : Number.isFinite(value) || typeof value === 'boolean'
}

/** isOrdinarySample is isOrdinaryScalar for what nothing fills: values that parameters and examples list. */
export function isOrdinarySample(value: unknown): boolean {
  return isOrdinaryScalar(value) && !(typeof value === 'string' && value.includes('{'))
}
