import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { annotations } from './conjunction.ts'
import { isIdle, meaningOf } from './meaning.ts'
import { opened } from './opened.ts'
import { type Traits, traitsOf } from './traits.ts'
import { pointerStep } from '../../json/pointer.ts'
import { own } from './part.ts'

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
  const hasLeftOvers = [before, after].some((root) => traitsOf(root).hasLeftOvers)
  walk(before, after, { pointer, keyword: '', owners: [{}, {}] }, { edits, roots: [before, after], around: { hasLeftOvers }, open: new Set() })
  return edits
}

interface Walk {
  readonly edits: Edit[]
  readonly roots: readonly [before: unknown, after: unknown]
  readonly around: Pick<Traits, 'hasLeftOvers'>
  /** Pairs of references that are being followed: they may lead back to themselves. */
  readonly open: Set<string>
}

type At = Pick<Edit, 'pointer' | 'keyword' | 'name' | 'owners'>

function walk(before: unknown, after: unknown, at: At, into: Walk): void {
  if (canonicalJson(before) === canonicalJson(after) && (before === undefined) === (after === undefined)) return
  if (!isJsonObject(before) || !isJsonObject(after)) {
    if (meaningOf(before, into.around) !== meaningOf(after, into.around) || before === undefined || after === undefined)
      into.edits.push({ ...at, before, after })
    return
  }
  const outer = ({ $ref: reference, allOf }: JsonObject): string => meaningOf({ $ref: reference ?? '', allOf: allOf ?? [] }, into.around)
  const key = `${outer(before)} ${outer(after)}`
  // A part that got a name, or lost it, is the same part.
  const isOpen = outer(before) !== outer(after) && !into.open.has(key)
  const owners = isOpen ? ([opened(before, into.roots[0]), opened(after, into.roots[1])] as const) : ([before, after] as const)
  if (isOpen) into.open.add(key)
  const [old, fresh] = owners
  for (const keyword of [...new Set([...Object.keys(old), ...Object.keys(fresh)])].toSorted()) {
    // How a draft reads a schema, it reads it as it is written.
    const around = keyword === '$schema' ? ([before, after] as const) : owners
    walkKeyword(own(old, keyword), own(fresh, keyword), { pointer: `${at.pointer}/${pointerStep(keyword)}`, keyword, owners: around }, into)
  }
  if (isOpen) into.open.delete(key)
}

function walkKeyword(before: unknown, after: unknown, at: At, into: Walk): void {
  const { keyword, pointer, owners } = at
  if (isSame(keyword, before, after, into.around)) return
  if (named.has(keyword) && (isJsonObject(before) || isJsonObject(after))) {
    const [old, fresh] = [isJsonObject(before) ? before : {}, isJsonObject(after) ? after : {}]
    for (const name of [...new Set([...Object.keys(old), ...Object.keys(fresh)])].toSorted()) {
      walk(own(old, name), own(fresh, name), { pointer: `${pointer}/${pointerStep(name)}`, keyword, name, owners }, into)
    }
  } else if (listed.has(keyword) && Array.isArray(before) && Array.isArray(after)) {
    walkList(before, after, at, into)
  } else if (single.has(keyword) && isJsonObject(before) && isJsonObject(after)) {
    walk(before, after, at, into)
  } else into.edits.push({ ...at, before, after })
}

/** Branches are paired with what they were: those that mean the same first, the rest by their order. */
function walkList(before: readonly unknown[], after: readonly unknown[], { pointer, keyword, owners }: At, into: Walk): void {
  const isOrdered = keyword === 'prefixItems' || keyword === 'items'
  const oldLeft = before.map((item, index) => ({ item, index, meaning: openedMeaning(item, into.roots[0], into.around) }))
  const pairs: (readonly [unknown, unknown, number])[] = []
  const freshLeft = after.flatMap((item, index) => {
    const meaning = openedMeaning(item, into.roots[1], into.around)
    const place = isOrdered ? oldLeft.findIndex((old) => old.index === index) : oldLeft.findIndex((old) => old.meaning === meaning)
    const [old] = place < 0 ? [] : oldLeft.splice(place, 1)
    if (old === undefined) return [{ item, index }]
    pairs.push([old.item, item, index])
    return []
  })
  const areMore = oldLeft.length === freshLeft.length
  if (areMore) for (const [place, { item, index }] of freshLeft.entries()) pairs.push([oldLeft[place]?.item, item, index])
  for (const [old, fresh, index] of pairs) walk(old, fresh, { pointer: `${pointer}/${index}`, keyword, name: String(index), owners }, into)
  if (areMore) return
  for (const { item, index } of oldLeft)
    into.edits.push({ pointer: `${pointer}/${index}`, keyword, name: String(index), before: item, after: undefined, owners })
  for (const { item, index } of freshLeft)
    into.edits.push({ pointer: `${pointer}/${index}`, keyword, name: String(index), before: undefined, after: item, owners })
}

function openedMeaning(item: unknown, root: unknown, around: Walk['around']): string {
  return meaningOf(isJsonObject(item) ? opened(item, root) : item, around)
}

function isSame(keyword: string, before: unknown, after: unknown, around: Walk['around']): boolean {
  if ((before === undefined) === (after === undefined) && canonicalJson(before) === canonicalJson(after)) return true
  if (annotations.has(keyword) && !named.has(keyword)) return false
  const [old, fresh] = [before, after].map((value) => (value === undefined || isIdle(keyword, value, around) ? undefined : value))
  if (old === undefined && fresh === undefined) return true
  if (keyword !== 'type' && keyword !== 'required' && keyword !== 'enum') return false
  return old !== undefined && fresh !== undefined && meaningOf({ [keyword]: old }) === meaningOf({ [keyword]: fresh })
}
