import type { Step } from '../../yaml/cursor.ts'

/**
 * Draft is a document on its way from what was written to what was meant: the data, where each value remembers where it was written. A slip that
 * was understood is mended in the draft, so that what is left is judged as if it had not happened.
 */
export interface Draft {
  /** Where it was written. */
  readonly origin: readonly Step[]
  /** A scalar; undefined for a mapping or list. */
  readonly value?: unknown
  readonly entries?: ReadonlyMap<string, Draft> | undefined
  readonly items?: readonly Draft[] | undefined
  /** It is there, but was not read: nothing can be said against it. */
  readonly isUnknown?: true
  /** All of it as plain data, as long as nothing in it was mended. */
  readonly data?: unknown
}

/** draftOf takes plain data over; `orderOf` gives the offset of a key, for mappings whose keys plain data does not keep in their order. */
export function draftOf(data: unknown, orderOf: (path: readonly Step[]) => number): Draft {
  return new Written(data, orderOf)
}

/** What a value holds, and where it was written, is worked out when it is asked: of all of a deep document that would be more than fits into memory. */
class Written implements Draft {
  readonly data: unknown
  private readonly orderOf: (path: readonly Step[]) => number
  private readonly above: Written | undefined
  private readonly step: Step
  private below: ReadonlyMap<string, Draft> | readonly Draft[] | undefined

  constructor(data: unknown, orderOf: (path: readonly Step[]) => number, above?: Written, step: Step = '') {
    this.data = data
    this.orderOf = orderOf
    this.above = above
    this.step = step
  }

  get origin(): readonly Step[] {
    return this.above === undefined ? [] : [...this.above.origin, this.step]
  }

  get value(): unknown {
    return typeof this.data === 'object' && this.data !== null ? undefined : this.data
  }

  get items(): readonly Draft[] | undefined {
    const { data, orderOf, below } = this
    if (!Array.isArray(data)) return undefined
    return (this.below = Array.isArray(below) ? below : data.map((item: unknown, index) => new Written(item, orderOf, this, index)))
  }

  get entries(): ReadonlyMap<string, Draft> | undefined {
    const { data, below } = this
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
    return (this.below = below instanceof Map ? below : this.pairs(data))
  }

  private pairs(data: object): ReadonlyMap<string, Draft> {
    const { orderOf } = this
    const pairs = new Map<string, Draft>()
    const all = Object.entries(data)
    for (const [key, value] of all) pairs.set(key, new Written(value, orderOf, this, key))
    // Plain data puts keys that look like numbers first.
    if (!isNumeric(all[0]?.[0]) || isNumeric(all.at(-1)?.[0])) return pairs
    return new Map([...pairs].toSorted(([, left], [, right]) => orderOf(left.origin) - orderOf(right.origin)))
  }
}

function isNumeric(key: string | undefined): boolean {
  return key !== undefined && /^\d+$/.test(key)
}

/** isEmpty tells whether nothing was written for a value, or `null`. */
export function isEmpty({ value }: Draft): boolean {
  return value === null
}

/** typeOf is the JSON type of what a draft holds. */
export function typeOf({ entries, items, value }: Draft): 'mapping' | 'list' | 'text' | 'number' | 'boolean' | 'empty' {
  if (entries !== undefined) return 'mapping'
  if (items !== undefined) return 'list'
  return value === null ? 'empty' : typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean'
}

/** at finds what stands at a path. */
export function at(draft: Draft, path: readonly Step[]): Draft | undefined {
  let found: Draft | undefined = draft
  for (const step of path) found = typeof step === 'number' ? found?.items?.[step] : found?.entries?.get(step)
  return found
}

/** replaced gives the draft with another value at a path. */
export function replaced(draft: Draft, path: readonly Step[], value: Draft): Draft {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    return { origin: draft.origin, items: (draft.items ?? []).map((item, index) => (index === step ? replaced(item, rest, value) : item)) }
  }
  const entries = new Map(draft.entries)
  entries.set(step, replaced(entries.get(step) ?? { origin: value.origin, entries: new Map() }, rest, value))
  return { origin: draft.origin, entries }
}

/** without takes keys out of the mapping at a path. */
export function without(draft: Draft, path: readonly Step[], keys: readonly string[]): Draft {
  const mapping = at(draft, path)
  const entries = [...(mapping?.entries ?? [])].filter(([key]) => !keys.includes(key))
  return replaced(draft, path, { origin: mapping?.origin ?? [], entries: new Map(entries) })
}

/** renamed gives a key of the mapping at a path another name, at its place among the others. */
export function renamed(draft: Draft, path: readonly Step[], key: string, name: string): Draft {
  const mapping = at(draft, path)
  const entries = [...(mapping?.entries ?? [])].map(([each, value]) => [each === key ? name : each, value] as const)
  return replaced(draft, path, { origin: mapping?.origin ?? [], entries: new Map(entries) })
}

/** moved takes keys from the mapping at one path to that at another; one that is not there yet, or empty, becomes a mapping. */
export function moved(draft: Draft, { from, to, keys }: { from: readonly Step[]; to: readonly Step[]; keys: readonly string[] }): Draft {
  const source = at(draft, from)
  const taken = keys.flatMap((key) => {
    const value = source?.entries?.get(key)
    return value === undefined ? [] : [[key, value] as const]
  })
  const left = without(draft, from, keys)
  const target = at(left, to)
  const origin = target?.origin ?? taken[0]?.[1].origin ?? []
  return replaced(left, to, { origin, entries: new Map([...(target?.entries ?? []), ...taken]) })
}

/** startsWith tells whether a path leads through another one. */
export function startsWith(path: readonly Step[], start: readonly Step[]): boolean {
  return start.every((step, index) => path[index] === step)
}
