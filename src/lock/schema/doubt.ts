import type { Conjunction } from './conjunction.ts'
import type { ObjectPart, Part } from './part.ts'

/** Doubt is a reason why not all values that fit one schema fit another. */
export interface Doubt {
  /** refused: there are such values; unsure: it cannot be told. */
  readonly verdict: 'refused' | 'unsure'
  /** The keyword that asks for more. */
  readonly keyword: string
  /** Where in either schema, as JSON pointers: the place that asks for more comes first. */
  readonly places: readonly string[]
  /** Set where there may well be such values, and nobody should mind. */
  readonly isMild?: true
}

/** Comparison is one run over two schemas. */
export interface Comparison {
  /** Tells why not all values of the first fit the second; empty: it is proven that they do. */
  readonly doubtsOf: (narrow: readonly Part[], wide: Part) => readonly Doubt[]
  /** The same of what stands inside of values: an item of a list, or what a name holds. */
  readonly innerDoubtsOf: (narrow: readonly Part[], wide: Part) => readonly Doubt[]
  /** Whether both are proven to have no value in common. */
  readonly areApart: (left: readonly Part[], right: Part) => boolean
  /** Whether the same words mean the same in both: what they refer to is equal, or they refer to nothing. */
  readonly isSameText: (left: unknown, right: unknown) => boolean
  /**
   * Whether a name that an open object does not declare may hold anything. What an agent sends is made from the declared names, so of arguments it is
   * taken as unused; a server may well go on sending a field that it no longer declares.
   */
  readonly undeclared: 'unused' | 'anything'
}

/** Asked is one schema of those that have to let all values of the narrower ones pass. */
export interface Asked {
  readonly comparison: Comparison
  readonly narrow: Conjunction
  readonly wide: ObjectPart
}

/** doubtAt is a doubt about a keyword of the wider schema; `beside` are places of the narrower one that belong to it. */
export function doubtAt({ narrow, wide }: Asked, keyword: string, verdict: Doubt['verdict'], beside: readonly string[] = []): Doubt {
  const first = narrow.parts[0]
  return { verdict, keyword, places: [`${wide.pointer}/${keyword}`, ...(first === undefined ? [] : [`${first.pointer}/${keyword}`]), ...beside] }
}

/** unsureOf makes doubts no more than that. */
export function unsureOf(doubts: readonly Doubt[]): readonly Doubt[] {
  return doubts.map((doubt) => ({ ...doubt, verdict: 'unsure' }))
}

/** mildOf makes doubts no more than that, whatever a value may show. */
export function mildOf(doubts: readonly Doubt[]): readonly Doubt[] {
  return doubts.map((doubt) => ({ ...doubt, verdict: 'unsure', isMild: true }))
}
