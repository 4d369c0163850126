import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml'

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

interface Frame {
  readonly keys: Map<string, Key> | undefined
  readonly repeated: Twice[]
  isAtKey: boolean
}

/** duplicateIn finds the first mapping of a text in which a key stands twice. The text is one that is YAML otherwise. */
export function duplicateIn(text: string): Twice | undefined {
  const stack: Frame[] = []
  const found: Twice[][] = []
  for (const event of parseEvents(text, { maxDepth: 256 })) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    if (event.type === EVENT_ID.POP) {
      const closed = stack.pop()
      if (closed !== undefined && closed.repeated.length > 0) found.push(closed.repeated)
      continue
    }
    const frame = stack.at(-1)
    if (frame?.keys !== undefined) {
      if (frame.isAtKey && event.type === EVENT_ID.SCALAR) {
        const quote = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0
        const name = event.valueStart < 0 ? '' : getScalarValue(text, event)
        note(frame, frame.keys, { name, start: event.valueStart - quote, end: event.valueEnd + quote })
      }
      frame.isAtKey = !frame.isAtKey
    }
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
      stack.push({ keys: event.type === EVENT_ID.MAPPING ? new Map() : undefined, repeated: [], isAtKey: true })
  }
  const all = found.toSorted(([left], [right]) => (left?.second.start ?? 0) - (right?.second.start ?? 0))[0]
  return all?.[0] === undefined ? undefined : { ...all[0], count: all.length }
}

function note(frame: Frame, keys: Map<string, Key>, key: Key): void {
  const first = keys.get(key.name)
  if (first === undefined) keys.set(key.name, key)
  else frame.repeated.push({ first, second: key, count: 1 })
}
