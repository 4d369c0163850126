import { type Codes, codesOf } from '../text/codes.ts'
import * as char from './fast-char.ts'
import { type Key, newKey } from './fast-key.ts'

// The text that is read, and how far. One text is read at a time, and what is known of it stands in variables of this file and not in an object: until the
// engine has got warm, which for most runs is never, it reads a variable several times faster (docs/decisions/parser.md).

/** The text; it ends with a line feed and holds neither tabs nor carriage returns. */
export let text = ''
/** Its characters; they hold until the next text is opened. */
export let codes: Codes = new Uint16Array()
/** The next character to look at. */
export let at = 0
/** Where nextLine stopped: the column of the line's first character, -1 at the end of the text. */
export let column = 0
/** Where the last pair or item of a block was begun: all lines above it were read. */
export let pair = 0
/** Whether every number so far is written as JSON writes it. */
export let hasPlainNumbers = true
/** Whether a comment so far stands behind something and begins with no space, as `#1` does: it may have been meant as part of a text. */
export let hasTightComments = false
/** Whether the text is of printable ASCII and line feeds. */
export let isAscii = false
/** The last key that was read, for guesses at what stands below it. */
export let key: Key = newKey('')

/** Goes on at another character. */
export function moveTo(offset: number): void {
  at = offset
}

/** Notes where a pair or item of a block begins. */
export function beginPair(offset: number): void {
  pair = offset
}

/** Notes the key whose value is read next. */
export function enter(next: Key): void {
  key = next
}

/** Notes that a number is not written as JSON writes it. */
export function meetOddNumber(): void {
  hasPlainNumbers = false
}

/** What every part of the fast parser throws at the first doubt; parseFast catches it. No Error: a stack trace costs more than the parsing. */
export const declined = Symbol('declined')

/** The same, where a key stands there already. */
export const repeated = Symbol('repeated')

/** The same, where something is wrong that js-yaml refuses too, whatever stands behind it. */
export const refused = Symbol('refused')

/** Collections nest no deeper than this here; js-yaml has a limit of its own. */
export const maxDepth = 60

/** openText begins to read a text; false where it holds what the fast parser leaves to js-yaml. */
export function openText(source: string): boolean {
  isAscii = !beyondAscii.test(source)
  if (!isAscii && (unusual.test(source) || !source.isWellFormed())) return false
  // Spaces before the end of the text are blank lines to some scalars and nothing to others.
  if (source.endsWith(' ')) return false
  text = source.endsWith('\n') ? source : `${source}\n`
  codes = codesOf(text)
  at = column = pair = 0
  key = beginning
  hasPlainNumbers = true
  hasTightComments = false
  return true
}

// What stands above all keys of a text.
const beginning = newKey('')
const beyondAscii = /[^\n -~]/
// Tabs, carriage returns on their own, byte order marks, what is not printable. Surrogates are looked at in pairs.
const unusual = /[^\n -~\u00a0-\ufefe\uff00-\ufffd]/

/** Reads up to the next character that is not a space, and gives it. Where only a comment is left of the line: its line feed, and nothing is read. */
export function skipSpaces(): number | undefined {
  let end = at
  while (codes[end] === char.space) end += 1
  const code = codes[end]
  if (code === char.lineFeed || (code === char.hash && end > at)) return char.lineFeed
  at = end
  return code
}

/** Reads over what may stand behind a value: spaces, a comment, and the lines that hold no more than that. */
export function endLine(): void {
  nextLine((codes[at] === char.lineFeed ? at : lineEnd()) + 1)
}

/** Where the line ends that a value stands on, behind which nothing but a comment may be left. */
export function lineEnd(): number {
  let end = at
  while (codes[end] === char.space) end += 1
  const code = codes[end]
  if (code === char.lineFeed) return end
  if (code !== char.hash) throw refused
  if (end === at) throw declined
  if (codes[end + 1] !== char.space) hasTightComments = true
  return text.indexOf('\n', end)
}

/** Stops at the first line from `start` on that holds more than a comment. */
export function nextLine(start: number): void {
  let line = start
  while (line < text.length) {
    let first = line
    while (codes[first] === char.space) first += 1
    const code = codes[first]
    if (code !== char.lineFeed && code !== char.hash) {
      at = first
      column = first - line
      return
    }
    line = text.indexOf('\n', first) + 1
  }
  at = text.length
  column = -1
}

/** Whether an item of a list starts here. */
export function isAtDash(): boolean {
  if (codes[at] !== char.dash) return false
  const next = codes[at + 1]
  return next === char.space || next === char.lineFeed
}

/** Reads the colon that makes a key of the scalar before it, if there is one. */
export function passColon(start: number): boolean {
  let end = at
  while (codes[end] === char.space) end += 1
  if (codes[end] !== char.colon) return false
  const next = codes[end + 1]
  if (next !== char.space && next !== char.lineFeed) return false
  const first = codes[start]
  // "---" and "..." end a document; longer keys are no keys in YAML.
  if (first === char.dash || first === char.dot || end - start > 1024) throw declined
  at = end + 1
  return true
}

/** Reads a key and its colon, if it is the one that stands here. */
export function passKey({ text: guess }: Key): boolean {
  const end = at + guess.length
  if (codes[end] !== char.colon) return false
  const next = codes[end + 1]
  if ((next !== char.space && next !== char.lineFeed) || !text.startsWith(guess, at)) return false
  at = end + 1
  return true
}
