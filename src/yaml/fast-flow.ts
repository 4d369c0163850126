import * as char from './fast-char.ts'
import { type Key, keyOf, newKey } from './fast-key.ts'
import { declined, endLine, maxDepth, passKey, type Reader, refused, skipSpaces } from './fast-reader.ts'
import { addPair } from './fast-pair.ts'
import { readScalar } from './fast-scalar.ts'

/** Reads what is written in brackets or braces; its further lines must stand to the right of column `parent`. */
export function readFlow(reader: Reader, parent: number, depth: number): unknown {
  const code = reader.codes[reader.at]
  if (code === char.openBracket) return readFlowSequence(reader, parent, depth + 1)
  if (code === char.openBrace) return readFlowMapping(reader, parent, depth + 1)
  return readScalar(reader, true)
}

function readFlowSequence(reader: Reader, parent: number, depth: number): readonly unknown[] {
  const items: unknown[] = []
  openFlow(reader, depth)
  while (skipBlanks(reader, parent) !== char.closeBracket) {
    items.push(readFlow(reader, parent, depth))
    endEntry(reader, parent, char.closeBracket)
  }
  reader.at += 1
  return items
}

function readFlowMapping(reader: Reader, parent: number, depth: number): Readonly<Record<string, unknown>> {
  const pairs: Record<string, unknown> = {}
  openFlow(reader, depth)
  const above = reader.key
  let before: Key | undefined
  while (skipBlanks(reader, parent) !== char.closeBrace) {
    const guess = before === undefined ? above.first : before.next
    if (guess !== undefined && passKey(reader, guess)) {
      before = guess
    } else {
      const start = reader.at
      const text = String(readScalar(reader, true))
      const end = reader.at
      if (!passFlowColon(reader)) {
        addPair(pairs, text, null)
        endEntry(reader, parent, char.closeBrace)
        continue
      }
      const key = keyOf(reader.codes, text, start, end)
      if (before === undefined) above.first = key
      else before.next = key
      before = key ?? newKey(text)
    }
    reader.key = before
    skipBlanks(reader, parent)
    addPair(pairs, before.text, readFlow(reader, parent, depth))
    endEntry(reader, parent, char.closeBrace)
  }
  reader.at += 1
  return pairs
}

/** Reads over the bracket that opens. */
export function openFlow(reader: Reader, depth: number): void {
  if (depth > maxDepth) throw declined
  reader.at += 1
}

/** Reads the colon behind a key in braces; there a key may stand without one, as in a placeholder that is not in quotes. */
export function passFlowColon(reader: Reader): boolean {
  const code = skipSpaces(reader)
  if (code === char.comma || code === char.closeBrace) return false
  if (code !== char.colon) throw declined
  reader.at += 1
  return true
}

/** Reads up to the comma, and over it, or up to the bracket that closes. */
export function endEntry(reader: Reader, parent: number, close: number): void {
  const code = skipBlanks(reader, parent)
  if (code === char.comma) reader.at += 1
  else if (code !== close) throw isBracket(code) ? refused : declined
}

function isBracket(code: number | undefined): boolean {
  return code === char.openBracket || code === char.closeBracket || code === char.openBrace || code === char.closeBrace
}

/** Reads over spaces, comments and line ends; gives the character behind them. */
export function skipBlanks(reader: Reader, parent: number): number | undefined {
  const code = skipSpaces(reader)
  if (code !== char.lineFeed) return code
  endLine(reader)
  if (reader.column <= parent) throw refused
  return reader.codes[reader.at]
}
