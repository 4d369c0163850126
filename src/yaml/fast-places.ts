import * as char from './fast-char.ts'
import { endEntry, openFlow, passFlowColon, skipBlanks } from './fast-flow.ts'
import { declined, endLine, isAtDash, lineEnd, maxDepth, moveTo, nextLine, openText, passColon, skipSpaces } from './fast-reader.ts'
import * as reader from './fast-reader.ts'
import { readScalar } from './fast-scalar.ts'
import { blockSpan, PlaceBuilder, type Slot } from './place-builder.ts'

/**
 * readFastPlaces finds where everything stands in a text that parseFast reads. It goes the same way through it, and notes places instead of values; of
 * what it does not know for sure it says nothing.
 */
export function readFastPlaces(text: string): Slot | undefined {
  if (!openText(text)) return undefined
  const places = new PlaceBuilder(text)
  try {
    placeDocument(places)
    return places.root
  } catch {
    // Declined; or JSON.parse met an escape that JSON has not.
    return undefined
  }
}

function placeDocument(places: PlaceBuilder): void {
  nextLine(0)
  const at = reader.at
  const column = reader.column
  const code = reader.codes[at]
  if (column !== 0 || code === char.openBracket || code === char.openBrace) throw declined
  placeNode(places, 0, -1, 0)
  if (reader.column !== -1 || places.root.first === undefined) throw declined
}

function placeNode(places: PlaceBuilder, column: number, parent: number, depth: number): void {
  if (depth > maxDepth) throw declined
  if (isAtDash()) return placeSequence(places, column, depth)
  const code = reader.codes[reader.at]
  if (code === char.openBracket || code === char.openBrace) {
    placeFlow(places, parent, depth)
    return endLine()
  }
  const start = reader.at
  const scalar = readScalar(false)
  const end = reader.at
  if (passColon(start)) {
    places.open(start, true, false)
    places.key(keyAt(scalar, start, end), start, end)
    return placeMapping(places, column, depth)
  }
  places.value(start, end)
  endLine()
}

/** A number as a key is called as it is written. */
function keyAt(scalar: unknown, start: number, end: number): string {
  return typeof scalar === 'string' ? scalar : reader.text.slice(start, end)
}

function placeMapping(places: PlaceBuilder, column: number, depth: number): void {
  for (;;) {
    placePairValue(places, column, depth + 1)
    if (reader.column !== column) break
    const start = reader.at
    const scalar = readScalar(false)
    const end = reader.at
    if (!passColon(start)) throw declined
    places.key(keyAt(scalar, start, end), start, end)
  }
  places.close()
}

function placePairValue(places: PlaceBuilder, column: number, depth: number): void {
  const code = skipSpaces()
  if (code === char.lineFeed) {
    endLine()
    if (reader.column > column) return placeNode(places, reader.column, column, depth)
    if (reader.column === column && isAtDash()) return placeSequence(places, column, depth)
    places.emptyValue()
    return
  }
  if (code === char.bar || code === char.greater) return placeBlock(places, column)
  placeFlow(places, column, depth)
  endLine()
}

function placeSequence(places: PlaceBuilder, column: number, depth: number): void {
  places.open(reader.at, false, false)
  do placeItem(places, column, depth + 1)
  while (reader.column === column && isAtDash())
  places.close()
}

function placeItem(places: PlaceBuilder, column: number, depth: number): void {
  const start = reader.at
  moveTo(reader.at + 1)
  const code = skipSpaces()
  if (code === char.lineFeed) {
    endLine()
    if (reader.column > column) return placeNode(places, reader.column, column, depth)
    places.emptyValue()
    return
  }
  if (code === char.bar || code === char.greater) return placeBlock(places, column)
  placeNode(places, column + reader.at - start, column, depth)
}

/** A value on one line, or in brackets. */
function placeFlow(places: PlaceBuilder, parent: number, depth: number, inFlow = false): void {
  const code = reader.codes[reader.at]
  if (code === char.openBracket) return placeFlowSequence(places, parent, depth + 1)
  if (code === char.openBrace) return placeFlowMapping(places, parent, depth + 1)
  const start = reader.at
  readScalar(inFlow)
  places.value(start, reader.at)
}

function placeFlowSequence(places: PlaceBuilder, parent: number, depth: number): void {
  places.open(reader.at, false, true)
  openFlow(depth)
  while (skipBlanks(parent) !== char.closeBracket) {
    placeFlow(places, parent, depth, true)
    endEntry(parent, char.closeBracket)
  }
  moveTo(reader.at + 1)
  places.close()
}

function placeFlowMapping(places: PlaceBuilder, parent: number, depth: number): void {
  places.open(reader.at, true, true)
  openFlow(depth)
  while (skipBlanks(parent) !== char.closeBrace) {
    const start = reader.at
    const scalar = readScalar(true)
    places.key(keyAt(scalar, start, reader.at), start, reader.at)
    if (passFlowColon()) {
      skipBlanks(parent)
      placeFlow(places, parent, depth, true)
    } else places.emptyValue()
    endEntry(parent, char.closeBrace)
  }
  moveTo(reader.at + 1)
  places.close()
}

/** A literal or folded scalar below a key or dash at column `parent`. */
function placeBlock(places: PlaceBuilder, parent: number): void {
  const text = reader.text
  const codes = reader.codes
  const chomping = codes[reader.at + 1]
  moveTo(reader.at + (chomping === char.plus || chomping === char.dash ? 2 : 1))
  const first = lineEnd() + 1
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
  nextLine(line)
}
