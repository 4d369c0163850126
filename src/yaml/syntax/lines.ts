/** Line is a line of a text that may be no YAML, taken apart as a person would. */
export interface Line {
  /** Offset of its first character in the text. */
  readonly start: number
  /** Without its line break. */
  readonly text: string
  /** How many spaces it starts with. */
  readonly indent: number
  /** `blank` stands for comments too; `block` for the lines of a text behind `|` or `>`. */
  readonly kind: 'content' | 'blank' | 'block'
  /** Where its key starts, behind the dashes of list items; without a key, its value. */
  readonly keyAt: number
  /** The key as it is written, quotes included. */
  readonly key: string | undefined
  /** Where its value starts. */
  readonly valueAt: number
  /** What stands behind the colon, or behind the dashes, without a comment. */
  readonly value: string
  /** The quotes and brackets in the value; most lines are never asked. */
  readonly scan: () => Scan
}

/** linesOf takes a text apart. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  let block = Number.POSITIVE_INFINITY
  for (const raw of text.split('\n')) {
    const line = lineOf(raw.endsWith('\r') ? raw.slice(0, -1) : raw, start, block)
    lines.push(line)
    if (line.kind === 'content') block = opensBlock.test(line.value) ? columnOf(line) : Number.POSITIVE_INFINITY
    start += raw.length + 1
  }
  return lines
}

/** opensBlock matches the value of a key whose text stands on the lines below it. A tag or anchor may stand before it. */
export const opensBlock = /^(?:[&!]\S* +){0,2}[|>][-+1-9]{0,2}$/

/** columnOf is where a line's key or value begins: what belongs to it stands further right. */
export function columnOf({ key, keyAt, indent }: Line): number {
  return key === undefined ? indent : keyAt
}

/** Takes a line apart; one that is indented more than `block` belongs to the text that stands there. */
function lineOf(text: string, start: number, block: number): Line {
  let indent = 0
  while (text.charAt(indent) === ' ') indent += 1
  const dashes = text.startsWith('-', indent) ? (/^(?:- +)*(?:-$)?/.exec(text.slice(indent))?.[0].length ?? 0) : 0
  const keyAt = indent + dashes
  const body = text.slice(keyAt)
  const isContent = dashes > 0 || !/^\s*(?:#|$)/.test(body)
  const colon = isContent ? colonIn(body) : -1
  const valueAt = colon < 0 ? keyAt : keyAt + colon + 1 + body.slice(colon + 1).search(/\S|$/)
  const rest = text.slice(valueAt)
  let found: Scan | undefined
  const scan = (): Scan => (found ??= isContent ? scanOf(rest) : nothing)
  const value = rest.includes('#') ? rest.slice(0, scan().comment).trimEnd() : rest.trimEnd()
  const isBlock = indent > block || (block < Number.POSITIVE_INFINITY && text.trim() === '')
  const kind = isBlock ? 'block' : isContent ? 'content' : 'blank'
  return { start, text, indent, kind, keyAt, key: colon < 0 ? undefined : body.slice(0, colon).trimEnd(), valueAt, value, scan }
}

const nothing: Scan = { quotes: [], brackets: [], comment: 0 }

/** Where the colon stands that makes a key of what is before it; -1 where there is none. */
function colonIn(body: string): number {
  if (/^["']/.test(body)) {
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(body)?.[0].length
    const behind = quoted === undefined ? undefined : /^\s*:(?=\s|$)/.exec(body.slice(quoted))?.[0].length
    return quoted === undefined || behind === undefined ? -1 : quoted + behind - 1
  }
  if (/^[[\]{}#&*!|>%@`,]/.test(body)) return -1
  const colon = body.search(/:(?:\s|$)/)
  const comment = colon < 0 ? -1 : body.indexOf(' #')
  return comment >= 0 && comment < colon ? -1 : colon
}

/** Scan is what quotes and brackets there are in a value that stands on one line. */
interface Scan {
  /** Each quoted text; `end` lies behind its closing quote, or is undefined where there is none. */
  readonly quotes: readonly { readonly start: number; readonly end: number | undefined }[]
  /** Brackets and braces outside of quotes; of a text that starts with none, none. */
  readonly brackets: readonly { readonly character: string; readonly at: number }[]
  /** Where a comment starts, or the end. */
  readonly comment: number
}

/** Looks for quotes and brackets; a quote opens a text only where a text can begin. */
function scanOf(value: string): Scan {
  if (!/["'#[{]/.test(value)) return { ...nothing, comment: value.length }
  const quotes: { start: number; end: number | undefined }[] = []
  const brackets: { character: string; at: number }[] = []
  const isFlow = /^[[{]/.test(value)
  let canBegin = true
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at)
    if (canBegin && (character === '"' || character === "'")) {
      const end = closingQuote(value, at)
      quotes.push({ start: at, end })
      if (end === undefined) return { quotes, brackets, comment: value.length }
      at = end - 1
      canBegin = false
      continue
    }
    if (character === '#' && (at === 0 || /\s/.test(value.charAt(at - 1)))) return { quotes, brackets, comment: at }
    if (isFlow && '[]{}'.includes(character)) brackets.push({ character, at })
    canBegin = isFlow && ('[{,'.includes(character) || (character === ' ' && (canBegin || value.charAt(at - 1) === ':')))
  }
  return { quotes, brackets, comment: value.length }
}

function closingQuote(value: string, start: number): number | undefined {
  const quote = value.charAt(start)
  for (let at = start + 1; at < value.length; at += 1) {
    const character = value.charAt(at)
    if (quote === '"' && character === '\\') at += 1
    else if (character === quote) {
      if (quote === "'" && value.charAt(at + 1) === "'") at += 1
      else return at + 1
    }
  }
  return undefined
}
