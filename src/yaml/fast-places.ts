import * as char from './fast-char.ts'
import { endEntry, openFlow, passFlowColon, skipBlanks } from './fast-flow.ts'
import { declined, endLine, isAtDash, lineEnd, maxDepth, nextLine, openReader, passColon, type Reader, skipSpaces } from './fast-reader.ts'
import { readScalar } from './fast-scalar.ts'
import { blockSpan, PlaceBuilder, type Slot } from './place-builder.ts'

/**
 * readFastPlaces finds where everything stands in a text that parseFast reads. It goes the same way through it, and notes places instead of values; of
 * what it does not know for sure it says nothing.
 */
export function readFastPlaces(text: string): Slot | undefined {
  const reader = openReader(text)
  if (reader === undefined) return undefined
  const places = new PlaceBuilder(text)
  try {
    placeDocument({ reader, places })
    return places.root
  } catch {
    // Declined; or JSON.parse met an escape that JSON has not.
    return undefined
  }
}

interface Walk {
  readonly reader: Reader
  readonly places: PlaceBuilder
}

function placeDocument(walk: Walk): void {
  const { reader } = walk
  nextLine(reader, 0)
  const { at, column } = reader
  const code = reader.codes[at]
  if (column !== 0 || code === char.openBracket || code === char.openBrace) throw declined
  placeNode(walk, 0, -1, 0)
  if (reader.column !== -1 || walk.places.root.first === undefined) throw declined
}

function placeNode(walk: Walk, column: number, parent: number, depth: number): void {
  const { reader, places } = walk
  if (depth > maxDepth) throw declined
  if (isAtDash(reader)) return placeSequence(walk, column, depth)
  const code = reader.codes[reader.at]
  if (code === char.openBracket || code === char.openBrace) {
    placeFlow(walk, parent, depth)
    return endLine(reader)
  }
  const start = reader.at
  const scalar = readScalar(reader, false)
  const end = reader.at
  if (passColon(reader, start)) {
    places.open(start, true, false)
    places.key(keyAt(reader, scalar, start, end), start, end)
    return placeMapping(walk, column, depth)
  }
  places.value(start, end)
  endLine(reader)
}

/** A number as a key is called as it is written. */
function keyAt({ text }: Reader, scalar: unknown, start: number, end: number): string {
  return typeof scalar === 'string' ? scalar : text.slice(start, end)
}

function placeMapping(walk: Walk, column: number, depth: number): void {
  const { reader, places } = walk
  for (;;) {
    placePairValue(walk, column, depth + 1)
    if (reader.column !== column) break
    const start = reader.at
    const scalar = readScalar(reader, false)
    const end = reader.at
    if (!passColon(reader, start)) throw declined
    places.key(keyAt(reader, scalar, start, end), start, end)
  }
  places.close()
}

function placePairValue(walk: Walk, column: number, depth: number): void {
  const { reader, places } = walk
  const code = skipSpaces(reader)
  if (code === char.lineFeed) {
    endLine(reader)
    if (reader.column > column) return placeNode(walk, reader.column, column, depth)
    if (reader.column === column && isAtDash(reader)) return placeSequence(walk, column, depth)
    places.emptyValue()
    return
  }
  if (code === char.bar || code === char.greater) return placeBlock(walk, column)
  placeFlow(walk, column, depth)
  endLine(reader)
}

function placeSequence(walk: Walk, column: number, depth: number): void {
  const { reader, places } = walk
  places.open(reader.at, false, false)
  do placeItem(walk, column, depth + 1)
  while (reader.column === column && isAtDash(reader))
  places.close()
}

function placeItem(walk: Walk, column: number, depth: number): void {
  const { reader, places } = walk
  const start = reader.at
  reader.at += 1
  const code = skipSpaces(reader)
  if (code === char.lineFeed) {
    endLine(reader)
    if (reader.column > column) return placeNode(walk, reader.column, column, depth)
    places.emptyValue()
    return
  }
  if (code === char.bar || code === char.greater) return placeBlock(walk, column)
  placeNode(walk, column + reader.at - start, column, depth)
}

/** A value on one line, or in brackets. */
function placeFlow(walk: Walk, parent: number, depth: number, inFlow = false): void {
  const { reader, places } = walk
  const code = reader.codes[reader.at]
  if (code === char.openBracket) return placeFlowSequence(walk, parent, depth + 1)
  if (code === char.openBrace) return placeFlowMapping(walk, parent, depth + 1)
  const start = reader.at
  readScalar(reader, inFlow)
  places.value(start, reader.at)
}

function placeFlowSequence(walk: Walk, parent: number, depth: number): void {
  const { reader, places } = walk
  places.open(reader.at, false, true)
  openFlow(reader, depth)
  while (skipBlanks(reader, parent) !== char.closeBracket) {
    placeFlow(walk, parent, depth, true)
    endEntry(reader, parent, char.closeBracket)
  }
  reader.at += 1
  places.close()
}

function placeFlowMapping(walk: Walk, parent: number, depth: number): void {
  const { reader, places } = walk
  places.open(reader.at, true, true)
  openFlow(reader, depth)
  while (skipBlanks(reader, parent) !== char.closeBrace) {
    const start = reader.at
    const scalar = readScalar(reader, true)
    places.key(keyAt(reader, scalar, start, reader.at), start, reader.at)
    if (passFlowColon(reader)) {
      skipBlanks(reader, parent)
      placeFlow(walk, parent, depth, true)
    } else places.emptyValue()
    endEntry(reader, parent, char.closeBrace)
  }
  reader.at += 1
  places.close()
}

/** A literal or folded scalar below a key or dash at column `parent`. */
function placeBlock({ reader, places }: Walk, parent: number): void {
  const { text, codes } = reader
  const chomping = codes[reader.at + 1]
  reader.at += chomping === char.plus || chomping === char.dash ? 2 : 1
  const first = lineEnd(reader) + 1
  let line = first
  let end = first
  let indent = 0
  while (line < text.length) {
    let start = line
    while (codes[start] === char.space) start += 1
    const column = start - line
    const isBlank = codes[start] === char.lineFeed
    if (!isBlank || column > indent) {
      if (indent === 0) {
        if (isBlank || column <= parent) throw declined
        indent = column
      } else if (column < indent) break
      end = text.indexOf('\n', start)
    }
    line = text.indexOf('\n', start) + 1
  }
  const span = blockSpan(text, first, end)
  // Nothing in it, or nothing but odd spaces.
  if (indent === 0 || span.end <= span.start) throw declined
  places.value(span.start, span.end)
  nextLine(reader, line)
}
