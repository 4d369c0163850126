import type { Diagnostic, Severity, Span } from '../diagnostic/diagnostic.ts'
import type { Outcome } from '../flow/outcome.ts'
import { exitCodeOf } from '../flow/outcome.ts'
import { positionAt } from '../text/source-file.ts'
import { type ShowLine, showLineFor } from './hidden.ts'

/** CommandName is a command that makes a report. */
export type CommandName = 'validate' | 'fmt' | 'sync' | 'try' | 'bundle' | 'explain'

/** View is the JSON-shaped form of an outcome: the contract (schemas/report.schema.json), and what every other format is made from. */
export interface View {
  readonly format_version: 1
  readonly command: CommandName
  readonly ok: boolean
  readonly counts: Readonly<Record<Severity, number>>
  readonly diagnostics: readonly DiagnosticView[]
  /** What comments in the files let pass, when there is any; it counts for nothing. */
  readonly waived?: readonly WaivedView[]
  readonly result: object | null
}

/** PlaceView is a place as people and editors count: from 1, columns in UTF-16 units, the end exclusive. */
export interface PlaceView {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly end_line: number
  readonly end_column: number
  /** The source line. */
  readonly snippet?: string
}

/** DiagnosticView is a diagnostic with its places worked out. */
export interface DiagnosticView {
  readonly code: string
  readonly severity: Severity
  /** True for an error that is one by --strict alone. */
  readonly lifted?: true
  readonly message: string
  readonly hint?: string
  /** Whether `validate --fix` mends it. */
  readonly fixable?: true
  /** The heading in the documentation. */
  readonly docs: string
  readonly place?: PlaceView
  readonly related?: readonly (PlaceView & { readonly label: string })[]
}

/** WaivedView is a diagnostic that a comment let pass, with the reason that the comment gives. */
export interface WaivedView extends DiagnosticView {
  readonly reason: string
}

/** viewOf makes the view of an outcome; `result` is the command's own result in the words of the JSON format. */
export function viewOf(command: CommandName, outcome: Outcome<unknown>, result: object | null): View {
  const { diagnostics, waived = [] } = outcome
  const showLine = showLineFor([...diagnostics, ...waived.map(({ diagnostic }) => diagnostic)])
  const count = (severity: Severity): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
  return {
    format_version: 1,
    command,
    ok: exitCodeOf(diagnostics) === 0,
    counts: { error: count('error'), warning: count('warning'), note: count('note') },
    diagnostics: diagnostics.map((diagnostic) => diagnosticView(diagnostic, showLine)),
    ...(waived.length === 0 ? {} : { waived: waived.map(({ diagnostic, reason }) => ({ ...diagnosticView(diagnostic, showLine), reason })) }),
    result,
  }
}

function diagnosticView({ code, severity, lifted, message, hint, span, related, fix }: Diagnostic, showLine: ShowLine): DiagnosticView {
  return {
    code,
    severity,
    ...(lifted === true ? { lifted } : {}),
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fixable: true }),
    docs: `docs/codes.md#${code}`,
    ...(span === undefined ? {} : { place: placeView(span, showLine) }),
    ...(related === undefined || related.length === 0
      ? {}
      : { related: related.map((place) => ({ ...placeView(place.span, showLine), label: place.label })) }),
  }
}

function placeView({ file, start, end }: Span, showLine: ShowLine): PlaceView {
  const from = positionAt(file, start)
  const to = positionAt(file, Math.max(start, end))
  const snippet = showLine(file, from.line)
  return { file: file.path, line: from.line, column: from.column, end_line: to.line, end_column: to.column, ...(snippet === '' ? {} : { snippet }) }
}

/** relocated gives a view in which files are called by another path. */
export function relocated(view: View, pathOf: (path: string) => string): View {
  const moved = <Place extends PlaceView>(place: Place): Place => ({ ...place, file: pathOf(place.file) })
  const elsewhere = <Told extends DiagnosticView>(told: Told): Told => ({
    ...told,
    ...(told.place === undefined ? {} : { place: moved(told.place) }),
    ...(told.related === undefined ? {} : { related: told.related.map(moved) }),
  })
  const { diagnostics, waived, ...rest } = view
  return { ...rest, diagnostics: diagnostics.map(elsewhere), ...(waived === undefined ? {} : { waived: waived.map(elsewhere) }) }
}
