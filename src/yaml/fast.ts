import { readBlockScalar } from './fast-block.ts'
import * as char from './fast-char.ts'
import { readFlow } from './fast-flow.ts'
import { doubtful, type Key, keyOf, newKey } from './fast-key.ts'
import { addNext, newPairs } from './fast-pair.ts'
import {
  beginPair,
  declined,
  endLine,
  enter,
  isAtDash,
  maxDepth,
  moveTo,
  nextLine,
  openText,
  passColon,
  passKey,
  refused,
  repeated,
  skipSpaces,
} from './fast-reader.ts'
import * as reader from './fast-reader.ts'
import { readScalar } from './fast-scalar.ts'

/**
 * parseFast reads the YAML that people write by hand, several times faster than js-yaml, and gives the same data or nothing at all: whatever it
 * does not know for sure (anchors, tags, text over several lines, anything wrong) is declined, and for js-yaml to decide.
 */
export function parseFast(source: string): ParsedFast | Declined {
  const hasReturns = source.includes('\r')
  if (!openText(hasReturns ? source.replaceAll('\r\n', '\n') : source)) return { ok: false, pair: 0, isRepeated: false, isRefused: false }
  try {
    const data = readDocument()
    return { ok: true, data, isAscii: reader.isAscii, hasPlainNumbers: reader.hasPlainNumbers, hasTightComments: reader.hasTightComments }
  } catch (reason) {
    // Declined; or JSON.parse met an escape that JSON has not.
    return { ok: false, pair: hasReturns ? 0 : reader.pair, isRepeated: reason === repeated, isRefused: reason === repeated || reason === refused }
  }
}

/** Declined is how far parseFast came. */
export interface Declined {
  readonly ok: false
  /** Where in the text the last pair or item of a block begins that it has not read to its end; 0 where it cannot tell. */
  readonly pair: number
  /** Whether it gave up because of a key that stands twice in a mapping. */
  readonly isRepeated: boolean
  /** Whether it gave up because of something that js-yaml refuses too, whatever stands behind it. Else that is for js-yaml to tell. */
  readonly isRefused: boolean
}

/** ParsedFast is what a text says, and what the parser saw of how it says that. */
export interface ParsedFast {
  readonly ok: true
  readonly data: unknown
  /** Whether it is of printable ASCII and line feeds. */
  readonly isAscii: boolean
  /** Whether every number is written as JSON writes it. */
  readonly hasPlainNumbers: boolean
  /** Whether a comment stands behind something and begins with no space. */
  readonly hasTightComments: boolean
}

function readDocument(): unknown {
  nextLine(0)
  const at = reader.at
  const column = reader.column
  const code = reader.codes[at]
  if (column !== 0 || code === char.openBracket || code === char.openBrace) throw declined
  const data = readNode(0, -1, 0)
  if (reader.column !== -1 || typeof data !== 'object' || data === null) throw declined
  return data
}

/** Reads what stands at `column`, at the beginning of its line or behind a dash; what it belongs to stands at column `parent`. */
function readNode(column: number, parent: number, depth: number): unknown {
  if (depth > maxDepth) throw declined
  const above = reader.key
  if (above.first !== undefined && passKey(above.first)) return readMapping(column, above.first, depth)
  if (isAtDash()) return readSequence(column, depth)
  const code = reader.codes[reader.at]
  if (code === char.openBracket || code === char.openBrace) return readAlone(readFlow(parent, depth))
  const start = reader.at
  const scalar = readScalar(false)
  const end = reader.at
  if (!passColon(start)) return readAlone(scalar)
  above.first = keyOf(reader.codes, String(scalar), start, end)
  return readMapping(column, above.first ?? newKey(String(scalar)), depth)
}

/** The same as readLast at the beginning of a line or behind a dash, where what was read may be part of a key. */
function readAlone(value: unknown): unknown {
  if (skipSpaces() !== char.lineFeed) throw declined
  return readLast(value)
}

/** Gives what was read, as soon as nothing else stands behind it. */
function readLast(value: unknown): unknown {
  endLine()
  return value
}

function readMapping(column: number, first: Key, depth: number): unknown {
  const pairs = newPairs(first.text)
  let key = first
  let seen = doubtful
  for (;;) {
    enter(key)
    seen = addNext(pairs, key, readPairValue(column, depth + 1), seen)
    if (reader.column < column) return pairs
    // A line that stands in none of the open columns. As part of the text above it, it may be no key.
    if (reader.column > column) throw startsKey() ? refused : declined
    const start = reader.at
    key = readNextKey(key)
    beginPair(start)
  }
}

function readNextKey(before: Key): Key {
  if (before.next !== undefined && passKey(before.next)) return before.next
  const start = reader.at
  const scalar = readScalar(false)
  const end = reader.at
  if (!passColon(start)) throw isLetter(reader.codes[start]) ? refused : declined
  before.next = keyOf(reader.codes, String(scalar), start, end)
  return before.next ?? newKey(String(scalar))
}

/** Whether a line begins with a word and the colon that makes a key of it. */
function startsKey(): boolean {
  const codes = reader.codes
  let end = reader.at
  while (isLetter(codes[end]) || codes[end] === char.underscore) end += 1
  const next = codes[end + 1]
  return end > reader.at && codes[end] === char.colon && (next === char.space || next === char.lineFeed)
}

function isLetter(code: number | undefined): boolean {
  return code !== undefined && ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a))
}

function readPairValue(column: number, depth: number): unknown {
  const code = skipSpaces()
  if (code === char.lineFeed) {
    endLine()
    if (reader.column > column) return readNode(reader.column, column, depth)
    return reader.column === column && isAtDash() ? readSequence(column, depth) : null
  }
  if (code === char.bar || code === char.greater) return readBlockScalar(column)
  return readLast(code === char.openBracket || code === char.openBrace ? readFlow(column, depth) : readScalar(false))
}

function readSequence(column: number, depth: number): unknown {
  const items: unknown[] = []
  do {
    items.push(readItem(column, depth + 1))
  } while (reader.column === column && isAtDash())
  return items
}

function readItem(column: number, depth: number): unknown {
  const start = reader.at
  beginPair(start)
  moveTo(reader.at + 1)
  const code = skipSpaces()
  if (code === char.lineFeed) {
    endLine()
    return reader.column > column ? readNode(reader.column, column, depth) : null
  }
  if (code === char.bar || code === char.greater) return readBlockScalar(column)
  return readNode(column + reader.at - start, column, depth)
}
