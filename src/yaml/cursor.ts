import type { Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import { isInText, readPlaces, type Slot } from './places.ts'

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
    return isInText(this.file.text, offset)
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

const placesByDocument = new WeakMap<YamlDocument, Slot>()

function placesOf(document: YamlDocument): Slot {
  let places = placesByDocument.get(document)
  if (places === undefined) {
    places = readPlaces(document.file.text)
    placesByDocument.set(document, places)
  }
  return places
}
