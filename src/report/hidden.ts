import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { lineAt, lineStart, type SourceFile } from '../text/source-file.ts'

/** ShowLine gives a line of a source as it may be shown. */
export type ShowLine = (file: SourceFile, line: number) => string

interface Stretch {
  readonly start: number
  readonly end: number
}

/** showLineFor makes a ShowLine that leaves out what diagnostics hide: the secret of which one tells may stand on the line of another. */
export function showLineFor(diagnostics: readonly Diagnostic[]): ShowLine {
  const hidden = hiddenIn(diagnostics)
  const shown = new Map<string, string>()
  return (file, line) => {
    const stretches = hidden.get(file.path)
    if (stretches === undefined) return lineAt(file, line)
    const place = `${line} ${file.path}`
    const text = shown.get(place) ?? masked(lineAt(file, line), lineStart(file, line), stretches)
    shown.set(place, text)
    return text
  }
}

/** What is hidden in each file, by its path: in order, and without overlaps. */
function hiddenIn(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Stretch[]> {
  const byPath = new Map<string, Map<string, Stretch>>()
  for (const { hidden } of diagnostics) {
    if (hidden === undefined) continue
    const { file, start, end } = hidden
    const inFile = byPath.get(file.path) ?? new Map<string, Stretch>()
    byPath.set(file.path, inFile.set(`${start} ${end}`, { start, end }))
  }
  return new Map([...byPath].map(([path, stretches]) => [path, merged([...stretches.values()])]))
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = []
  for (const { start, end } of stretches.toSorted((left, right) => left.start - right.start)) {
    const last = result.at(-1)
    if (last === undefined || start > last.end) result.push({ start, end })
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) }
  }
  return result
}

/** Puts dots in the place of what must not be shown; the rest of the line keeps its columns. */
function masked(line: string, offset: number, hidden: readonly Stretch[]): string {
  const first = firstBehind(hidden, offset)
  const parts: string[] = []
  let from = 0
  for (let index = first; (hidden[index]?.start ?? Infinity) < offset + line.length; index += 1) {
    const { start = 0, end = 0 } = hidden[index] ?? {}
    const [left, right] = [Math.max(0, start - offset), Math.min(line.length, end - offset)]
    parts.push(line.slice(from, left), '•'.repeat(right - left))
    from = right
  }
  return parts.length === 0 ? line : [...parts, line.slice(from)].join('')
}

/** The index of the first stretch that does not end before an offset. */
function firstBehind(stretches: readonly Stretch[], offset: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
