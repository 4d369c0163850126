import { EVENT_ID, parseEvents } from 'js-yaml'

/** Comment is a comment of a YAML text: `# …` up to the end of its line. */
export interface Comment {
  readonly start: number
  /** From the `#` on, without blanks at its end. */
  readonly words: string
}

/** commentsIn lists the comments of a text that parses, in their order. A `#` inside of a value is none. */
export function commentsIn(text: string): readonly Comment[] {
  if (!text.includes('#')) return []
  const values = parseEvents(text, { maxDepth: 1000 }).flatMap((event) =>
    event.type === EVENT_ID.SCALAR && event.valueStart >= 0 ? [{ start: event.valueStart, end: event.valueEnd }] : [],
  )
  const comments: Comment[] = []
  const form = /(?<=^|\s)#[^\r\n]*/gm
  let next = 0
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const { index: start } = match
    while ((values[next]?.end ?? Infinity) <= start) next += 1
    const value = values[next]
    if (value === undefined || start < value.start) comments.push({ start, words: match[0].trimEnd() })
    // Behind a quoted value a comment may follow on the same line.
    else form.lastIndex = Math.max(value.end, start + 1)
  }
  return comments
}
