import type { Event } from 'js-yaml'
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml'

// Taken once: in the package each look at what a library exports is a call.
const { DOCUMENT, MAPPING, POP, SCALAR, SEQUENCE } = EVENT_ID
const { DOUBLE_QUOTED, SINGLE_QUOTED } = SCALAR_STYLE

/** Where a key is written, quotes included. */
interface Key {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Twice is a key that stands twice in a mapping: both places, and how many keys of that mapping do. */
export interface Twice {
  readonly first: Key
  readonly second: Key
  readonly count: number
}

type ScalarEvent = Extract<Event, { type: typeof SCALAR }>

interface Frame {
  readonly keys: Map<string, Key> | undefined
  readonly repeated: Twice[]
  isAtKey: boolean
}

/** duplicateIn finds the first mapping of a text in which a key stands twice. The text is one that is YAML otherwise. */
export function duplicateIn(text: string, events: readonly Event[]): Twice | undefined {
  const stack: Frame[] = []
  const found: Twice[][] = []
  // Behind what was read last: a key that is not written stands where its colon is.
  let behind = 0
  for (const event of events) {
    if (event.type === DOCUMENT) continue
    if (event.type === POP) {
      const closed = stack.pop()
      if (closed !== undefined && closed.repeated.length > 0) found.push(closed.repeated)
      continue
    }
    const frame = stack.at(-1)
    if (frame?.keys !== undefined) {
      if (frame.isAtKey && event.type === SCALAR) {
        const key = event.valueStart < 0 ? unwritten(text, behind) : written(text, event)
        behind = key.end
        note(frame, frame.keys, key)
      }
      frame.isAtKey = !frame.isAtKey
    }
    if (event.type === SCALAR && event.valueStart >= 0) behind = Math.max(behind, event.valueEnd)
    if (event.type === MAPPING || event.type === SEQUENCE)
      stack.push({ keys: event.type === MAPPING ? new Map() : undefined, repeated: [], isAtKey: true })
  }
  const all = found.toSorted(([left], [right]) => (left?.second.start ?? 0) - (right?.second.start ?? 0))[0]
  return all?.[0] === undefined ? undefined : { ...all[0], count: all.length }
}

function written(text: string, event: ScalarEvent): Key {
  const quote = event.style === SINGLE_QUOTED || event.style === DOUBLE_QUOTED ? 1 : 0
  return { name: getScalarValue(text, event), start: event.valueStart - quote, end: event.valueEnd + quote }
}

function unwritten(text: string, behind: number): Key {
  const colon = text.indexOf(':', behind)
  return colon < 0 ? { name: '', start: behind, end: behind } : { name: '', start: colon, end: colon + 1 }
}

function note(frame: Frame, keys: Map<string, Key>, key: Key): void {
  const first = keys.get(key.name)
  if (first === undefined) keys.set(key.name, key)
  else frame.repeated.push({ first, second: key, count: 1 })
}
