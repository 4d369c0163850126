import type { Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import { readTexts, type Stretch } from './event-places.ts'
import { Finder } from './finder.ts'
import type { Slot } from './place-builder.ts'
import { readPlaces } from './places.ts'

/** YamlDocument is a file that parsed, with the plain data it holds. */
export interface YamlDocument {
  readonly file: SourceFile
  readonly data: unknown
  /** Whether the text is of printable ASCII and line feeds; known of a text that parseEveryday reads. */
  readonly isAscii?: boolean
  /** Whether every number is known to be written as JSON writes it. */
  readonly hasPlainNumbers?: boolean
  /** False: no comment stands behind something and begins with no space. */
  readonly hasTightComments?: boolean
}

/** Step is one key or index on the way down to a value. */
export type Step = string | number

/**
 * Cursor stands at one value of a document and finds its place in the text only when a rule has something to say. A clean file never pays
 * for places: the text is read a second time, for places, on the first question.
 */
export class Cursor {
  readonly document: YamlDocument
  // A chain, because there are many cursors and few are ever asked where they stand.
  private readonly above: Cursor | undefined
  private readonly steps: readonly Step[]

  constructor(document: YamlDocument, steps: readonly Step[], above?: Cursor) {
    this.document = document
    this.steps = steps
    this.above = above
  }

  get path(): readonly Step[] {
    return this.above === undefined ? this.steps : [...this.above.path, ...this.steps]
  }

  get file(): SourceFile {
    return this.document.file
  }

  /** Whether the document is written in the everyday way, without aliases: its data is no longer than its text. */
  get isEveryday(): boolean {
    return this.document.isAscii !== undefined
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
    return new Cursor(this.document, steps, this)
  }

  /** The span of the value at the end of `steps`, or of the deepest thing on the way that exists. */
  value(...steps: readonly Step[]): Span {
    return this.span(steps, ({ slot }) => slot)
  }

  /** The span of the key at the end of `steps` (for an item of a list: the item). */
  key(...steps: readonly Step[]): Span {
    return this.span(steps, ({ slot }) => keyOf(slot))
  }

  /** The span of the first key inside the mapping at the end of `steps`: where to show what the mapping lacks. */
  firstKey(...steps: readonly Step[]): Span {
    return this.span(steps, ({ slot, found }) => keyOf((found ? slot.first : undefined) ?? slot))
  }

  /** The span of `words` inside the text value at the end of `steps`; the whole value where the text is written with escapes or folds. */
  within(words: string, ...steps: readonly Step[]): Span {
    return this.span(steps, ({ slot, file }) => {
      const at = finderOf(slot, file).find(words)
      return at < 0 ? slot : { start: at, end: at + words.length }
    })
  }

  /** Whether an offset of the file lies inside of a text value or key: there, a `#` starts no comment. */
  isInText(offset: number): boolean {
    const texts = textsOf(this.document)
    let low = 0
    let high = texts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((texts[middle]?.end ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return (texts[low]?.start ?? Infinity) <= offset
  }

  private span(steps: readonly Step[], choose: Choose): Span {
    const { document } = this
    const search = { file: document.file, path: [...this.path, ...steps], choose }
    // Of files with something to report, most have one thing: where it stands is looked for when somebody asks.
    const first = firstOf.get(document)
    if (first === undefined && !placesByDocument.has(document)) {
      const later = placedLater(search)
      firstOf.set(document, later)
      return later.span
    }
    const root = placesOf(document)
    first?.settle(root)
    return { file: document.file, ...place(search, root) }
  }
}

/** What stands at the end of a path, or the deepest thing on the way that exists. */
interface Found {
  readonly file: SourceFile
  readonly slot: Slot
  readonly found: boolean
}

/** Which part of that is meant. */
type Choose = (found: Found) => Stretch

interface Search {
  readonly file: SourceFile
  readonly path: readonly Step[]
  readonly choose: Choose
}

function place({ file, path, choose }: Search, root: Slot): Stretch {
  let slot = root
  let found = true
  for (const step of path) {
    const next = childOf(slot, step)
    found = next !== undefined
    if (next === undefined) break
    slot = next
  }
  const { start, end } = choose({ file, slot, found })
  return { start, end }
}

interface Later {
  readonly span: Span
  /** Looks for the place in what was read of the text meanwhile. */
  readonly settle: (root: Slot) => void
}

/** A span that is looked for when somebody asks: of a thousand, most are only counted. It holds on to the text, and not to what was read of it. */
function placedLater(search: Search): Later {
  const { file } = search
  let found: Stretch | undefined
  const look = (): Stretch => (found ??= place(search, readPlaces(file.text)))
  return {
    // Properties of its own, so that a copy has them too.
    span: {
      file,
      get start() {
        return look().start
      },
      get end() {
        return look().end
      },
    },
    settle(root) {
      found ??= place(search, root)
    },
  }
}

/** Where the key of a slot stands, or an item of a list, which has none. */
function keyOf(slot: Slot): Stretch {
  return slot.key ?? slot
}

const firstOf = new WeakMap<YamlDocument, Later>()

function childOf(slot: Slot, step: Step): Slot | undefined {
  slot.index ??= indexOf(slot)
  return Array.isArray(slot.index) ? slot.index[Number(step)] : slot.index.get(String(step))
}

function indexOf({ first }: Slot): Slot[] | Map<string, Slot> {
  const slots: Slot[] = []
  for (let slot = first; slot !== undefined; slot = slot.next) slots.push(slot)
  return first?.key === undefined ? slots : new Map(slots.map((slot) => [slot.key?.name ?? '', slot]))
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

const textsByDocument = new WeakMap<YamlDocument, readonly Stretch[]>()

function textsOf(document: YamlDocument): readonly Stretch[] {
  let texts = textsByDocument.get(document)
  if (texts === undefined) {
    texts = readTexts(document.file.text)
    textsByDocument.set(document, texts)
  }
  return texts
}

const finders = new WeakMap<Slot, Finder>()

function finderOf(slot: Slot, { text }: SourceFile): Finder {
  let finder = finders.get(slot)
  if (finder === undefined) {
    finder = new Finder(text, slot.start, slot.end)
    finders.set(slot, finder)
  }
  return finder
}
