import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { lineAt, positionAt, type SourceFile } from '../text/source-file.ts'

/** ShowLine gives a line of a source as it may be shown. */
export type ShowLine = (file: SourceFile, line: number) => string

interface Stretch {
  readonly start: number
  /** Infinity where the secret goes on in the next line. */
  readonly end: number
}

/** showLineFor makes a ShowLine that leaves out what diagnostics hide: the secret of which one tells may stand on the line of another. */
export function showLineFor(diagnostics: readonly Diagnostic[]): ShowLine {
  const hidden = hiddenIn(diagnostics)
  const shown = new Map<string, string>()
  return (file, line) => {
    const place = `${line} ${file.path}`
    const stretches = hidden.get(place)
    if (stretches === undefined) return lineAt(file, line)
    const text = shown.get(place) ?? masked(lineAt(file, line), stretches)
    shown.set(place, text)
    return text
  }
}

function hiddenIn(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Stretch[]> {
  const byPlace = new Map<string, Stretch[]>()
  for (const { hidden } of diagnostics) {
    if (hidden === undefined) continue
    const [from, to] = [positionAt(hidden.file, hidden.start), positionAt(hidden.file, hidden.end)]
    for (let line = from.line; line <= to.line; line += 1) {
      const place = `${line} ${hidden.file.path}`
      const stretch = { start: line === from.line ? from.column - 1 : 0, end: line === to.line ? to.column - 1 : Infinity }
      const known = byPlace.get(place)
      if (known === undefined) byPlace.set(place, [stretch])
      else known.push(stretch)
    }
  }
  return byPlace
}

/** Puts dots in the place of what must not be shown; the rest of the line keeps its columns. */
function masked(line: string, hidden: readonly Stretch[]): string {
  const characters = line.split('')
  for (const { start, end } of hidden) characters.fill('•', start, Math.min(end, characters.length))
  return characters.join('')
}
