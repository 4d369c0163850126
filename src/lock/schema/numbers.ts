import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import type { Conjunction } from './conjunction.ts'
import { commonKinds } from './types.ts'

/** Bound is an end of a range of numbers. */
interface Bound {
  readonly value: number
  readonly isExclusive: boolean
}

interface End {
  readonly inclusive: string
  readonly exclusive: string
  /** Whether the first bound lets less pass. */
  readonly isTighter: (left: Bound, right: Bound) => boolean
  readonly whole: (bound: Bound) => number
}

const lower: End = {
  inclusive: 'minimum',
  exclusive: 'exclusiveMinimum',
  isTighter: (left, right) => left.value > right.value || (left.value === right.value && left.isExclusive && !right.isExclusive),
  whole: ({ value, isExclusive }) => (isExclusive ? Math.floor(value) + 1 : Math.ceil(value)),
}

const upper: End = {
  inclusive: 'maximum',
  exclusive: 'exclusiveMaximum',
  isTighter: (left, right) => left.value < right.value || (left.value === right.value && left.isExclusive && !right.isExclusive),
  whole: ({ value, isExclusive }) => (isExclusive ? Math.ceil(value) - 1 : Math.floor(value)),
}

/** numberDoubts compares ranges and steps of numbers. */
export function numberDoubts(asked: Asked): readonly Doubt[] {
  return [...[lower, upper].flatMap((end) => boundDoubts(asked, end)), ...stepDoubts(asked)]
}

/** isEmptyRange tells whether no number lies within all bounds. */
export function isEmptyRange(narrow: Conjunction): boolean {
  const isWhole = !commonKinds(narrow).includes('fraction')
  const [from, to] = [tightest(narrow, lower, isWhole), tightest(narrow, upper, isWhole)]
  if (from === undefined || to === undefined) return false
  return from.value > to.value || (from.value === to.value && (from.isExclusive || to.isExclusive))
}

/** areRangesApart tells whether two ranges have no number in common. */
export function areRangesApart(left: Conjunction, right: Conjunction): boolean {
  return isEmptyRange({ ...left, parts: [...left.parts, ...right.parts] })
}

/** boundsOf tells between which numbers all lie. */
export function boundsOf(narrow: Conjunction): { readonly least: number; readonly most: number } {
  return {
    least: tightest(narrow, lower, false)?.value ?? Number.NEGATIVE_INFINITY,
    most: tightest(narrow, upper, false)?.value ?? Number.POSITIVE_INFINITY,
  }
}

function boundDoubts(asked: Asked, end: End): readonly Doubt[] {
  const { narrow, wide } = asked
  const isWhole = !commonKinds(narrow).includes('fraction')
  return [end.inclusive, end.exclusive].flatMap((keyword) => {
    const value = wide.schema[keyword]
    if (value === undefined) return []
    if (typeof value !== 'number') return narrow.parts.some(({ schema }) => schema[keyword] === value) ? [] : [doubtAt(asked, keyword, 'unsure')]
    const bound = settled({ value, isExclusive: keyword === end.exclusive }, end, isWhole)
    const given = tightest(narrow, end, isWhole)
    const beside = narrow.parts.flatMap(({ pointer }) => [`${pointer}/${end.inclusive}`, `${pointer}/${end.exclusive}`])
    return given !== undefined && !end.isTighter(bound, given) ? [] : [doubtAt(asked, keyword, 'refused', beside)]
  })
}

function tightest({ parts }: Conjunction, end: End, isWhole: boolean): Bound | undefined {
  let found: Bound | undefined
  for (const { schema } of parts) {
    for (const keyword of [end.inclusive, end.exclusive]) {
      const value = schema[keyword]
      if (typeof value !== 'number') continue
      const bound = settled({ value, isExclusive: keyword === end.exclusive }, end, isWhole)
      if (found === undefined || end.isTighter(bound, found)) found = bound
    }
  }
  return found
}

function settled(bound: Bound, { whole }: End, isWhole: boolean): Bound {
  return isWhole ? { value: whole(bound), isExclusive: false } : bound
}

function stepDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const step = wide.schema['multipleOf']
  if (step === undefined) return []
  const steps = narrow.parts.map(({ schema }) => schema['multipleOf']).filter((each) => each !== undefined)
  if (steps.includes(step)) return []
  if (typeof step !== 'number' || step <= 0) return [doubtAt(asked, 'multipleOf', 'unsure')]
  const given = commonKinds(narrow).includes('fraction') ? steps : [1, ...steps]
  // Of fractions only halves, quarters and the like are exact.
  if (given.some((each) => typeof each === 'number' && isMultiple(each, step))) return []
  const isFree = steps.length === 0 && tightest(narrow, lower, false) === undefined
  return [doubtAt(asked, 'multipleOf', isFree ? 'refused' : 'unsure')]
}

function isMultiple(value: number, step: number): boolean {
  return Number.isInteger(value) && Number.isInteger(step) ? value % step === 0 : Number.isInteger(value / step) && isExact(step)
}

function isExact(step: number): boolean {
  return Number.isInteger(step * 1024)
}
