import { parseEvents, YAMLException } from 'js-yaml'
import { quietly } from './quietly.ts'
import type { Twice } from './syntax/duplicate.ts'

/** Refusal is why and where a text is given up. */
export interface Refusal {
  readonly reason: string
  readonly start: number
  /** A key that stands twice in a mapping, where nothing else is wrong. */
  readonly twice?: Twice | undefined
}

/** Collections may nest this deep: deeper than what sync takes from a server (200) and writes into a lockfile, shallower than any stack. */
export const maxDepth = 256

/**
 * refusalBehind is what js-yaml refuses in a text of which all is known to be right up to the pair or item that begins at `pair`: it reads the rest, below
 * what that rest stands in. Undefined where that is fine, for then only all of the text can tell.
 */
export function refusalBehind(text: string, pair: number): Refusal | undefined {
  const from = lineStart(text, pair)
  const above = from === 0 ? undefined : openersOf(text, from)
  if (above === undefined) return undefined
  try {
    quietly(() => parseEvents(above + text.slice(from), { maxDepth }))
    return undefined
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const start = (error.mark?.position ?? 0) - above.length
    return start < 0 ? undefined : { reason: error.reason, start: Math.min(start + from, text.length) }
  }
}

/**
 * What opens the mappings and lists that the line at `from` stands in, one line for each that does: keys under another name, and without what stands in
 * them above that line. Undefined where that cannot be told from the indentation.
 */
function openersOf(text: string, from: number): string | undefined {
  let openers = ''
  let column = indentAt(text, from)
  // A list may stand in the column of the key that it belongs to.
  let isItem = isDash(text, from + column)
  for (let start = from; start > 0 && (column > 0 || isItem);) {
    start = lineStart(text, start - 1)
    const indent = indentAt(text, start)
    const first = text.charAt(start + indent)
    if (first === '\n' || first === '#' || indent > column) continue
    if (!isDash(text, start + indent)) {
      if (indent === column && !isItem) continue
      openers = `${' '.repeat(indent)}k:\n${openers}`
      isItem = false
    } else {
      if (indent === column) continue
      let at = indent
      let dashes = ''
      while (at < column && isDash(text, start + at)) {
        const next = at + 1 + indentAt(text, start + at + 1)
        dashes += '-'.padEnd(next - at)
        at = next
      }
      if (at > column) return undefined
      // What the last dash opens may begin on the next line.
      const hasKey = (at < column || (isItem && !isDash(text, start + at))) && !/[\n#]/.test(text.charAt(start + at))
      openers = `${' '.repeat(indent)}${dashes}${hasKey ? 'k:' : ''}\n${openers}`
      isItem = true
    }
    column = indent
  }
  return openers
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** How many spaces stand at an offset. */
function indentAt(text: string, offset: number): number {
  let at = offset
  while (text.charAt(at) === ' ') at += 1
  return at - offset
}

function isDash(text: string, at: number): boolean {
  return text.charAt(at) === '-' && /[ \n]/.test(text.charAt(at + 1))
}
