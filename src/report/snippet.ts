import { printableLine } from '../text/printable.ts'
import type { Theme } from './theme.ts'
import type { PlaceView } from './view.ts'

/** snippetLines draws the source line of a place with a caret under what is meant, cut to the terminal; nothing when there is no line. */
export function snippetLines(
  { line, end_line: endLine, column, end_column: endColumn, snippet }: PlaceView,
  theme: Theme,
  paint: (text: string) => string,
): readonly string[] {
  if (snippet === undefined) return []
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const room = Math.max(20, theme.width - number.length - 4)
  const marked = Math.max(1, (endLine === line ? endColumn : snippet.length + 1) - column)
  const { text, shift } = windowOn(snippet, column - 1, room)
  const before = shownWidth(text.slice(0, column - 1 - shift))
  const caret = Math.max(1, Math.min(shownWidth(text.slice(column - 1 - shift, column - 1 - shift + marked)), room - before))
  return [
    `${theme.dim(`${gutter} |`)}`,
    `${theme.dim(`${number} |`)} ${printableLine(text)}`,
    `${theme.dim(`${gutter} |`)} ${' '.repeat(before)}${paint('^'.padEnd(caret, '~'))}`,
  ]
}

/** A line longer than the terminal is shown around the place, not from its start. */
function windowOn(line: string, at: number, room: number): { readonly text: string; readonly shift: number } {
  if (line.length <= room) return { text: line, shift: 0 }
  const shift = Math.max(0, Math.min(at - Math.floor(room / 3), line.length - room))
  const text = line.slice(shift, shift + room)
  const start = shift > 0 ? `…${text.slice(1)}` : text
  return { text: shift + room < line.length ? `${start.slice(0, -1)}…` : start, shift }
}

/** Columns that a text takes up once it is made printable: escapes are longer than what they stand for, East Asian characters are double. */
function shownWidth(text: string): number {
  let width = 0
  for (const character of printableLine(text))
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1
  return width
}
