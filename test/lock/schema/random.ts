/** Random is a source of chance that gives the same for the same seed. */
export interface Random {
  readonly upTo: (most: number) => number
  readonly chance: (share: number) => boolean
  readonly one: <Item>(items: readonly Item[]) => Item
}

/** randomFrom makes one (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const upTo = (most: number): number => Math.floor(next() * (most + 1))
  return {
    upTo,
    chance: (share) => next() < share,
    one: (items) => {
      const item = items[upTo(items.length - 1)]
      if (item === undefined) throw new Error('nothing to choose from')
      return item
    },
  }
}
