import { columnOf, type Line, opensBlock } from './lines.ts'
import type { Edit, Repair } from './repair.ts'

/** Shift is a proposal to indent lines more or less. */
interface Shift extends Repair {
  /** The first line that is shifted. */
  readonly index: number
  /** How many are. */
  readonly count: number
  readonly by: number
  /** Of two that are equally good, the smaller one. */
  readonly rank: number
}

/**
 * indentation proposes to shift a line, what is below it, or the lines beside it, where the indentation does not follow from what is above.
 * `last` is the line that the parser gave up at. The proposals that leave the file most regular come first; `regular` gives only those that make
 * it more regular than it is.
 */
export function indentation(lines: readonly Line[], last: number, { regular = false } = {}): readonly Repair[] {
  const style = styleOf(lines)
  const { unit } = style
  const seen = lines.slice(0, last + 2)
  const oddities = odditiesIn(seen, style)
  const shifts = new Map<string, Shift>()
  for (const shift of oddities.slice(-mostOddities).flatMap((oddity) => shiftsFor(oddity, { lines, unit, last }))) {
    const id = `${shift.index} ${shift.count} ${shift.by}`
    if (shift.rank < (shifts.get(id)?.rank ?? Number.POSITIVE_INFINITY)) shifts.set(id, shift)
  }
  return [...shifts.values()]
    .slice(-mostShifts)
    .map((shift) => ({ shift, odd: odditiesIn(shifted(seen, shift), style).length, habit: habitOf(shift, lines) + (shift.rank === 0 ? 0.5 : 0) }))
    .filter(({ odd }) => !regular || odd < oddities.length)
    .toSorted((left, right) => left.odd - right.odd || right.habit - left.habit || compare(left.shift, right.shift))
    .map(({ shift }) => shift)
}

// Each shift is held against all lines; those nearest to the line that the parser gave up at come last.
const mostOddities = 20
const mostShifts = 100

function compare(left: Shift, right: Shift): number {
  return left.rank - right.rank || left.count - right.count || Math.abs(left.by) - Math.abs(right.by) || right.index - left.index
}

/** Whether the keys that are shifted stand there elsewhere in the file (above 0), or where they are now (below 0). */
function habitOf({ index, edits, by }: Shift, lines: readonly Line[]): number {
  const starts = new Set(edits.map(({ start }) => start))
  const { key, keyAt = 0, start } = lines[index] ?? {}
  if (key === undefined) return 0
  const others = lines.filter((line) => line.kind === 'content' && line.key === key && line.start !== start && !starts.has(line.start))
  return Number(others.some((line) => line.keyAt === keyAt + by)) - Number(others.some((line) => line.keyAt === keyAt))
}

/** Style is how the lines of a file are indented. */
interface Style {
  /** By how much, for the most part. */
  readonly unit: number
  /** Whether the items of a list stand further right than their key. */
  readonly indentsItems: boolean
}

function styleOf(lines: readonly Line[]): Style {
  const steps = new Map<number, number>()
  let itemSteps = 0
  let above: Line | undefined
  for (const line of lines) {
    if (line.kind !== 'content') continue
    const step = line.indent - (above?.indent ?? 0)
    if (step > 0) steps.set(step, (steps.get(step) ?? 0) + 1)
    if (isItem(line) && above !== undefined && isBareKey(above)) itemSteps += step > 0 ? 1 : -1
    above = line
  }
  // Two is what most people write; one line says nothing.
  const [unit, count] = [...steps].toSorted(([, left], [, right]) => right - left)[0] ?? [2, 0]
  return { unit: count > Math.max(1, steps.get(2) ?? 0) ? unit : 2, indentsItems: itemSteps > 0 }
}

/** Oddity is a line whose indentation does not follow from the lines above it, or a key with nothing below it. */
interface Oddity {
  readonly index: number
  /** The indentations that would do. */
  readonly levels: readonly number[]
  /** The line that should stand deeper, where the oddity is that nothing does. */
  readonly child?: number
  /** Whether it goes back to a level that the line above it left. */
  readonly isReturn?: boolean
  /** Whether it goes back to a level that no line has. */
  readonly isDedent?: boolean
}

