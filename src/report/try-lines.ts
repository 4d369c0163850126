import { isWithin, mostLevels } from '../json/depth.ts'
import { parseJson } from '../json/parse.ts'
import { type Stretch, stretchesOf } from '../request/marks.ts'
import { columnsOf, firstColumns } from '../text/columns.ts'
import { printable } from '../text/printable.ts'
import type { Theme } from './theme.ts'

/** Look is how much of a call is shown, and in what. */
export interface Look {
  readonly theme: Theme
  /** Everything, uncut. */
  readonly isVerbose: boolean
  /** Whether values are marked in the texts (request/marks.ts). */
  readonly isMarked?: boolean
}

const indent = '  '

/** section is a block of the screen: a title, and lines that fit below it. */
export function section(title: string, lines: readonly string[], theme: Theme): string {
  return [theme.dim(firstColumns(title, theme.width)), ...lines.map((line) => indent + line)].join('\n')
}

/** linesOf makes lines that fit the screen from one long line, values painted; nothing of it is left out. */
export function linesOf(text: string, look: Look, paint: (text: string) => string = (plain) => plain): readonly string[] {
  return wrapped(safe(text, look), look.theme.width - indent.length).map((line) => painted(line, look.theme, paint))
}

/** bodyLines are the lines of a body, as many and as long as the screen has room for. */
export function bodyLines(body: string, look: Look): readonly string[] {
  const { theme, isVerbose } = look
  if (body === '') return []
  const room = theme.width - indent.length
  const { text, isLaidOut } = pretty(body)
  const most = isVerbose ? Number.POSITIVE_INFINITY : isLaidOut ? mostLines(theme) : Math.min(mostLines(theme), mostOfText)
  const lines: (readonly Stretch[])[] = []
  let count = 0
  for (const line of text.split('\n')) {
    const isSeen = lines.length < most + few
    // What is not laid out may be one line of a thousand letters: it is worth more broken than cut.
    const isCut = isLaidOut && !isVerbose
    const seen = !isSeen ? [] : isCut ? [cut(safe(line.slice(0, most * room), look), room)] : wrapped(safe(line.slice(0, most * room), look), room)
    lines.push(...seen.slice(0, most + few - lines.length))
    // What nobody sees is not measured to the letter.
    count += isSeen && line.length < most * room ? seen.length : isCut ? 1 : Math.ceil(Math.max(line.length, 1) / room)
  }
  const shown = count <= most + few ? lines : lines.slice(0, most)
  const left = count - shown.length
  const isAnyCut = shown.some((line) => line.at(-1) === ellipsis)
  const more = left > 0 ? [`… ${left} more lines (-v shows all)`] : isAnyCut ? ['… lines are cut (-v shows all of them)'] : []
  return [...shown.map((line) => painted(line, theme)), ...more.map((text) => theme.dim(text))]
}

const few = 3
// Of a page that came in place of data the start is enough.
const mostOfText = 12

/** Request, answer and what the agent hears share the screen with what stands around them. */
function mostLines({ height }: Theme): number {
  return height === undefined ? 30 : Math.max(8, Math.floor((height - 14) / 2))
}

function pretty(body: string): { readonly text: string; readonly isLaidOut: boolean } {
  const json = parseJson(body)
  // Laid out, each level of it would be indented further than the last.
  if (json !== undefined && isWithin(json.value, mostLevels)) return { text: JSON.stringify(json.value, null, 2), isLaidOut: true }
  return { text: body.replace(/\r\n?/g, '\n').trimEnd(), isLaidOut: false }
}

function safe(text: string, { isMarked = false }: Look): readonly Stretch[] {
  const stretches = isMarked ? stretchesOf(text) : [{ text, isFilled: false }]
  return stretches.map((stretch) => ({ ...stretch, text: printable(stretch.text.replaceAll('\t', indent)).replaceAll('\n', '\\n') }))
}

function painted(line: readonly Stretch[], theme: Theme, paint: (text: string) => string = (plain) => plain): string {
  return line.map(({ text, isFilled }) => (isFilled ? theme.filled(text) : paint(text))).join('')
}

function cut(line: readonly Stretch[], room: number): readonly Stretch[] {
  if (columnsOf(line.map(({ text }) => text).join('')) <= room) return line
  const [first = []] = wrapped(line, room - 1)
  return [...first, ellipsis]
}

const ellipsis: Stretch = { text: '…', isFilled: false }

function wrapped(line: readonly Stretch[], room: number): readonly (readonly Stretch[])[] {
  const lines: Stretch[][] = [[]]
  let left = room
  for (const { text, isFilled } of line) {
    for (let rest = text; rest !== '';) {
      const part = firstColumns(rest, left)
      if (part !== '') lines.at(-1)?.push({ text: part, isFilled })
      rest = rest.slice(part.length)
      left -= columnsOf(part)
      if (rest === '') break
      lines.push([])
      left = room
    }
  }
  return lines
}

/** sizeText is a size for people. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
