import type { Severity } from '../diagnostic/diagnostic.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { firstOf } from './first.ts'
import { snippetLines } from './snippet.ts'
import type { Theme } from './theme.ts'
import type { DiagnosticView, PlaceView, View } from './view.ts'
import { wrap } from './wrap.ts'

/** Words is what a command itself says in the text format. */
export interface Words {
  /** Above the diagnostics: the verdict, where there is one. */
  readonly head?: string
  /** Below them. */
  readonly body: string
}

/** renderText is the format for people: each diagnostic with its line and the next step, around it what the command has to say. */
export function renderText(view: View, theme: Theme, { head = '', body }: Words): string {
  const { shown, left } = firstOf(view.diagnostics)
  const framed = shown.filter(({ severity }) => severity !== 'note').map((diagnostic) => diagnosticText(diagnostic, theme))
  const notes = shown.filter(({ severity }) => severity === 'note').map((diagnostic) => diagnosticText(diagnostic, theme))
  return [head, ...framed, notes.join('\n'), left === '' ? '' : wrap(left, theme.width), body].filter((block) => block !== '').join('\n\n') + '\n'
}

const mostRelated = 3

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
  const places = isFramed ? (related ?? []) : []
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
  return [`${gutter}${theme.dim('-')} ${printableLine(other.label)}: ${address(other)}`, ...source]
}

function address({ file, line, column }: PlaceView): string {
  return `${printableLine(file)}:${line}:${column}`
}

/** paintOf is the colour of a severity. */
export function paintOf(severity: Severity, theme: Theme): (text: string) => string {
  return severity === 'error' ? theme.error : severity === 'warning' ? theme.warning : theme.note
}

/** countsText says how much was found: "2 errors and 1 warning". */
export function countsText({ counts }: View): string {
  const parts = (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity))
  return parts.length <= 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** plural counts things in words: "1 tool", "3 tools". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
