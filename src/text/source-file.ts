/** SourceFile is one text that a person wrote: the thing that every place in a diagnostic points into. */
export interface SourceFile {
  /** Relative to the project root, with forward slashes: what a person reads and clicks. */
  readonly path: string
  readonly text: string
}

/** Position is a place as people count: both start at 1; a column counts UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

const lineStartsByFile = new WeakMap<SourceFile, number[]>()

/** positionAt turns an offset into line and column; the line table is made once, for files that have something to report. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStartsOf(file)
  const bounded = Math.max(0, Math.min(offset, file.text.length))
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= bounded) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: bounded - (starts[low] ?? 0) + 1 }
}

/** linesIn tells how many lines a file has. */
export function linesIn(file: SourceFile): number {
  return lineStartsOf(file).length
}

/** lineStart is the offset of the first character of a line (counted from 1). */
export function lineStart(file: SourceFile, line: number): number {
  return lineStartsOf(file)[line - 1] ?? file.text.length
}

/** lineAt gives the text of a line (counted from 1), without its line break. */
export function lineAt(file: SourceFile, line: number): string {
  const starts = lineStartsOf(file)
  const start = starts[line - 1]
  if (start === undefined) return ''
  let end = starts[line] ?? file.text.length
  while (end > start && isBreak(file.text.charCodeAt(end - 1))) end -= 1
  return file.text.slice(start, end)
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13
}

function lineStartsOf(file: SourceFile): number[] {
  const known = lineStartsByFile.get(file)
  if (known !== undefined) return known
  const { text } = file
  const starts = [0]
  if (text.includes('\r')) for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length)
  else for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) starts.push(at)
  lineStartsByFile.set(file, starts)
  return starts
}
