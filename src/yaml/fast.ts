import { readBlockScalar } from './fast-block.ts'
import * as char from './fast-char.ts'
import { readFlow } from './fast-flow.ts'
import { type Key, keyOf, newKey } from './fast-key.ts'
import { addPair } from './fast-pair.ts'
import {
  declined,
  endLine,
  isAtDash,
  maxDepth,
  nextLine,
  openReader,
  passColon,
  passKey,
  type Reader,
  refused,
  repeated,
  skipSpaces,
} from './fast-reader.ts'
import { readScalar } from './fast-scalar.ts'

/**
 * parseFast reads the YAML that people write by hand, several times faster than js-yaml, and gives the same data or nothing at all: whatever it
 * does not know for sure (anchors, tags, text over several lines, anything wrong) is declined, and for js-yaml to decide.
 */
export function parseFast(source: string): ParsedFast | Declined {
  const hasReturns = source.includes('\r')
  const reader = openReader(hasReturns ? source.replaceAll('\r\n', '\n') : source)
  if (reader === undefined) return { ok: false, pair: 0, isRepeated: false, isRefused: false }
  try {
    const data = readDocument(reader)
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

function readDocument(reader: Reader): unknown {
  nextLine(reader, 0)
  const { at, column } = reader
  const code = reader.codes[at]
  if (column !== 0 || code === char.openBracket || code === char.openBrace) throw declined
  const data = readNode(reader, 0, -1, 0)
  if (reader.column !== -1 || typeof data !== 'object' || data === null) throw declined
  return data
}

/** Reads what stands at `column`, at the beginning of its line or behind a dash; what it belongs to stands at column `parent`. */
function readNode(reader: Reader, column: number, parent: number, depth: number): unknown {
  if (depth > maxDepth) throw declined
  const above = reader.key
  if (above.first !== undefined && passKey(reader, above.first)) return readMapping(reader, column, above.first, depth)
  if (isAtDash(reader)) return readSequence(reader, column, depth)
  const code = reader.codes[reader.at]
  if (code === char.openBracket || code === char.openBrace) return readAlone(reader, readFlow(reader, parent, depth))
  const start = reader.at
  const scalar = readScalar(reader, false)
  const end = reader.at
  if (!passColon(reader, start)) return readAlone(reader, scalar)
  above.first = keyOf(reader.codes, String(scalar), start, end)
  return readMapping(reader, column, above.first ?? newKey(String(scalar)), depth)
}

/** The same as readLast at the beginning of a line or behind a dash, where what was read may be part of a key. */
function readAlone(reader: Reader, value: unknown): unknown {
  if (skipSpaces(reader) !== char.lineFeed) throw declined
  return readLast(reader, value)
}

/** Gives what was read, as soon as nothing else stands behind it. */
function readLast(reader: Reader, value: unknown): unknown {
  endLine(reader)
  return value
}

function readMapping(reader: Reader, column: number, first: Key, depth: number): unknown {
  const pairs: Record<string, unknown> = {}
  let key = first
  for (;;) {
    reader.key = key
    addPair(pairs, key.text, readPairValue(reader, column, depth + 1))
    if (reader.column < column) return pairs
    // A line that stands in none of the open columns. As part of the text above it, it may be no key.
    if (reader.column > column) throw startsKey(reader) ? refused : declined
    const start = reader.at
    key = readNextKey(reader, key)
    reader.pair = start
  }
}

function readNextKey(reader: Reader, before: Key): Key {
  if (before.next !== undefined && passKey(reader, before.next)) return before.next
  const start = reader.at
  const scalar = readScalar(reader, false)
  const end = reader.at
  if (!passColon(reader, start)) throw isLetter(reader.codes[start]) ? refused : declined
  before.next = keyOf(reader.codes, String(scalar), start, end)
  return before.next ?? newKey(String(scalar))
}

/** Whether a line begins with a word and the colon that makes a key of it. */
function startsKey({ codes, at }: Reader): boolean {
  let end = at
  while (isLetter(codes[end]) || codes[end] === char.underscore) end += 1
  const next = codes[end + 1]
  return end > at && codes[end] === char.colon && (next === char.space || next === char.lineFeed)
}

function isLetter(code: number | undefined): boolean {
  return code !== undefined && ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a))
}

function readPairValue(reader: Reader, column: number, depth: number): unknown {
  const code = skipSpaces(reader)
  if (code === char.lineFeed) {
    endLine(reader)
    if (reader.column > column) return readNode(reader, reader.column, column, depth)
    return reader.column === column && isAtDash(reader) ? readSequence(reader, column, depth) : null
  }
  if (code === char.bar || code === char.greater) return readBlockScalar(reader, column)
  return readLast(reader, code === char.openBracket || code === char.openBrace ? readFlow(reader, column, depth) : readScalar(reader, false))
}

function readSequence(reader: Reader, column: number, depth: number): unknown {
  const items: unknown[] = []
  do {
    items.push(readItem(reader, column, depth + 1))
  } while (reader.column === column && isAtDash(reader))
  return items
}

function readItem(reader: Reader, column: number, depth: number): unknown {
  const start = reader.at
  reader.pair = start
  reader.at += 1
  const code = skipSpaces(reader)
  if (code === char.lineFeed) {
    endLine(reader)
    return reader.column > column ? readNode(reader, reader.column, column, depth) : null
  }
  if (code === char.bar || code === char.greater) return readBlockScalar(reader, column)
  return readNode(reader, column + reader.at - start, column, depth)
}
