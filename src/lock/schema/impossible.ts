import { conjunctionOf } from './conjunction.ts'
import { namedIn, requiredIn } from './names.ts'
import { isEmptyRange } from './numbers.ts'
import type { Part } from './part.ts'
import { valuesOf } from './values.ts'
import { commonKinds } from './types.ts'

const mostLevels = 4

/** isImpossible tells whether it is plain that no value fits all schemas. */
export function isImpossible(parts: readonly Part[], levels = mostLevels): boolean {
  if (levels === 0) return false
  const conjunction = conjunctionOf(parts)
  if (conjunction.isFalse) return true
  const kinds = commonKinds(conjunction)
  if (kinds.length === 0 || valuesOf(conjunction)?.length === 0) return true
  if (kinds.every((kind) => kind === 'integer' || kind === 'fraction') && isEmptyRange(conjunction)) return true
  if (!kinds.every((kind) => kind === 'object')) return false
  return [...requiredIn(conjunction)].some((name) => isImpossible(namedIn(conjunction, name).parts, levels - 1))
}
