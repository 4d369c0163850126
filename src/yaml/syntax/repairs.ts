import { farLeftBracket, missingComma, openBracket, strayBracket } from './brackets.ts'
import { dashlessItem, lostDash, strayDash } from './dashes.ts'
import { blockStart, indentation } from './indent.ts'
import { type Line, linesOf } from './lines.ts'
import { badEscape, openQuote, textBehind } from './quotes.ts'
import { edited, refusalIn, type Repair, type Understanding } from './repair.ts'
import { bareVariable, braceInText, colonInText, lostColon, lostIndent, reservedStart, unseenCharacter, wideColon } from './words.ts'

// What no line of YAML looks like: the slip may stand far above the place where the parser gave up.
const certain: readonly Understanding[] = [
  unseenCharacter,
  wideColon,
  badEscape,
  openQuote,
  braceInText,
  openBracket,
  farLeftBracket,
  strayBracket,
  textBehind,
  bareVariable,
  reservedStart,
]
// What can be right elsewhere.
const likely: readonly Understanding[] = [lostIndent, lostColon, lostDash, missingComma, colonInText, strayDash]
// What only the lines around it make likely.
const possible: readonly Understanding[] = [dashlessItem]

// Reading a text of the usual size takes a tenth of a millisecond.
const mostTries = 80
const mostRead = 1_200_000
const longestLine = 1000
const mostLinesBack = 500

/**
 * repairOf finds the one small change that makes YAML of a text: what has to be changed is what is wrong. Each proposal is tried; one that lets
 * the parser only come further is taken where none lets it come to the end, for a text may have several slips.
 */
export function repairOf(text: string, refusal: number): Repair | undefined {
  // What is refused as a whole has no place of its own.
  const { lines, last } = linesAround(text, refusal === 0 ? text.length : refusal)
  let further: { readonly repair: Repair; readonly refusal: number } | undefined
  let tries = 0
  for (const repair of proposals(lines, last)) {
    if (tries >= mostTries || tries * text.length >= mostRead) break
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
  const { lines, last } = linesAround(text, second)
  let tries = 0
  for (const repair of indentation(lines, last, { regular: true })) {
    if (tries >= mostTries / 4) break
    tries += 1
    if (refusalIn(edited(text, repair.edits)) === undefined) return repair
  }
  return undefined
}

const mostLines = 2000

/** The lines of a text, of a long one those around the offset: what they look like together is worked out again for each proposal. */
function linesAround(text: string, offset: number): { readonly lines: readonly Line[]; readonly last: number } {
  const all = linesOf(text)
  const last = Math.max(
    0,
    all.findLastIndex(({ start }) => start <= offset),
  )
  if (all.length <= mostLines) return { lines: all, last }
  const earliest = Math.max(0, last - mostLines / 2)
  const first = all.findIndex(({ kind, indent }, index) => index >= earliest && kind === 'content' && indent === 0)
  const start = first < 0 || first > last ? earliest : first
  return { lines: all.slice(start, last + mostLines / 2), last: last - start }
}

// Words without quotes, brackets or anything else that could be wrong in itself.
const isPlain = /^[\w \-.,:;/?!()$]*$/

function* proposals(lines: readonly Line[], last: number): Generator<Repair> {
  const before = lines
    .map((line, index) => ({ line, index }))
    .slice(Math.max(0, last - mostLinesBack), last + 2)
    .filter(({ line }) => line.kind === 'content' && line.text.length <= longestLine)
    .toReversed()
  const near = before.slice(0, 4)
  const odd = before.filter(({ line }) => !isPlain.test(line.text))
  yield* understood(certain, odd, lines)
  yield* understood(likely, near, lines)
  yield* blockStart(lines, last)
  yield* indentation(lines, last, { regular: true })
  yield* understood(possible, near, lines)
  yield* indentation(lines, last)
}

function* understood(
  understandings: readonly Understanding[],
  some: readonly { readonly line: Line; readonly index: number }[],
  lines: readonly Line[],
): Generator<Repair> {
  for (const understand of understandings) {
    for (const { line, index } of some) {
      const found = understand(line, index, lines)
      if (found.length > 0) yield* found
    }
  }
}
