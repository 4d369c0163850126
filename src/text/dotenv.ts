/** StrayLine is a line of a dotenv file that sets nothing: it has no `=`, or no name before it. */
export interface StrayLine {
  /** From 1. */
  readonly line: number
  readonly text: string
}

/** strayLines finds the lines that set nothing. Values in quotes may go over several lines. */
export function strayLines(text: string): readonly StrayLine[] {
  const lines = text.split('\n')
  const found: StrayLine[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim()
    if (line === '' || line.startsWith('#')) continue
    const assignment = /^(?:export\s+)?[\w.-]+\s*=\s*(["'`]?)/.exec(line)
    if (assignment === null) found.push({ line: index + 1, text: line })
    else index = endOfValue(lines, { index, from: line.slice(assignment[0].length), quote: assignment[1] ?? '' })
  }
  return found
}

/** Where a value ends; a quote that is never closed is a letter like any other. */
function endOfValue(lines: readonly string[], { index, from, quote }: { index: number; from: string; quote: string }): number {
  if (quote === '' || from.includes(quote)) return index
  const end = lines.findIndex((line, at) => at > index && line.includes(quote))
  return end < 0 ? index : end
}
