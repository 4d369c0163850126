/**
 * Slot is the place of one value, of its key, and of what it holds. A text may be a million lists in lists, so what a slot holds is a chain: a list or a
 * map for each would be more than fits into memory.
 */
export interface Slot {
  start: number
  end: number
  /** Undefined for an item of a list. */
  readonly key: Key | undefined
  /** The first that it holds; undefined where it holds nothing. */
  first: Slot | undefined
  /** The one that follows it in what holds both. */
  next: Slot | undefined
  /** What it holds by index or key, as soon as somebody asks. */
  index: Slot[] | Map<string, Slot> | undefined
}

interface Key {
  readonly name: string
  readonly start: number
  readonly end: number
}

interface Frame {
  readonly slot: Slot
  readonly isMapping: boolean
  readonly isFlow: boolean
  key: Key | undefined
  last: Slot | undefined
}

/** PlaceBuilder puts the places of a text together while something reads it from its start to its end. */
export class PlaceBuilder {
  readonly root: Slot
  private readonly text: string
  private readonly outer: Frame[] = []
  private frame: Frame | undefined

  constructor(text: string) {
    this.text = text
    this.root = { start: 0, end: Math.min(1, text.length), key: undefined, first: undefined, next: undefined, index: undefined }
  }

  /** Whether a mapping is open whose next key was not read yet. */
  get isAtKey(): boolean {
    return this.frame?.isMapping === true && this.frame.key === undefined
  }

  /** Notes a key. */
  key(name: string, start: number, end: number): void {
    const { frame } = this
    if (frame === undefined) return
    frame.key = { name, start, end }
    frame.slot.end = Math.max(frame.slot.end, end)
  }

  /** Notes a key that is not written. */
  emptyKey(): void {
    const end = this.frame?.slot.end ?? 0
    this.key('', end, end)
  }

  /** Notes a value. */
  value(start: number, end: number): Slot {
    const { frame } = this
    if (frame === undefined) return Object.assign(this.root, { start, end })
    const slot: Slot = { start, end, key: frame.key, first: undefined, next: undefined, index: undefined }
    if (frame.last === undefined) frame.slot.first = slot
    else frame.last.next = slot
    frame.last = slot
    frame.key = undefined
    frame.slot.end = Math.max(frame.slot.end, end)
    return slot
  }

  /** Notes a value that is not written: it would stand behind its key, or at its dash. */
  emptyValue(): Slot {
    const { frame } = this
    if (frame === undefined) return this.value(0, 0)
    const { slot, isMapping, isFlow } = frame
    const at = frame.key?.end ?? (isMapping || isFlow ? slot.end : afterBlanks(this.text, slot.end))
    return this.value(at, at)
  }

  /** Notes that a mapping or list begins. */
  open(start: number, isMapping: boolean, isFlow: boolean): Slot {
    const slot = this.value(start, start + 1)
    if (this.frame !== undefined) this.outer.push(this.frame)
    this.frame = { slot, isMapping, isFlow, key: undefined, last: undefined }
    return slot
  }

  /** Notes that a mapping or list is over. */
  close(): void {
    const { frame: closed, text } = this
    if (closed === undefined) return
    const { slot } = closed
    if (closed.isFlow) {
      const bracket = afterBlanks(text, slot.end)
      if (text.charAt(bracket) === (closed.isMapping ? '}' : ']')) slot.end = bracket + 1
    }
    this.frame = this.outer.pop()
    if (this.frame !== undefined) this.frame.slot.end = Math.max(this.frame.slot.end, slot.end)
  }
}

/** The next character that is neither white space, nor a comma, nor part of a comment. */
function afterBlanks(text: string, from: number): number {
  blanks.lastIndex = from
  blanks.exec(text)
  return blanks.lastIndex
}

const blanks = /(?:[\s,]|(?<=\s)#[^\n]*)*/y

/** blockSpan is where the words of a literal or folded scalar stand, without the blank lines around them. */
export function blockSpan(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const written = text.slice(start, end)
  return { start: start + written.length - written.trimStart().length, end: start + written.trimEnd().length }
}
