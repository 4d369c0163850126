import * as char from './fast-char.ts'
import { declined, lineEnd, moveTo, nextLine } from './fast-reader.ts'
import * as reader from './fast-reader.ts'

/** Reads a literal or folded scalar below a key or dash at column `parent`, up to the line behind it. */
export function readBlockScalar(parent: number): string {
  const text = reader.text
  const codes = reader.codes
  const isFolded = codes[reader.at] === char.greater
  const chomping = codes[reader.at + 1]
  moveTo(reader.at + (chomping === char.plus || chomping === char.dash ? 2 : 1))
  const behind = codes[reader.at]
  // Where an indentation is said in numbers.
  if (behind !== char.lineFeed && behind !== char.space) throw declined
  let line = lineEnd() + 1
  let value = ''
  let indent = 0
  let blankLines = 0
  let wasIndented = false
  while (line < text.length) {
    let start = line
    while (codes[start] === char.space) start += 1
    const column = start - line
    const isBlank = codes[start] === char.lineFeed
    if (isBlank && column <= indent) {
      blankLines += 1
      line = start + 1
      continue
    }
    if (indent === 0) {
      // Nothing in it, or spaces on a blank line before the first words.
      if (isBlank || column <= parent) throw declined
      indent = column
      value = '\n'.repeat(blankLines)
    } else if (column < indent) {
      break
    } else if (isFolded && column === indent && !wasIndented) {
      value += blankLines === 0 ? ' ' : '\n'.repeat(blankLines)
    } else {
      value += '\n'.repeat(blankLines + 1)
    }
    const end = text.indexOf('\n', start)
    value += text.slice(line + indent, end)
    wasIndented = column > indent
    blankLines = 0
    line = end + 1
  }
  if (indent === 0) throw declined
  nextLine(line)
  if (chomping === char.dash) return value
  return chomping === char.plus ? value + '\n'.repeat(blankLines + 1) : `${value}\n`
}
