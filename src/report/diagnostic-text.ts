import { printableLine, shorten } from '../text/printable.ts'
import { firstOf } from './first.ts'
import { snippetLines } from './snippet.ts'
import { paintOf, type Theme } from './theme.ts'
import type { DiagnosticView, PlaceView } from './view.ts'
import { wrap } from './wrap.ts'

/** diagnosticBlocks tells the diagnostics that a person reads in one go, notes behind the others, and how many more there are, or `isLeast` are. */
export function diagnosticBlocks(diagnostics: readonly DiagnosticView[], theme: Theme, isLeast = false): readonly string[] {
  const { shown, left } = firstOf(diagnostics, isLeast)
  const framed = shown.filter(({ severity }) => severity !== 'note').map((diagnostic) => diagnosticText(diagnostic, theme))
  const notes = shown.filter(({ severity }) => severity === 'note').map((diagnostic) => diagnosticText(diagnostic, theme))
  return [...framed, notes.join('\n'), left === '' ? '' : wrap(left, theme.width)]
}

const mostRelated = 3

/** A label that only names something, as in `rooms/find_room "a visit"`: a message that names it too needs no line for it. */
function isName(label: string): boolean {
  return /^[\w-]+\/[\w-]+ "/.test(label)
}

/** diagnosticText tells one diagnostic: what is wrong, its line with a caret, the other places, the next step. */
export function diagnosticText({ code, severity, lifted, message, hint, place, related }: DiagnosticView, theme: Theme): string {
  const paint = paintOf(severity, theme)
  const start = place === undefined ? '' : `${theme.strong(address(place))}: `
  const open = place === undefined ? 0 : address(place).length + 2
  // Whoever turned --strict on still wants to see what is grave.
  const tag = lifted === true ? `${code}, by --strict` : code
  const head = wrap(`${severity}: ${printableLine(message)} [${tag}]`, theme.width, { indent: '  ', taken: open })
  const lines = [start + head.replace(severity, paint(severity)).replace(`[${tag}]`, theme.dim(`[${tag}]`))]
  // A note asks for nothing: it gets its line and no picture.
  const isFramed = severity !== 'note' && place !== undefined
  if (isFramed) lines.push(...snippetLines(place, theme, paint))
  const gutter = !isFramed || place.snippet === undefined ? '  ' : `${' '.repeat(String(place.line).length)} `
  const places = isFramed ? (related ?? []).filter(({ label }) => !(isName(label) && message.includes(label))) : []
  for (const other of places.slice(0, mostRelated)) lines.push(...relatedLines(other, gutter, theme))
  if (places.length > mostRelated) lines.push(`${gutter}${theme.dim('-')} and ${places.length - mostRelated} more places`)
  if (hint !== undefined)
    lines.push(`${gutter}${theme.dim('=')} ${wrap(`hint: ${printableLine(hint)}`, theme.width, { indent: `${gutter}  `, taken: gutter.length + 2 })}`)
  return lines.join('\n')
}

function relatedLines(other: PlaceView & { readonly label: string }, gutter: string, theme: Theme): readonly string[] {
  const source =
    other.snippet === undefined
      ? []
      : [`${gutter}${theme.dim(' |')} ${shorten(printableLine(other.snippet.trim().slice(0, theme.width)), theme.width - gutter.length - 4)}`]
  const place = wrap(`${printableLine(other.label)}: ${address(other)}`, theme.width, { indent: `${gutter}  `, taken: gutter.length + 2 })
  return [`${gutter}${theme.dim('-')} ${place}`, ...source]
}

function address({ file, line, column }: PlaceView): string {
  return `${printableLine(file)}:${line}:${column}`
}
