import { type Conjunction, conjunctionOf } from './conjunction.ts'
import { namedIn, requiredIn } from './names.ts'
import { areRangesApart } from './numbers.ts'
import { type Part, partAt } from './part.ts'
import { commonKinds } from './types.ts'
import { fits } from './value.ts'
import { valuesOf } from './values.ts'

const mostLevels = 4

/** areApart tells whether it is plain that no value fits both. */
export function areApart(left: readonly Part[], right: Part, levels = mostLevels): boolean {
  if (levels === 0) return false
  const [one, other] = [conjunctionOf(left), conjunctionOf([right])]
  if (one.isFalse || other.isFalse) return true
  const kinds = commonKinds(other)
  const common = commonKinds(one).filter((kind) => kinds.includes(kind))
  if (common.length === 0 || hasNoneOf(one, [right]) || hasNoneOf(other, left)) return true
  if (common.every((kind) => kind === 'integer' || kind === 'fraction') && areRangesApart(one, other)) return true
  if (common.every((kind) => kind === 'object') && areObjectsApart(one, other, levels)) return true
  return (
    unionsOf(other).some((branches) => branches.every((branch) => areApart(left, branch, levels - 1))) ||
    unionsOf(one).some((branches) => branches.every((branch) => areApart([branch], right, levels - 1)))
  )
}

function hasNoneOf(listing: Conjunction, parts: readonly Part[]): boolean {
  const values = valuesOf(listing)
  return values !== undefined && values.every(({ value }) => parts.some((part) => fits(value, part) === false))
}

/** Something that both must hold, or one must and the other may not, is in no value of both. */
function areObjectsApart(one: Conjunction, other: Conjunction, levels: number): boolean {
  const names = new Set([...requiredIn(one), ...requiredIn(other)])
  return [...names].some((name) => {
    const parts = namedIn(one, name).parts
    return namedIn(other, name).parts.some((part) => areApart(parts, part, levels - 1))
  })
}

/** unionsOf lists the branches of each union of a conjunction. */
export function unionsOf({ parts }: Conjunction): readonly (readonly Part[])[] {
  return parts.flatMap((part) =>
    ['anyOf', 'oneOf'].flatMap((keyword) => {
      const branches = part.schema[keyword]
      return Array.isArray(branches) ? [branches.map((branch: unknown, index) => partAt(part, branch, keyword, index))] : []
    }),
  )
}
