import type { Waived } from '../check/policy.ts'
import { isUnfinished } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'

/** Outcome is what a flow returns: everything that was found, and the command's own result when it came to one. */
export interface Outcome<Result> {
  readonly diagnostics: readonly Diagnostic[]
  /** What comments in the files let pass. */
  readonly waived?: readonly Waived[]
  readonly result: Result | undefined
}

/** settle sorts diagnostics by place, drops repetitions, and lifts warnings to errors under --strict: the one place for all three. */
export function settle<Result>({ diagnostics, waived = [], result }: Outcome<Result>, { strict = false } = {}): Outcome<Result> {
  const starts = new Map<string, (Span | undefined)[]>()
  const unique = diagnostics.filter(({ code, message, span }) => {
    const identity = `${code}\n${span?.file.path ?? ''}\n${message}`
    const seen = starts.get(identity)
    // Where something stands is asked only where that makes the difference: it takes longer than all else (Cursor).
    if (seen === undefined) starts.set(identity, [span])
    else if (seen.some((other) => other?.start === span?.start)) return false
    else seen.push(span)
    return true
  })
  const lifted = strict
    ? unique.map((diagnostic) => (diagnostic.severity === 'warning' ? { ...diagnostic, severity: 'error' as const, lifted: true } : diagnostic))
    : unique
  return { diagnostics: lifted.toSorted(byPlace), waived, result }
}

/** identityOf is the same for diagnostics of which one only repeats the other. settle compares like this too, and asks for places only where it has to. */
export function identityOf({ code, message, span }: Diagnostic): string {
  return `${code}\n${span?.file.path ?? ''}\n${span?.start ?? -1}\n${message}`
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  const [leftPath, rightPath] = [left.span?.file.path ?? '', right.span?.file.path ?? '']
  if (leftPath !== rightPath) return leftPath < rightPath ? -1 : 1
  return (left.span?.start ?? 0) - (right.span?.start ?? 0) || (left.code < right.code ? -1 : left.code > right.code ? 1 : 0)
}

/** ExitCode is what the process ends with: 0 nothing wrong, 1 problems found, 2 used wrongly, 3 could not finish. */
export type ExitCode = 0 | 1 | 2 | 3

/** exitCodeOf derives the exit code from what was found. A problem that was found counts more than one that could not be looked for. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.some((diagnostic) => !isUnfinished(diagnostic))) return 1
  return errors.length > 0 ? 3 : 0
}

/** hasErrors tells whether anything found is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}
