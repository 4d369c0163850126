import type { Severity } from '../diagnostic/diagnostic.ts'

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
  readonly snippet?: string | undefined
}

/** DiagnosticView is a diagnostic with its places worked out. */
export interface DiagnosticView {
  readonly code: string
  readonly severity: Severity
  /** True for an error that is one by --strict alone. */
  readonly lifted?: true | undefined
  readonly message: string
  readonly hint?: string | undefined
  /** Whether `validate --fix` mends it. */
  readonly fixable?: true | undefined
  /** The heading in the documentation. */
  readonly docs: string
  readonly place?: PlaceView | undefined
  readonly related?: readonly (PlaceView & { readonly label: string })[] | undefined
}

/** WaivedView is a diagnostic that a comment let pass, with the reason that the comment gives. */
interface WaivedView extends DiagnosticView {
  readonly reason: string
}
