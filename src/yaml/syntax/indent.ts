import { columnOf, type Line, opensBlock } from './lines.ts'
import type { Edit, Repair } from './repair.ts'

/** Shift is a proposal to indent the lines from `index` up to `end` more or less. */
interface Shift {
  readonly index: number
  readonly end: number
  readonly by: number
  /** How many lines are shifted. */
  readonly count: number
  /** Of two that are equally good, the smaller one. */
  readonly rank: number
}

/**
 * indentation proposes to shift a line, what is below it, or the lines beside it, where the indentation does not follow from what is above.
 * `last` is the line that the parser gave up at. The proposals that leave the file most regular come first; `regular` gives only those that make
 * it more regular than it is.
 */
export function* indentation(lines: readonly Line[], last: number, { regular = false } = {}): Generator<Repair> {
  const style = styleOf(lines)
  const { unit } = style
  const seen = lines.slice(0, last + 2)
  const oddities = odditiesIn(seen, style)
  const shifts = new Map<string, Shift>()
  for (const shift of oddities.slice(-mostOddities).flatMap((oddity) => shiftsFor(oddity, { lines, unit, last }))) {
    const id = `${shift.index} ${shift.count} ${shift.by}`
    if (shift.rank < (shifts.get(id)?.rank ?? Number.POSITIVE_INFINITY)) shifts.set(id, shift)
  }
  const likely = [...shifts.values()]
    .slice(-mostShifts)
    .map((shift) => ({ shift, odd: odditiesIn(seen, style, shift).length, habit: habitOf(shift, lines) + (shift.rank === 0 ? 0.5 : 0) }))
    .filter(({ odd }) => !regular || odd < oddities.length)
    .toSorted((left, right) => left.odd - right.odd || right.habit - left.habit || compare(left.shift, right.shift))
  for (const { shift } of likely) yield repairFor(shift, lines)
}

// Each shift is held against all lines; those nearest to the line that the parser gave up at come last.
const mostOddities = 20
const mostShifts = 100

function compare(left: Shift, right: Shift): number {
  return left.rank - right.rank || left.count - right.count || Math.abs(left.by) - Math.abs(right.by) || right.index - left.index
}

/** Whether the keys that are shifted stand there elsewhere in the file (above 0), or where they are now (below 0). */
function habitOf({ index, end, by }: Shift, lines: readonly Line[]): number {
  const { key, keyAt = 0 } = lines[index] ?? {}
  if (key === undefined) return 0
  let [isThere, isHere] = [false, false]
  for (const [at, line] of lines.entries()) {
    if (line.key !== key || line.kind !== 'content' || (at >= index && at < end)) continue
    if (line.keyAt === keyAt + by) isThere = true
    if (line.keyAt === keyAt) isHere = true
  }
  return Number(isThere) - Number(isHere)
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

/** What is odd about the lines, or would be if some of them were shifted. */
function odditiesIn(lines: readonly Line[], { unit, indentsItems }: Style, shift?: Shift): readonly Oddity[] {
  const found: Oddity[] = []
  // Where lines may stand, each further right than the one before it.
  const open: number[] = []
  let left: readonly number[] = []
  // Where only items of a list stand.
  const lists = new Set<number>()
  let above: { readonly line: Line; readonly index: number; readonly indent: number; readonly column: number } | undefined
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (line?.kind !== 'content') continue
    const by = shift !== undefined && index >= shift.index && index < shift.end ? shift.by : 0
    const indent = line.indent + by
    const column = above === undefined ? -unit : above.column
    const mayOpen = above === undefined || isOpener(above.line)
    const justLeft = left
    let kept = open.length
    while (kept > 0 && (open[kept - 1] ?? 0) > indent) kept -= 1
    left = kept === open.length ? none : open.splice(kept)
    for (const level of left) lists.delete(level)
    if (indent > column) {
      if (!mayOpen || indent !== column + unit)
        found.push({ index, levels: [...open, ...left, ...below(column, unit, mayOpen)], isReturn: !mayOpen && justLeft.includes(indent) })
    } else {
      if (open.at(-1) !== indent) found.push({ index, levels: [...open, ...left, ...below(column, unit, mayOpen)], isDedent: true })
      else if (lists.has(indent) && !isItem(line)) found.push({ index, levels: [column] })
      if (above !== undefined && isBareKey(above.line)) {
        const isList = isItem(line) && indent === above.indent
        if (!isList) found.push({ index: above.index, levels: [above.indent - unit], child: index })
        else if (indentsItems) found.push({ index, levels: [column + unit] })
      }
    }
    if (open.at(-1) !== indent) {
      open.push(indent)
      if (isItem(line)) lists.add(indent)
    }
    const own = columnOf(line) + by
    if (own > indent) open.push(own)
    above = { line, index, indent, column: own }
  }
  return found
}

const none: readonly number[] = []

/** Where a line may stand because of the one above it; before the first line, the column is left of all of them. */
function below(column: number, unit: number, mayOpen: boolean): readonly number[] {
  return [...(mayOpen ? [column + unit] : []), ...(column < 0 ? [] : [column])]
}

function isItem({ text, indent }: Line): boolean {
  return text.startsWith('-', indent) && (text.length === indent + 1 || text.startsWith(' ', indent + 1))
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
  return [{ ...repairFor(shift, lines), message: 'the first line of this text is indented further than the others' }]
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
  let count = 0
  for (let at = index; at < end && at < lines.length; at += 1) if (isShiftable(lines[at])) count += 1
  return { index, end, by, count, rank: 2 }
}

function isShiftable(line: Line | undefined): boolean {
  return line !== undefined && line.kind !== 'blank' && line.text.trim() !== ''
}

function repairFor({ index, end, by }: Shift, lines: readonly Line[]): Repair {
  const edits: readonly Edit[] = lines
    .slice(index, end)
    .filter(isShiftable)
    .map(({ start, indent }) => (by > 0 ? { start, end: start, text: ' '.repeat(by) } : { start, end: start + Math.min(-by, indent), text: '' }))
  const { start = 0, indent = 0, key, keyAt = 0, text = '' } = lines[index] ?? {}
  const word = key ?? text.slice(keyAt).split(' ', 1)[0] ?? ''
  const level = indent + by
  return {
    edits,
    message: `"${word.replace(/^["']|["']$/g, '')}" is indented too ${by > 0 ? 'little' : 'far'}`,
    start: start + keyAt,
    end: start + keyAt + Math.max(1, word.length),
    hint: `indent ${edits.length > 1 ? 'it and what is below it' : 'it'} by ${level} space${level === 1 ? '' : 's'} instead of ${indent}`,
  }
}
