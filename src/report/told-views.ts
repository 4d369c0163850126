import type { Waived } from '../check/policy.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { type Position, positionAt } from '../text/source-file.ts'
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

/** Works a place out when somebody asks for it: of a thousand diagnostics, a person is shown the first ones. */
function placeView(span: Span, showLine: ShowLine): PlaceView {
  const { file } = span
  let from: Position | undefined
  let to: Position | undefined
  const start = (): Position => (from ??= positionAt(file, span.start))
  const end = (): Position => (to ??= positionAt(file, Math.max(span.start, span.end)))
  // Properties of its own: JSON and copies have them too.
  return {
    file: file.path,
    get line() {
      return start().line
    },
    get column() {
      return start().column
    },
    get end_line() {
      return end().line
    },
    get end_column() {
      return end().column
    },
    get snippet() {
      const line = showLine(file, start().line)
      return line === '' ? undefined : line
    },
  }
}
