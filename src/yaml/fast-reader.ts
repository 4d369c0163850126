import { type Codes, codesOf } from '../text/codes.ts'
import * as char from './fast-char.ts'
import { type Key, newKey } from './fast-key.ts'

/** Reader is a text and how far it has been read. The text ends with a line feed and holds neither tabs nor carriage returns. */
export interface Reader {
  readonly text: string
  /** Its characters; they hold until the next text is opened. */
  readonly codes: Codes
  /** The next character to look at. */
  at: number
  /** Where nextLine stopped: the column of the line's first character, -1 at the end of the text. */
  column: number
  /** Where the last pair or item of a block was begun: all lines above it were read. */
  pair: number
  /** The last key that was read, for guesses at what stands below it. */
  key: Key
  /** Whether every number so far is written as JSON writes it. */
  hasPlainNumbers: boolean
  /** Whether a comment so far stands behind something and begins with no space, as `#1` does: it may have been meant as part of a text. */
  hasTightComments: boolean
  /** Whether the text is of printable ASCII and line feeds. */
  readonly isAscii: boolean
}

/** What every part of the fast parser throws at the first doubt; parseFast catches it. No Error: a stack trace costs more than the parsing. */
export const declined = Symbol('declined')

/** The same, where a key stands there already. */
export const repeated = Symbol('repeated')

/** The same, where something is wrong that js-yaml refuses too, whatever stands behind it. */
export const refused = Symbol('refused')

/** Collections nest no deeper than this here; js-yaml has a limit of its own. */
export const maxDepth = 60

/** openReader begins to read a text; undefined where it holds what the fast parser leaves to js-yaml. */
export function openReader(text: string): Reader | undefined {
  const isAscii = !beyondAscii.test(text)
  if (!isAscii && (unusual.test(text) || !text.isWellFormed())) return undefined
  // Spaces before the end of the text are blank lines to some scalars and nothing to others.
  if (text.endsWith(' ')) return undefined
  const lines = text.endsWith('\n') ? text : `${text}\n`
  return { text: lines, codes: codesOf(lines), at: 0, column: 0, pair: 0, key: beginning, hasPlainNumbers: true, hasTightComments: false, isAscii }
}

// What stands above all keys of a text.
const beginning = newKey('')
const beyondAscii = /[^\n -~]/
// Tabs, carriage returns on their own, byte order marks, what is not printable. Surrogates are looked at in pairs.
const unusual = /[^\n -~\u00a0-\ufefe\uff00-\ufffd]/

/** Reads up to the next character that is not a space, and gives it. Where only a comment is left of the line: its line feed, and nothing is read. */
export function skipSpaces(reader: Reader): number | undefined {
  const { codes } = reader
  let { at } = reader
  while (codes[at] === char.space) at += 1
  const code = codes[at]
  if (code === char.lineFeed || (code === char.hash && at > reader.at)) return char.lineFeed
  reader.at = at
  return code
}

/** Reads over what may stand behind a value: spaces, a comment, and the lines that hold no more than that. */
export function endLine(reader: Reader): void {
  const { codes, at } = reader
  nextLine(reader, (codes[at] === char.lineFeed ? at : lineEnd(reader)) + 1)
}

/** Where the line ends that a value stands on, behind which nothing but a comment may be left. */
export function lineEnd(reader: Reader): number {
  const { text, codes, at } = reader
  let end = at
  while (codes[end] === char.space) end += 1
  const code = codes[end]
  if (code === char.lineFeed) return end
  if (code !== char.hash) throw refused
  if (end === at) throw declined
  if (codes[end + 1] !== char.space) reader.hasTightComments = true
  return text.indexOf('\n', end)
}

/** Stops at the first line from `start` on that holds more than a comment. */
export function nextLine(reader: Reader, start: number): void {
  const { text, codes } = reader
  let line = start
  while (line < text.length) {
    let at = line
    while (codes[at] === char.space) at += 1
    const code = codes[at]
    if (code !== char.lineFeed && code !== char.hash) {
      reader.at = at
      reader.column = at - line
      return
    }
    line = text.indexOf('\n', at) + 1
  }
  reader.at = text.length
  reader.column = -1
}

/** Whether an item of a list starts here. */
export function isAtDash({ codes, at }: Reader): boolean {
  if (codes[at] !== char.dash) return false
  const next = codes[at + 1]
  return next === char.space || next === char.lineFeed
}

/** Reads the colon that makes a key of the scalar before it, if there is one. */
export function passColon(reader: Reader, start: number): boolean {
  const { codes } = reader
  let { at } = reader
  while (codes[at] === char.space) at += 1
  if (codes[at] !== char.colon) return false
  const next = codes[at + 1]
  if (next !== char.space && next !== char.lineFeed) return false
  const first = codes[start]
  // "---" and "..." end a document; longer keys are no keys in YAML.
  if (first === char.dash || first === char.dot || at - start > 1024) throw declined
  reader.at = at + 1
  return true
}

/** Reads a key and its colon, if it is the one that stands here. */
export function passKey(reader: Reader, { text: key }: Key): boolean {
  const { text, codes, at } = reader
  const end = at + key.length
  if (codes[end] !== char.colon) return false
  const next = codes[end + 1]
  if ((next !== char.space && next !== char.lineFeed) || !text.startsWith(key, at)) return false
  reader.at = end + 1
  return true
}
