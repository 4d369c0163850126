import type { Event } from 'js-yaml'
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml'

/** Slot is the place of one value, of its key, and of what it holds. */
export interface Slot {
  start: number
  end: number
  keyStart: number | undefined
  keyEnd: number | undefined
  children: Map<string, Slot> | undefined
}

/** Stretch is a part of a text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** readTexts lists where the scalars of a text stand, in their order: there, a `#` starts no comment. */
export function readTexts(text: string): readonly Stretch[] {
  return parseEvents(text, { maxDepth: 1000 }).flatMap((event) =>
    event.type === EVENT_ID.SCALAR && event.valueStart >= 0 ? [{ start: event.valueStart, end: event.valueEnd }] : [],
  )
}

interface Frame {
  readonly slot: Slot
  readonly isMapping: boolean
  readonly style: number
  key: { text: string; start: number; end: number } | undefined
  index: number
}

/** readPlaces finds where everything in a text stands. It is loaded for files that have something to report: a clean one never asks. */
export function readPlaces(text: string): Slot {
  const root: Slot = { start: 0, end: Math.min(1, text.length), keyStart: undefined, keyEnd: undefined, children: undefined }
  const anchors = new Map<string, Slot>()
  const stack: Frame[] = []
  for (const event of parseEvents(text, { maxDepth: 1000 })) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    if (event.type === EVENT_ID.POP) {
      closeFrame(text, stack)
      continue
    }
    const frame = stack.at(-1)
    if (frame?.isMapping === true && frame.key === undefined) {
      // A collection as a key is refused when the data is built, so only scalars come here for documents that parsed.
      const span = eventSpan(text, event, frame.slot.end)
      frame.key = { text: keyText(text, event), start: span.start, end: span.end }
      frame.slot.end = Math.max(frame.slot.end, span.end)
      continue
    }
    const slot = slotFor({ text, event, frame, root, anchors })
    if ('anchorStart' in event && event.anchorStart >= 0 && event.type !== EVENT_ID.ALIAS) {
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), slot)
    }
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      slot.children = new Map()
      stack.push({ slot, isMapping: event.type === EVENT_ID.MAPPING, style: event.style, key: undefined, index: 0 })
    }
  }
  return root
}

function slotFor(at: { text: string; event: Event; frame: Frame | undefined; root: Slot; anchors: Map<string, Slot> }): Slot {
  const { text, event, frame, root, anchors } = at
  const span = eventSpan(text, event, fallbackFor(text, frame))
  const slot: Slot = frame === undefined ? root : { start: span.start, end: span.end, keyStart: undefined, keyEnd: undefined, children: undefined }
  slot.start = span.start
  slot.end = span.end
  if (event.type === EVENT_ID.ALIAS) {
    const repeated = anchors.get(text.slice(event.anchorStart, event.anchorEnd))
    if (repeated?.children !== undefined) slot.children = repeated.children
  }
  if (frame === undefined) return slot
  if (frame.key !== undefined) {
    slot.keyStart = frame.key.start
    slot.keyEnd = frame.key.end
    frame.slot.children?.set(frame.key.text, slot)
    frame.key = undefined
  } else {
    frame.slot.children?.set(String(frame.index), slot)
    frame.index += 1
  }
  frame.slot.end = Math.max(frame.slot.end, slot.end)
  return slot
}

/** Where a value that is not written would stand: behind its key, or at its dash. */
function fallbackFor(text: string, frame: Frame | undefined): number {
  if (frame === undefined) return 0
  if (frame.key !== undefined) return frame.key.end
  return frame.isMapping || frame.style === COLLECTION_STYLE.FLOW ? frame.slot.end : afterBlanks(text, frame.slot.end)
}

function closeFrame(text: string, stack: Frame[]): void {
  const closed = stack.pop()
  if (closed === undefined) return
  if (closed.style === COLLECTION_STYLE.FLOW) {
    const bracket = afterBlanks(text, closed.slot.end)
    if (text.charAt(bracket) === (closed.isMapping ? '}' : ']')) closed.slot.end = bracket + 1
  }
  const parent = stack.at(-1)
  if (parent !== undefined) parent.slot.end = Math.max(parent.slot.end, closed.slot.end)
}

/** The next character that is neither white space, nor a comma, nor part of a comment. */
function afterBlanks(text: string, from: number): number {
  const blanks = /(?:[\s,]|(?<=\s)#[^\n]*)*/y
  blanks.lastIndex = from
  blanks.exec(text)
  return blanks.lastIndex
}

function keyText(text: string, event: Event): string {
  return event.type === EVENT_ID.SCALAR && event.valueStart >= 0 ? getScalarValue(text, event) : ''
}

function eventSpan(text: string, event: Event, fallback: number): { start: number; end: number } {
  if (event.type === EVENT_ID.ALIAS) return { start: event.anchorStart - 1, end: event.anchorEnd }
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return { start: event.start, end: event.start + 1 }
  if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return { start: fallback, end: fallback }
  const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  if (isQuoted) return { start: event.valueStart - 1, end: event.valueEnd + 1 }
  const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
  const slice = text.slice(event.valueStart, event.valueEnd)
  if (!isBlock) return { start: event.valueStart, end: event.valueEnd }
  const indent = slice.length - slice.trimStart().length
  return { start: event.valueStart + indent, end: event.valueStart + slice.trimEnd().length }
}
