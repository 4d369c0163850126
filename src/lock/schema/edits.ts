import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { annotations } from './conjunction.ts'
import { isIdle, meaningOf } from './meaning.ts'
import { own, pointerStep } from './part.ts'

/** Edit is one place at which two schemas are written differently, so that it may matter. */
export interface Edit {
  readonly pointer: string
  /** The keyword that stands there, or `properties` for a property that came or went. */
  readonly keyword: string
  /** The name, where it is one of several under the keyword. */
  readonly name?: string | undefined
  readonly before: unknown
  readonly after: unknown
  /** The schema that it stands in, before and after. */
  readonly owners: readonly [before: JsonObject, after: JsonObject]
}

const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const single = new Set(['items', 'additionalItems', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else'])
const listed = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems', 'items'])

/** schemaEdits lists where two schemas differ. The order of keys and of what is a set is no difference. */
export function schemaEdits(before: unknown, after: unknown, pointer: string): readonly Edit[] {
  const edits: Edit[] = []
  walk(before, after, { pointer, keyword: '', owners: [{}, {}] }, edits)
  return edits
}

type At = Pick<Edit, 'pointer' | 'keyword' | 'name' | 'owners'>

function walk(before: unknown, after: unknown, at: At, edits: Edit[]): void {
  if (canonicalJson(before) === canonicalJson(after) && (before === undefined) === (after === undefined)) return
  if (!isJsonObject(before) || !isJsonObject(after)) {
    if (meaningOf(before) !== meaningOf(after) || before === undefined || after === undefined) edits.push({ ...at, before, after })
    return
  }
  for (const keyword of [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()) {
    const inside: At = { pointer: `${at.pointer}/${pointerStep(keyword)}`, keyword, owners: [before, after] }
    walkKeyword(own(before, keyword), own(after, keyword), inside, edits)
  }
}

function walkKeyword(before: unknown, after: unknown, at: At, edits: Edit[]): void {
  const { keyword, pointer, owners } = at
  if (isSame(keyword, before, after)) return
  if (named.has(keyword) && (isJsonObject(before) || isJsonObject(after))) {
    const [old, fresh] = [isJsonObject(before) ? before : {}, isJsonObject(after) ? after : {}]
    for (const name of [...new Set([...Object.keys(old), ...Object.keys(fresh)])].toSorted()) {
      walk(own(old, name), own(fresh, name), { pointer: `${pointer}/${pointerStep(name)}`, keyword, name, owners }, edits)
    }
  } else if (listed.has(keyword) && Array.isArray(before) && Array.isArray(after)) {
    walkList(before, after, at, edits)
  } else if (single.has(keyword) && isJsonObject(before) && isJsonObject(after)) {
    walk(before, after, at, edits)
  } else edits.push({ ...at, before, after })
}

/** Branches are paired with what they were: those that mean the same first, the rest by their order. */
function walkList(before: readonly unknown[], after: readonly unknown[], { pointer, keyword, owners }: At, edits: Edit[]): void {
  const isOrdered = keyword === 'prefixItems' || keyword === 'items'
  const oldLeft = before.map((item, index) => ({ item, index }))
  const pairs: (readonly [unknown, unknown, number])[] = []
  const freshLeft = after.flatMap((item, index) => {
    const place = isOrdered ? oldLeft.findIndex((old) => old.index === index) : oldLeft.findIndex((old) => meaningOf(old.item) === meaningOf(item))
    const [old] = place < 0 ? [] : oldLeft.splice(place, 1)
    if (old === undefined) return [{ item, index }]
    pairs.push([old.item, item, index])
    return []
  })
  const areMore = oldLeft.length === freshLeft.length
  if (areMore) for (const [place, { item, index }] of freshLeft.entries()) pairs.push([oldLeft[place]?.item, item, index])
  for (const [old, fresh, index] of pairs) walk(old, fresh, { pointer: `${pointer}/${index}`, keyword, name: String(index), owners }, edits)
  if (areMore) return
  for (const { item, index } of oldLeft)
    edits.push({ pointer: `${pointer}/${index}`, keyword, name: String(index), before: item, after: undefined, owners })
  for (const { item, index } of freshLeft)
    edits.push({ pointer: `${pointer}/${index}`, keyword, name: String(index), before: undefined, after: item, owners })
}

function isSame(keyword: string, before: unknown, after: unknown): boolean {
  if ((before === undefined) === (after === undefined) && canonicalJson(before) === canonicalJson(after)) return true
  if (annotations.has(keyword) && !named.has(keyword)) return false
  const [old, fresh] = [before, after].map((value) => (value === undefined || isIdle(keyword, value) ? undefined : value))
  if (old === undefined && fresh === undefined) return true
  if (keyword !== 'type' && keyword !== 'required' && keyword !== 'enum') return false
  return old !== undefined && fresh !== undefined && meaningOf({ [keyword]: old }) === meaningOf({ [keyword]: fresh })
}
