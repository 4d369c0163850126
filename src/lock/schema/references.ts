import { isJsonObject } from '../../json/schema.ts'
import { meaningOf } from './meaning.ts'
import { type Part, targetOf } from './part.ts'
import type { Traits } from './traits.ts'

/** referencesIn lists what a schema refers to, anywhere in it. */
function referencesIn(value: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencesIn(item, found)
  else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if ((key === '$ref' || key === '$dynamicRef' || key === '$recursiveRef') && typeof item === 'string') found.add(item)
      else referencesIn(item, found)
    }
  }
  return found
}

const withReferences = new WeakMap<object, boolean>()

/** hasReferences tells whether a schema refers to anything. */
export function hasReferences(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  const known = withReferences.get(schema)
  if (known !== undefined) return known
  const has = referencesIn(schema, new Set()).size > 0
  withReferences.set(schema, has)
  return has
}

/** doReferencesAgree tells whether each reference leads to the same in both documents. */
export function doReferencesAgree(left: Part, right: Part, around: Pick<Traits, 'hasLeftOvers'>): boolean {
  const all = referencesIn(right.schema, referencesIn(left.schema, new Set()))
  return [...all].every((reference) => {
    const [one, other] = [targetOf(left, reference), targetOf(right, reference)]
    return one !== undefined && other !== undefined && meaningOf(one.schema, around) === meaningOf(other.schema, around)
  })
}
