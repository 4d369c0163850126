import { isJsonObject, type JsonObject } from '../../json/schema.ts'

/** Traits are what stands anywhere in a whole schema and changes how all of it is read. */
export interface Traits {
  /** Something is asked of what nothing else speaks of (`unevaluatedProperties`), so that a keyword that lets everything pass is more than nothing. */
  readonly hasLeftOvers: boolean
  /** A part has an address of its own, where the references inside of it start. */
  readonly hasInnerAddress: boolean
  /** A reference leads elsewhere than to the whole or to one of its named parts: then it matters where a part stands, or what mark it bears. */
  readonly hasOddReferences: boolean
  /** `nullable` is said, which lets null pass in OpenAPI and means nothing in JSON Schema. */
  readonly isNullable: boolean
}

const none: Traits = { hasLeftOvers: false, hasInnerAddress: false, hasOddReferences: false, isNullable: false }
const known = new WeakMap<JsonObject, Traits>()

/** traitsOf looks through a whole schema, once. */
export function traitsOf(root: unknown): Traits {
  if (!isJsonObject(root)) return none
  const before = known.get(root)
  if (before !== undefined) return before
  const all = objectsIn(root)
  const traits: Traits = {
    hasLeftOvers: all.some((each) => Object.hasOwn(each, 'unevaluatedProperties') || Object.hasOwn(each, 'unevaluatedItems')),
    // One of only a fragment was an anchor in older drafts.
    hasInnerAddress: all.some((each) => each !== root && typeof each['$id'] === 'string' && !each['$id'].startsWith('#')),
    hasOddReferences: all.some((each) => ['$ref', '$dynamicRef', '$recursiveRef'].some((keyword) => isOdd(each[keyword]))),
    isNullable: all.some((each) => each['nullable'] === true),
  }
  known.set(root, traits)
  return traits
}

function isOdd(reference: unknown): boolean {
  return typeof reference === 'string' && !/^#(?:\/(?:\$defs|definitions)\/[^/]+)?$/.test(reference)
}

const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])

/** objectsIn lists a schema and every object inside of it, wherever a reference could lead; what only gives names to schemas is left out. */
export function objectsIn(value: unknown, isNames = false): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsIn(item))
  if (!isJsonObject(value)) return []
  const inner = Object.entries(value).flatMap(([key, item]) => objectsIn(item, !isNames && named.has(key)))
  return isNames ? inner : [value, ...inner]
}
