import { abridge } from '../text/printable.ts'
import type { SourceFile } from '../text/source-file.ts'

/** Severity says what a diagnostic means for the run: errors fail it, warnings fail it under --strict, notes never. */
export type Severity = 'error' | 'warning' | 'note'

/** Span is a stretch of a source text. It carries its file, so a renderer needs nothing else. */
export interface Span {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
}

/** Place is a span with a word on why it is shown. */
export interface Place {
  readonly span: Span
  readonly label: string
}

/** Fix is a change of the source that is safe to make unseen: it can only be what was meant. */
export interface Fix {
  readonly span: Span
  /** What stands there afterwards. */
  readonly text: string
}

/** Finding is what a rule yields: a fact with a place, before it is stamped with code and severity. */
export interface Finding {
  /** One sentence, lower case, no final stop. */
  readonly message: string
  /** Absent only when no file is to blame. */
  readonly span?: Span | undefined
  readonly related?: readonly Place[] | undefined
  /** A stretch of the source that no report may show: a secret that stands in a file. */
  readonly hidden?: Span | undefined
  /** The next step, imperative. */
  readonly hint?: string | undefined
  /** What `--fix` does about it. */
  readonly fix?: Fix | undefined
}

/** Diagnostic is the one record of anything that is wrong with the user's files, servers or arguments. */
export interface Diagnostic extends Finding {
  readonly code: string
  readonly severity: Severity
  /** Whether it is an error only because --strict makes warnings count. */
  readonly lifted?: boolean
  /** Whether it stands for all that follow it in its file, of which nobody would read more (bounded.ts). */
  readonly isRest?: true
}

/** CodeInfo is what there is to know of a code: a rule or a fixed code. */
export interface CodeInfo {
  readonly code: string
  readonly severity: Severity
  readonly title: string
  readonly why: string
  /** `unfinished` marks trouble that stopped the run rather than a mistake in a file: exit code 3 instead of 1. */
  readonly unfinished?: boolean
}

/** mostOfAll is how many findings are told of a project: code scanning services take no more. */
export const mostOfAll = 25_000

const mostOfFile = 1000

/**
 * readAtOnce is how many findings a person is shown, of all files and of one: a file that is no YAML of ours at all must not push what is wrong with the
 * others out of sight.
 */
export const readAtOnce = { ofAll: 100, ofFile: 50 } as const

/** roomFor tells how many findings of a code are told of a file, when so many were told already: beyond the most of all, one still says that it fails. */
export function roomFor(told: number): number {
  return told < mostOfAll ? mostOfFile : 1
}

// Longer than any message that was meant to be read; what a file says may stand in one, and be a megabyte long.
const longestMessage = 1000

/** stamp turns a finding into a diagnostic of a code. */
export function stamp({ code, severity }: Pick<CodeInfo, 'code' | 'severity'>, finding: Finding): Diagnostic {
  // A spread, as the build writes it for older Nodes, takes ten times as long; a file may give a hundred thousand findings.
  const diagnostic = Object.assign({ code, severity }, finding)
  const { message, hint = '' } = finding
  if (message.length <= longestMessage && hint.length <= longestMessage) return diagnostic
  return { ...diagnostic, message: abridge(message, longestMessage), hint: finding.hint === undefined ? undefined : abridge(hint, longestMessage) }
}
