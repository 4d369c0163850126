import type { Slot } from '../place-builder.ts'

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

/** duplicateIn finds the first mapping of a text in which a key stands twice, by the places of everything in it. */
export function duplicateIn(text: string, root: Slot): Twice | undefined {
  let found: Twice | undefined
  // What an alias stands for belongs to its anchor too, and may hold the alias itself.
  const seen = new Set<Slot>()
  const open = [root]
  for (let slot = open.pop(); slot !== undefined; slot = open.pop()) {
    if (slot.first === undefined || seen.has(slot.first)) continue
    seen.add(slot.first)
    const twice = twiceIn(text, slot)
    if (twice !== undefined && twice.second.start < (found?.second.start ?? Number.POSITIVE_INFINITY)) found = twice
    for (let below: Slot | undefined = slot.first; below !== undefined; below = below.next) if (below.first !== undefined) open.push(below)
  }
  return found
}

/** The first key of a mapping that stands twice in it. */
function twiceIn(text: string, { first: member }: Slot): Twice | undefined {
  const keys = new Map<string, Key>()
  let found: Twice | undefined
  for (let slot = member; slot?.key !== undefined; slot = slot.next) {
    const key = written(text, slot.key)
    const first = keys.get(key.name)
    if (first === undefined) keys.set(key.name, key)
    else found = found === undefined ? { first, second: key, count: 1 } : { ...found, count: found.count + 1 }
  }
  return found
}

/** A key that is not written stands where its colon is. */
function written(text: string, key: Key): Key {
  const colon = key.end > key.start ? -1 : text.indexOf(':', key.end)
  return colon < 0 ? key : { name: key.name, start: colon, end: colon + 1 }
}
