import { printable } from '../text/printable.ts'
import type { Hosted } from './hosted.ts'
import { countsText } from './text.ts'
import type { DiagnosticView, PlaceView } from './view.ts'

// GitHub shows ten annotations of a kind for a step; what comes after them is only in the log, so the summary says how many there are.
const commands = { error: 'error', warning: 'warning', note: 'notice' } as const

/** renderGithub writes workflow commands, which GitHub shows as annotations on the changed lines. */
export function renderGithub({ view }: Hosted): string {
  const lines = view.diagnostics.map(annotation)
  return [...lines, `diga-int ${view.command}: ${countsText(view) || 'nothing wrong'}`].join('\n') + '\n'
}

function annotation({ code, severity, message, hint, place }: DiagnosticView): string {
  const properties = place === undefined ? [] : propertiesOf(place)
  const text = hint === undefined ? message : `${message}\n${hint}`
  return `::${commands[severity]} ${[...properties, `title=${property(code)}`].join(',')}::${data(text)}`
}

/** GitHub takes columns only where start and end are on one line. */
function propertiesOf({ file, line, column, end_line: endLine, end_column: endColumn }: PlaceView): readonly string[] {
  const columns = line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : []
  return [`file=${property(file)}`, `line=${line}`, `endLine=${endLine}`, ...columns]
}

// Escaping as @actions/core does it: these characters would end the command or the property.
function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
