import type { Waived } from '../check/policy.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { positionAt } from '../text/source-file.ts'
import { type ShowLine, showLineFor } from './hidden.ts'
import type { DiagnosticView, PlaceView, View } from './view.ts'

/** toldViews works the places of diagnostics out, and of those that comments let pass. */
export function toldViews(diagnostics: readonly Diagnostic[], waived: readonly Waived[]): Pick<View, 'diagnostics' | 'waived'> {
  const showLine = showLineFor([...diagnostics, ...waived.map(({ diagnostic }) => diagnostic)])
  return {
    diagnostics: diagnostics.map((diagnostic) => diagnosticView(diagnostic, showLine)),
    ...(waived.length === 0 ? {} : { waived: waived.map(({ diagnostic, reason }) => ({ ...diagnosticView(diagnostic, showLine), reason })) }),
  }
}

// What is not there is undefined and not left out: a spread, as the build writes it for older Nodes, is slow, and a file may give a hundred thousand.
function diagnosticView({ code, severity, lifted, message, hint, span, related = [], fix }: Diagnostic, showLine: ShowLine): DiagnosticView {
  return {
    code,
    severity,
    lifted: lifted === true ? true : undefined,
    message,
    hint,
    fixable: fix === undefined ? undefined : true,
    docs: `docs/codes.md#${code}`,
    place: span === undefined ? undefined : placeView(span, showLine),
    related: related.length === 0 ? undefined : related.map((place) => Object.assign(placeView(place.span, showLine), { label: place.label })),
  }
}

function placeView({ file, start, end }: Span, showLine: ShowLine): PlaceView {
  const from = positionAt(file, start)
  const to = positionAt(file, Math.max(start, end))
  const snippet = showLine(file, from.line)
  const { line, column } = from
  return { file: file.path, line, column, end_line: to.line, end_column: to.column, snippet: snippet === '' ? undefined : snippet }
}
