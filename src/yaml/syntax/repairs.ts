import { missingComma, openBracket, strayBracket } from './brackets.ts'
import { blockStart, indentation } from './indent.ts'
import { type Line, linesOf } from './lines.ts'
import { badEscape, openQuote, textBehind } from './quotes.ts'
import { edited, refusalIn, type Repair, type Understanding } from './repair.ts'
import { bareVariable, colonInText, lostColon, lostDash, reservedStart, unseenCharacter, wideColon } from './words.ts'

// What no line of YAML looks like: the slip may stand far above the place where the parser gave up.
const certain: readonly Understanding[] = [
  unseenCharacter,
  wideColon,
  badEscape,
  openQuote,
  openBracket,
  strayBracket,
  textBehind,
  bareVariable,
  reservedStart,
]
// What can be right elsewhere.
const likely: readonly Understanding[] = [lostColon, lostDash, missingComma, colonInText]

// Reading a text of the usual size takes a tenth of a millisecond.
const mostTries = 80
const longestLine = 1000
const mostLinesBack = 500

/**
 * repairOf finds the one small change that makes YAML of a text: what has to be changed is what is wrong. Each proposal is tried; one that lets
 * the parser only come further is taken where none lets it come to the end, for a text may have several slips.
 */
export function repairOf(text: string, refusal: number): Repair | undefined {
  const lines = linesOf(text)
  const last = lastLine(lines, refusal)
  let further: { readonly repair: Repair; readonly refusal: number } | undefined
  let tries = 0
  for (const repair of proposals(lines, last)) {
    if (tries >= mostTries) break
    tries += 1
    const next = refusalIn(edited(text, repair.edits))
    if (next === undefined) return repair
    // Beyond the line it gave up at: what comes before is mended.
    if (next > (lines[last + 1]?.start ?? text.length) && next > (further?.refusal ?? 0)) further = { repair, refusal: next }
  }
  return further?.repair
}

/** shiftOf finds lines that are indented in an odd way, and but for which no key would stand twice in a mapping. */
export function shiftOf(text: string, second: number): Repair | undefined {
  const lines = linesOf(text)
  return indentation(lines, lastLine(lines, second), { regular: true })
    .slice(0, mostTries / 4)
    .find(({ edits }) => refusalIn(edited(text, edits)) === undefined)
}

function lastLine(lines: readonly Line[], offset: number): number {
  return Math.max(
    0,
    lines.findLastIndex(({ start }) => start <= offset),
  )
}

export function* proposals(lines: readonly Line[], last: number): Generator<Repair> {
  const before = lines
    .map((line, index) => ({ line, index }))
    .slice(Math.max(0, last - mostLinesBack), last + 2)
    .filter(({ line }) => line.kind === 'content' && line.text.length <= longestLine)
    .toReversed()
  const near = before.slice(0, 4)
  for (const understand of certain) for (const { line, index } of before) yield* understand(line, index, lines)
  for (const understand of likely) for (const { line, index } of near) yield* understand(line, index, lines)
  yield* blockStart(lines, last)
  yield* indentation(lines, last)
}
