import * as char from './fast-char.ts'

/** Reader is a text and how far it has been read. The text ends with a line feed and holds neither tabs nor carriage returns. */
export interface Reader {
  readonly text: string
  /** The next character to look at. */
  at: number
  /** Where nextLine stopped: the column of the line's first character, -1 at the end of the text. */
  column: number
  /** Whether every number so far is written as JSON writes it. */
  hasPlainNumbers: boolean
}

/** What every part of the fast parser throws at the first doubt; parseFast catches it. No Error: a stack trace costs more than the parsing. */
export const declined = Symbol('declined')

/** Collections nest no deeper than this here; js-yaml has a limit of its own. */
export const maxDepth = 60

/** Reads up to the next character that is not a space, and gives it. Where only a comment is left of the line: its line feed, and nothing is read. */
export function skipSpaces(reader: Reader): number {
  const { text } = reader
  let { at } = reader
  while (text.charCodeAt(at) === char.space) at += 1
  const code = text.charCodeAt(at)
  if (code === char.lineFeed || (code === char.hash && at > reader.at)) return char.lineFeed
  reader.at = at
  return code
}

/** Reads over what may stand behind a value: spaces, a comment, and the lines that hold no more than that. */
export function endLine(reader: Reader): void {
  nextLine(reader, lineEnd(reader) + 1)
}

/** Where the line ends, of which nothing but a comment may be left. */
export function lineEnd({ text, at }: Reader): number {
  let end = at
  while (text.charCodeAt(end) === char.space) end += 1
  const code = text.charCodeAt(end)
  if (code === char.lineFeed) return end
  if (code === char.hash && end > at) return text.indexOf('\n', end)
  throw declined
}

/** Stops at the first line from `start` on that holds more than a comment. */
export function nextLine(reader: Reader, start: number): void {
  const { text } = reader
  let line = start
  while (line < text.length) {
    let at = line
    while (text.charCodeAt(at) === char.space) at += 1
    const code = text.charCodeAt(at)
    if (code !== char.lineFeed && code !== char.hash) {
      reader.at = at
      reader.column = at - line
      return
    }
    line = text.indexOf('\n', at) + 1
  }
  reader.at = text.length
  reader.column = -1
}
