import type { Severity } from '../diagnostic/diagnostic.ts'
import { exitCodeOf, type Outcome } from '../flow/outcome.ts'
import { toldViews } from './told-views.ts'
import type { CommandName, View } from './view.ts'

/** viewOf makes the view of an outcome; `result` is the command's own result in the words of the JSON format. */
export function viewOf(command: CommandName, outcome: Outcome<unknown>, result: object | null): View {
  const { diagnostics, waived = [] } = outcome
  const count = (severity: Severity): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
  return {
    format_version: 1,
    command,
    ok: exitCodeOf(diagnostics) === 0,
    counts: { error: count('error'), warning: count('warning'), note: count('note') },
    ...(diagnostics.length + waived.length === 0 ? { diagnostics: [] } : toldViews(diagnostics, waived)),
    result,
  }
}