function odditiesIn(lines: readonly Line[], { unit, indentsItems }: Style): readonly Oddity[] {
  const found: Oddity[] = []
  const open: number[] = []
  let left: number[] = []
  // Where only items of a list stand.
  const lists = new Set<number>()
  let above: { readonly line: Line; readonly index: number } | undefined
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'content') continue
    const column = above === undefined ? -unit : columnOf(above.line)
    const mayOpen = above === undefined || isOpener(above.line)
    const levels = [...open, ...(mayOpen ? [column + unit] : []), ...(above === undefined ? [] : [column])]
    const justLeft = left
    left = open.filter((level) => level > line.indent)
    open.length -= left.length
    for (const level of left) lists.delete(level)
    if (line.indent > column) {
      if (!mayOpen || line.indent !== column + unit) found.push({ index, levels, isReturn: !mayOpen && justLeft.includes(line.indent) })
    } else {
      if (open.at(-1) !== line.indent) found.push({ index, levels, isDedent: true })
      else if (lists.has(line.indent) && !isItem(line)) found.push({ index, levels: [column] })
      if (above !== undefined && isBareKey(above.line)) {
        const isList = isItem(line) && line.indent === above.line.indent
        if (!isList) found.push({ index: above.index, levels: [above.line.indent - unit], child: index })
        else if (indentsItems) found.push({ index, levels: [column + unit] })
      }
    }
    if (open.at(-1) !== line.indent) {
      open.push(line.indent)
      if (isItem(line)) lists.add(line.indent)
    }
    if (columnOf(line) > line.indent) open.push(columnOf(line))
    above = { line, index }
  }
  return found
}

function isItem({ text, indent }: Line): boolean {
  return /^-(?: |$)/.test(text.slice(indent))
}

function isBareKey({ key, value }: Line): boolean {
  return key !== undefined && value === ''
}

