import type { Hosted } from './hosted.ts'
import type { DiagnosticView, PlaceView } from './view.ts'

/**
 * fingerprintsOf names each diagnostic so that a code host knows it again in the next run. A name stays the same when lines move: it is made of the
 * code, the file, the message and the source line, and of how many alike stand before it; never of a line number.
 */
export function fingerprintsOf(diagnostics: readonly DiagnosticView[], { sha256 }: Pick<Hosted, 'sha256'>): readonly string[] {
  const seen = new Map<string, number>()
  return diagnostics.map((diagnostic) => {
    const identity = identityOf(diagnostic)
    const before = seen.get(identity) ?? 0
    seen.set(identity, before + 1)
    return sha256(`${identity} ${before}`)
  })
}

function identityOf({ code, message, place }: DiagnosticView): string {
  // Some messages name another line.
  const words = message.replace(/\b(lines?) \d+/g, '$1')
  const line = place === undefined || isWholeFile(place) ? null : (place.snippet?.trim().slice(0, longestLine) ?? '')
  return JSON.stringify([code, place?.file ?? null, words, line])
}

// Thousands of diagnostics may stand on one long line.
const longestLine = 1000

/** The very start of a file stands for the whole of it, and then what its first line happens to be says nothing. */
function isWholeFile({ line, column, end_line: endLine, end_column: endColumn }: PlaceView): boolean {
  return line === 1 && column === 1 && endLine === 1 && endColumn <= 2
}
