import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import type { Conjunction } from './conjunction.ts'

/** Limit is a keyword that bounds how long or how many. */
interface Limit {
  readonly keyword: string
  readonly isLeast: boolean
  /** What follows from other keywords of the narrower schemas. */
  readonly given: number | undefined
  /** What is known where the limit is tighter. */
  readonly sure: Doubt['verdict']
}

/** limitDoubts compares one limit. */
export function limitDoubts(asked: Asked, { keyword, isLeast, given, sure }: Limit): readonly Doubt[] {
  const { narrow, wide } = asked
  const limit = wide.schema[keyword]
  if (limit === undefined || (isLeast && limit === 0)) return []
  if (typeof limit !== 'number') return [doubtAt(asked, keyword, 'unsure')]
  const own = tightestLimit(narrow, keyword, isLeast)
  const known = [own, given].filter((each) => each !== undefined)
  return known.some((each) => (isLeast ? each >= limit : each <= limit)) ? [] : [doubtAt(asked, keyword, sure)]
}

/** tightestLimit is the limit that all schemas together set. */
export function tightestLimit({ parts }: Conjunction, keyword: string, isLeast: boolean): number | undefined {
  const limits = parts.map(({ schema }) => schema[keyword]).filter((limit) => typeof limit === 'number')
  return limits.length === 0 ? undefined : isLeast ? Math.max(...limits) : Math.min(...limits)
}

/** says tells whether one of some schemas has a keyword. */
export function says({ parts }: Conjunction, keyword: string): boolean {
  return parts.some(({ schema }) => schema[keyword] !== undefined)
}
