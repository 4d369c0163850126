import type { Line } from './lines.ts'
import type { Repair } from './repair.ts'

const partner: Readonly<Record<string, string>> = { '[': ']', '{': '}', ']': '[', '}': '{' }

/** openBracket: a bracket that is not closed on its line, though nothing of it is on the next. */
export function openBracket(line: Line): readonly Repair[] {
  const { start, value, valueAt, scan } = line
  if (!/^[[{]/.test(value)) return []
  const open: { character: string; at: number }[] = []
  for (const { character, at } of scan().brackets) {
    if (character === '[' || character === '{') open.push({ character, at })
    else if (open.at(-1)?.character === partner[character]) open.pop()
    else return [...closedInside(line, open, at), ...neverOpened(line, at)]
  }
  return open.toReversed().map(({ character, at }) => ({
    ...neverClosed(start + valueAt + at),
    edits: [{ start: start + valueAt + value.length, end: start + valueAt + value.length, text: partner[character] ?? '' }],
  }))
}

function neverClosed(at: number): Omit<Repair, 'edits'> {
  return { message: 'this bracket is opened and never closed', start: at, end: at + 1, hint: 'close it' }
}

/** Another one closes while it is open. */
function closedInside({ start, value, valueAt }: Line, open: readonly { character: string; at: number }[], at: number): readonly Repair[] {
  const inner = open.at(-1)
  if (inner === undefined) return []
  const behind = start + valueAt + value.slice(0, at).trimEnd().length
  return [{ ...neverClosed(start + valueAt + inner.at), edits: [{ start: behind, end: behind, text: partner[inner.character] ?? '' }] }]
}

function neverOpened({ start, value, valueAt }: Line, at: number): readonly Repair[] {
  const closing = value.charAt(at)
  const begins = [...value.slice(0, at).matchAll(/(?:^|[[{,:] +|[[{])(?=[^\s[{,])/g)].map((match) => match.index + match[0].length).toReversed()
  const told = {
    message: 'this bracket closes what was never opened',
    start: start + valueAt + at,
    end: start + valueAt + at + 1,
    hint: `open it with "${partner[closing]}" where it begins, or take it away`,
  }
  return [
    ...begins.map((begin) => ({ ...told, edits: [{ start: start + valueAt + begin, end: start + valueAt + begin, text: partner[closing] ?? '' }] })),
    { ...told, edits: [{ start: told.start, end: told.end, text: '' }] },
  ]
}

/** farLeftBracket: a bracket on a line of its own, which YAML wants further right than the key that it belongs to. */
export function farLeftBracket({ start, text, indent }: Line): readonly Repair[] {
  if (!/^[\]}],?$/.test(text.trim())) return []
  const told = {
    message: 'this bracket is closed too far left',
    start: start + indent,
    end: start + indent + 1,
    hint: 'indent it by two more spaces',
  }
  return [{ ...told, edits: [{ start, end: start, text: '  ' }] }]
}

/** strayBracket: a value that ends in a bracket which nothing opens, as when the first character got lost. */
export function strayBracket(line: Line): readonly Repair[] {
  const { value } = line
  const last = value.at(-1) ?? ''
  if (!/^[^[{"'|>#]/.test(value) || !/[\]}]$/.test(value)) return []
  const opened = value.split(partner[last] ?? '').length - 1
  return value.split(last).length - 1 > opened ? neverOpened(line, value.length - 1) : []
}

/** missingComma: two pairs in braces without a comma between them. */
export function missingComma({ start, value, valueAt, scan }: Line): readonly Repair[] {
  if (!/^[[{]/.test(value)) return []
  const { quotes } = scan()
  const isQuoted = (at: number): boolean => quotes.some((quote) => at > quote.start && at < (quote.end ?? value.length))
  return [...value.matchAll(/(?<=[^\s,[{:]) +(?=(?:[\w-]+|"[^"]*"|'[^']*'): |["'{[])/g)].flatMap(({ index, 0: gap }) => {
    if (isQuoted(index)) return []
    const at = start + valueAt + index
    const told = { message: 'a comma is missing here', start: at, end: at + gap.length, hint: 'put a comma between the two' }
    return [{ ...told, edits: [{ start: at, end: at, text: ',' }] }]
  })
}
