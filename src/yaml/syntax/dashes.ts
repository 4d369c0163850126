import type { Line } from './lines.ts'
import type { Repair } from './repair.ts'

/** lostDash: an item of a list whose dash has no space behind it, or got lost where only an item can stand. */
export function lostDash(line: Line, index: number, lines: readonly Line[]): readonly Repair[] {
  const { start, text, indent, key, value } = line
  const at = start + indent
  if (/^-[^\s-]/.test(text.slice(indent))) {
    return [
      {
        message: 'a space is missing behind the dash',
        start: at,
        end: at + 1,
        hint: 'write "- "',
        edits: [{ start: at + 1, end: at + 1, text: ' ' }],
        isSafe: true,
      },
    ]
  }
  if (text.startsWith('-', indent)) return []
  const next = lines.find(({ kind }, below) => below > index && kind === 'content')
  // What would belong to the item stands two further right than this.
  if (key !== undefined && value !== '' && next?.indent === indent + 2 && opensList(index, lines)) return [missing(line, at)]
  const isItem = (each: Line | undefined): boolean => each?.indent === indent - 2 && each.text.startsWith('- ', indent - 2)
  const isLeft = ({ kind, indent: column }: Line): boolean => kind === 'content' && column <= indent - 2
  const above = lines.findLast((each, before) => before < index && isLeft(each))
  const below = lines.find((each, after) => after > index && isLeft(each))
  return isItem(above) || isItem(below) ? [missing(line, at - 2)] : []
}

/** dashlessItem: a line at the place of the items beside it. */
export function dashlessItem(line: Line, index: number, lines: readonly Line[]): readonly Repair[] {
  const { start, text, indent, key, value } = line
  const next = lines.find(({ kind }, below) => below > index && kind === 'content')
  // What opens the list is no item of it.
  const isOpener = key !== undefined && value === '' && next !== undefined && next.indent >= indent && next.text.startsWith('- ', next.indent)
  if (text.startsWith('-', indent) || isOpener) return []
  const owner = lines.findLastIndex((each, above) => above < index && each.kind === 'content' && each.indent < indent)
  const end = lines.findIndex((each, below) => below > index && each.kind === 'content' && each.indent < indent)
  const beside = lines.slice(owner + 1, end < 0 ? undefined : end)
  return beside.some((each) => each.indent === indent && each.text.startsWith('- ', indent)) ? [missing(line, start + indent)] : []
}

/** strayDash: the first of some keys, behind a dash that makes a list of it. */
export function strayDash({ start, text, indent, key, keyAt, value }: Line, index: number, lines: readonly Line[]): readonly Repair[] {
  if (key === undefined || value === '' || keyAt !== indent + 2 || !text.startsWith('- ', indent)) return []
  const owner = lines.findLast(({ kind }, at) => at < index && kind === 'content')
  const next = lines.find(({ kind }, at) => at > index && kind === 'content')
  const isFirst = owner?.key !== undefined && owner.value === '' && owner.indent < indent && owner.key !== 'examples'
  if (!isFirst || next?.key === undefined || next.indent !== indent || next.text.startsWith('-', indent)) return []
  const at = start + indent
  return [
    {
      message: `the dash before "${key}" begins a list, and beside it stand keys`,
      start: at,
      end: at + 1,
      hint: 'take the dash away',
      edits: [{ start: at, end: at + 2, text: '' }],
    },
  ]
}

/** The dash goes before the line, or into the space that is left of it. */
function missing({ start, indent, key, value }: Line, at: number): Repair {
  const word = key ?? value
  const from = start + indent
  return {
    message: `a dash is missing before "${word.length > 30 ? `${word.slice(0, 29)}…` : word}"`,
    start: from,
    end: from + Math.min(word.length, 60),
    hint: 'write "- " before it: it is an item of a list',
    edits: [{ start: at, end: from, text: '- ' }],
  }
}

/** Whether the key that a line belongs to holds a list elsewhere in the text; the examples of a tool always do. */
function opensList(index: number, lines: readonly Line[]): boolean {
  const indent = lines[index]?.indent ?? 0
  const owner = lines.findLast((line, above) => above < index && line.kind === 'content' && line.indent < indent)?.key
  if (owner === undefined) return false
  return owner === 'examples' || lines.some(({ key, value }, at) => key === owner && value === '' && /^ *- /.test(lines[at + 1]?.text ?? ''))
}
