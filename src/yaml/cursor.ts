import type { Event } from 'js-yaml'
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml'
import type { Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'

/** YamlDocument is a file that parsed, with the plain data it holds. */
export interface YamlDocument {
  readonly file: SourceFile
  readonly data: unknown
}

/** Step is one key or index on the way down to a value. */
export type Step = string | number

/**
 * Cursor stands at one value of a document and finds its place in the text only when a rule has something to say. A clean file never pays
 * for places: the text is read a second time, for places, on the first question.
 */
export class Cursor {
  readonly document: YamlDocument
  readonly path: readonly Step[]

  constructor(document: YamlDocument, path: readonly Step[]) {
    this.document = document
    this.path = path
  }

  get file(): SourceFile {
    return this.document.file
  }

  /** The data at the cursor; undefined when the path leads nowhere. */
  get data(): unknown {
    let value = this.document.data
    for (const step of this.path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
      value = Object.getOwnPropertyDescriptor(value, step)?.value
    }
    return value
  }

  /** The cursor further down. */
  in(...steps: readonly Step[]): Cursor {
    return new Cursor(this.document, [...this.path, ...steps])
  }

  /** The span of the value at the end of `steps`, or of the deepest thing on the way that exists. */
  value(...steps: readonly Step[]): Span {
    const { slot } = this.find(steps)
    return { file: this.file, start: slot.start, end: slot.end }
  }

  /** The span of the key at the end of `steps` (for an item of a list: the item). */
  key(...steps: readonly Step[]): Span {
    const { slot } = this.find(steps)
    return { file: this.file, start: slot.keyStart ?? slot.start, end: slot.keyEnd ?? slot.end }
  }

  /** The span of the first key inside the mapping at the end of `steps`: where to show what the mapping lacks. */
  firstKey(...steps: readonly Step[]): Span {
    const { slot, found } = this.find(steps)
    const first = found ? slot.children?.values().next().value : undefined
    if (first === undefined) return this.key(...steps)
    return { file: this.file, start: first.keyStart ?? first.start, end: first.keyEnd ?? first.end }
  }

  /** The span of `words` inside the text value at the end of `steps`; the whole value where the text is written with escapes or folds. */
  within(words: string, ...steps: readonly Step[]): Span {
    const whole = this.value(...steps)
    const at = this.file.text.slice(whole.start, whole.end).indexOf(words)
    return at < 0 ? whole : { file: this.file, start: whole.start + at, end: whole.start + at + words.length }
  }

  /** Whether an offset of the file lies inside of a text value or key: there, a `#` starts no comment. */
  isInText(offset: number): boolean {
    return parseEvents(this.file.text, { maxDepth: 1000 }).some(
      (event) => event.type === EVENT_ID.SCALAR && event.valueStart >= 0 && event.valueStart <= offset && offset < event.valueEnd,
    )
  }

  private find(steps: readonly Step[]): { slot: Slot; found: boolean } {
    let slot = placesOf(this.document)
    for (const step of [...this.path, ...steps]) {
      const next = slot.children?.get(String(step))
      if (next === undefined) return { slot, found: false }
      slot = next
    }
    return { slot, found: true }
  }
}

interface Slot {
  start: number
  end: number
  keyStart: number | undefined
  keyEnd: number | undefined
  children: Map<string, Slot> | undefined
}

const placesByDocument = new WeakMap<YamlDocument, Slot>()

function placesOf(document: YamlDocument): Slot {
  let places = placesByDocument.get(document)
  if (places === undefined) {
    places = readPlaces(document.file.text)
    placesByDocument.set(document, places)
  }
  return places
}

interface Frame {
  readonly slot: Slot
  readonly isMapping: boolean
  readonly style: number
  key: { text: string; start: number; end: number } | undefined
  index: number
}

/** The same parser as for the data, asked for its offsets: two readings of one text that cannot disagree. */
function readPlaces(text: string): Slot {
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
