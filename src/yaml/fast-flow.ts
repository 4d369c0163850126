import * as char from './fast-char.ts'
import { doubtful, type Key, keyOf, newKey } from './fast-key.ts'
import { declined, endLine, enter, maxDepth, moveTo, passKey, refused, skipSpaces } from './fast-reader.ts'
import * as reader from './fast-reader.ts'
import { addNext, addPair } from './fast-pair.ts'
import { readScalar } from './fast-scalar.ts'

/** Reads what is written in brackets or braces; its further lines must stand to the right of column `parent`. */
export function readFlow(parent: number, depth: number): unknown {
  const code = reader.codes[reader.at]
  if (code === char.openBracket) return readFlowSequence(parent, depth + 1)
  if (code === char.openBrace) return readFlowMapping(parent, depth + 1)
  return readScalar(true)
}

function readFlowSequence(parent: number, depth: number): readonly unknown[] {
  const items: unknown[] = []
  openFlow(depth)
  while (skipBlanks(parent) !== char.closeBracket) {
    items.push(readFlow(parent, depth))
    endEntry(parent, char.closeBracket)
  }
  moveTo(reader.at + 1)
  return items
}

function readFlowMapping(parent: number, depth: number): Readonly<Record<string, unknown>> {
  const pairs: Record<string, unknown> = {}
  openFlow(depth)
  const above = reader.key
  let before: Key | undefined
  let seen = doubtful
  while (skipBlanks(parent) !== char.closeBrace) {
    const guess = before === undefined ? above.first : before.next
    if (guess !== undefined && passKey(guess)) {
      before = guess
    } else {
      const start = reader.at
      const text = String(readScalar(true))
      const end = reader.at
      if (!passFlowColon()) {
        addPair(pairs, text, null)
        seen = -1
        endEntry(parent, char.closeBrace)
        continue
      }
      const key = keyOf(reader.codes, text, start, end)
      if (before === undefined) above.first = key
      else before.next = key
      before = key ?? newKey(text)
    }
    enter(before)
    skipBlanks(parent)
    seen = addNext(pairs, before, readFlow(parent, depth), seen)
    endEntry(parent, char.closeBrace)
  }
  moveTo(reader.at + 1)
  return pairs
}

/** Reads over the bracket that opens. */
export function openFlow(depth: number): void {
  if (depth > maxDepth) throw declined
  moveTo(reader.at + 1)
}

/** Reads the colon behind a key in braces; there a key may stand without one, as in a placeholder that is not in quotes. */
export function passFlowColon(): boolean {
  const code = skipSpaces()
  if (code === char.comma || code === char.closeBrace) return false
  if (code !== char.colon) throw declined
  moveTo(reader.at + 1)
  return true
}

/** Reads up to the comma, and over it, or up to the bracket that closes. */
export function endEntry(parent: number, close: number): void {
  const code = skipBlanks(parent)
  if (code === char.comma) moveTo(reader.at + 1)
  else if (code !== close) throw isBracket(code) ? refused : declined
}

function isBracket(code: number | undefined): boolean {
  return code === char.openBracket || code === char.closeBracket || code === char.openBrace || code === char.closeBrace
}

/** Reads over spaces, comments and line ends; gives the character behind them. */
export function skipBlanks(parent: number): number | undefined {
  const code = skipSpaces()
  if (code !== char.lineFeed) return code
  endLine()
  if (reader.column <= parent) throw refused
  return reader.codes[reader.at]
}