/** Whether lines may be indented below it. */
function isOpener(line: Line): boolean {
  return line.value === '' || /^[&!]\S*$/.test(line.value) || /^[|>]/.test(line.value) || /[{[,]$/.test(line.value)
}

function shiftsFor(
  { index, levels, child, isReturn = false, isDedent = false }: Oddity,
  { lines, unit, last }: { lines: readonly Line[]; unit: number; last: number },
): readonly Shift[] {
  const line = lines[index]
  if (line === undefined) return []
  const shifts = shiftsAt(
    index,
    levels.map((level) => level - line.indent),
    lines,
  )
  // The line that the parser gave up at is likelier to be wrong than those around it.
  const own = index === last ? ranked(shifts, 1) : shifts
  if (child !== undefined) return [...own, ...shiftsAt(child, [line.indent + unit - (lines[child]?.indent ?? 0)], lines)]
  // The line itself may be right, and wrong the one above it, the one that it belongs to, or the first one beside it.
  const before = lines.findLastIndex(({ kind }, at) => at < index && kind === 'content')
  const owner = lines.findLastIndex(({ kind, indent }, at) => at < index && kind === 'content' && indent < line.indent)
  const sibling = lines.findIndex(({ kind }, at) => at > owner && kind === 'content')
  const towards = (at: number, level: number): readonly Shift[] => shiftsAt(at, [level - (lines[at]?.indent ?? 0)], lines)
  // Back to where the lines stood before the one above it: that one is the one that left.
  const back = [
    ...(isReturn ? ranked(towards(before, line.indent), 0) : []),
    ...(isTooDeepFor(index, lines, unit) ? ranked(towards(before, line.indent - unit), 0) : []),
  ]
  return [
    ...back,
    ...own,
    ...towards(before, line.indent),
    ...towards(before, line.indent - ((lines[before]?.keyAt ?? 0) - (lines[before]?.indent ?? 0))),
    ...towards(before, line.indent - unit),
    ...towards(owner, line.indent - unit),
    ...ranked(towards(sibling, line.indent), isDedent ? 1 : 2),
  ]
}

/** blockStart proposes to shift the first line of a text behind `|` or `>` that is indented further than the rest of it. */
export function blockStart(lines: readonly Line[], last: number): readonly Repair[] {
  const opener = lines.findLastIndex(({ kind, value }, at) => at < last && kind === 'content' && opensBlock.test(value))
  const first = lines.findIndex(({ text }, at) => at > opener && text.trim() !== '')
  const rest = lines[last]
  const by = (rest?.indent ?? 0) - (lines[first]?.indent ?? 0)
  if (opener < 0 || first >= last || rest === undefined || by >= 0 || rest.indent <= columnOf(lines[opener] ?? rest)) return []
  const shift = shiftOf({ index: first, end: last, by }, lines)
  return [{ ...shift, message: 'the first line of this text is indented further than the others' }]
}

function ranked(shifts: readonly Shift[], rank: number): readonly Shift[] {
  return shifts.map((shift) => ({ ...shift, rank }))
}

/** Whether the lines from here on are right and what opens them is not: behind them the file goes on where that should stand. */
function isTooDeepFor(index: number, lines: readonly Line[], unit: number): boolean {
  const indent = lines[index]?.indent ?? 0
  const next = lines.find((line, at) => at > index && line.kind === 'content' && line.indent < indent)
  return next?.indent === indent - unit
}

/** Shifts of a line alone, of all that is below it, and of the lines beside it, as far as there are some. */
function shiftsAt(index: number, shifts: readonly number[], lines: readonly Line[]): readonly Shift[] {
  const line = lines[index]
  if (line === undefined) return []
  const ends = new Set([index + 1, blockEnd(index, lines, 1), ...besides(index, lines)])
  return [...new Set(shifts)]
    .filter((by) => by !== 0 && line.indent + by >= 0)
    .flatMap((by) => [...ends].map((end) => shiftOf({ index, end, by }, lines)))
}

/** The index behind all lines below that are indented more (`least` 1), or at least as much (0). */
function blockEnd(index: number, lines: readonly Line[], least: number): number {
  const indent = lines[index]?.indent ?? 0
  const end = lines.findIndex((line, at) => at > index && line.kind === 'content' && line.indent < indent + least)
  return end < 0 ? lines.length : end
}

const mostBesides = 6

/** Where the lines beside it end, one after the other, and where all of them do. */
function besides(index: number, lines: readonly Line[]): readonly number[] {
  const all = blockEnd(index, lines, 0)
  const indent = lines[index]?.indent
  const starts = lines.flatMap((line, at) => (at > index && at < all && line.kind === 'content' && line.indent === indent ? [at] : []))
  return [...starts.slice(0, mostBesides), all]
}

function shiftOf({ index, end, by }: { index: number; end: number; by: number }, lines: readonly Line[]): Shift {
  const edits: Edit[] = lines.slice(index, end).flatMap(({ start, kind, text }) => {
    if (kind === 'blank' || text.trim() === '') return []
    return [by > 0 ? { start, end: start, text: ' '.repeat(by) } : { start, end: start + Math.min(-by, /^ */.exec(text)?.[0].length ?? 0), text: '' }]
  })
  const { start = 0, indent = 0, key, keyAt = 0, text = '' } = lines[index] ?? {}
  const word = key ?? text.slice(keyAt).split(' ', 1)[0] ?? ''
  const level = indent + by
  return {
    index,
    rank: 2,
    count: edits.length,
    by,
    edits,
    message: `"${word.replace(/^["']|["']$/g, '')}" is indented too ${by > 0 ? 'little' : 'far'}`,
    start: start + keyAt,
    end: start + keyAt + Math.max(1, word.length),
    hint: `indent ${edits.length > 1 ? 'it and what is below it' : 'it'} by ${level} space${level === 1 ? '' : 's'} instead of ${indent}`,
  }
}

function shifted(lines: readonly Line[], { edits, by }: Shift): readonly Line[] {
  const starts = new Set(edits.map(({ start }) => start))
  const move = (line: Line): Line => ({
    ...line,
    indent: line.indent + by,
    keyAt: line.keyAt + by,
    text: by > 0 ? ' '.repeat(by) + line.text : line.text.slice(-by),
  })
  return lines.map((line) => (line.kind === 'content' && starts.has(line.start) ? move(line) : line))
}
