import { type Conjunction, conjunctionOf } from './conjunction.ts'
import { matches } from './pattern.ts'
import { entriesOf, type ObjectPart, own, type Part, partAt, textsIn } from './part.ts'
import { isJsonObject } from '../../json/schema.ts'

/** declaredIn lists the names that schemas give to properties. */
export function declaredIn(narrow: Conjunction): readonly string[] {
  return [...new Set(narrow.parts.flatMap(({ schema }) => entriesOf(schema['properties']).map(([name]) => name)))]
}

/** requiredIn lists the names that always hold something. */
export function requiredIn(narrow: Conjunction): ReadonlySet<string> {
  return new Set(narrow.parts.flatMap(({ schema }) => textsIn(schema['required'])))
}

/** patternsOf lists the schemas that one schema has for names by pattern. */
export function patternsOf(part: ObjectPart): readonly (readonly [pattern: string, part: Part])[] {
  return entriesOf(part.schema['patternProperties']).map(([pattern, schema]) => [pattern, partAt(part, schema, 'patternProperties', pattern)])
}

/** Named is what schemas say of a name. */
export interface Named {
  readonly parts: readonly Part[]
  /** Whether one of them speaks of the name, by itself or by a pattern. */
  readonly isDeclared: boolean
  /** Whether one of them says something of names that it does not declare. */
  readonly isBounded: boolean
}

/** namedIn tells what schemas say of a name. */
export function namedIn(narrow: Conjunction, name: string): Named {
  const parts: Part[] = []
  let isDeclared = false
  let isBounded = false
  for (const part of narrow.parts) {
    const spoken = spokenOf(part, name)
    parts.push(...spoken.parts)
    if (spoken.isDeclared) isDeclared = true
    else if (part.schema['additionalProperties'] !== undefined) isBounded = true
  }
  return { parts, isDeclared, isBounded }
}

/** spokenOf is what one schema says of a name; `isSure` is false where a pattern could not be run. */
export function spokenOf(
  part: ObjectPart,
  name: string,
): { readonly parts: readonly Part[]; readonly isDeclared: boolean; readonly isSure: boolean } {
  const { properties, additionalProperties } = part.schema
  const own_ = isJsonObject(properties) ? own(properties, name) : undefined
  const byName = own_ === undefined ? [] : [partAt(part, own_, 'properties', name)]
  const verdicts = patternsOf(part).map(([pattern, schema]) => ({ schema, verdict: matches(pattern, name) }))
  const byPattern = verdicts.filter(({ verdict }) => verdict === true).map(({ schema }) => schema)
  const isSure = verdicts.every(({ verdict }) => verdict !== undefined)
  const isDeclared = byName.length + byPattern.length > 0
  if (isDeclared || !isSure || additionalProperties === undefined) return { parts: [...byName, ...byPattern], isDeclared, isSure }
  return { parts: [partAt(part, additionalProperties, 'additionalProperties')], isDeclared, isSure }
}

/** othersIn is what schemas say of names that none of them declares. */
export function othersIn(narrow: Conjunction): readonly Part[] {
  return narrow.parts.flatMap((part) => {
    const { additionalProperties } = part.schema
    return additionalProperties === undefined ? [] : [partAt(part, additionalProperties, 'additionalProperties')]
  })
}

const inPlace = ['anyOf', 'oneOf', 'allOf']
const inPlaceAlone = ['if', 'then', 'else', 'not']

/** isMentioned tells whether schemas name a property anywhere in what they say of one object, so that it is in use though none declares it. */
export function isMentioned(parts: readonly Part[], name: string, levels = 4): boolean {
  return conjunctionOf(parts).parts.some((part) => {
    const { required, properties, dependentRequired } = part.schema
    if (textsIn(required).includes(name) || (isJsonObject(properties) && Object.hasOwn(properties, name))) return true
    if (entriesOf(dependentRequired).some(([key, names]) => key === name || textsIn(names).includes(name))) return true
    if (levels === 0) return false
    const inner = [
      ...inPlace.flatMap((keyword) => {
        const list = part.schema[keyword]
        return Array.isArray(list) ? list.map((item: unknown, index) => partAt(part, item, keyword, index)) : []
      }),
      ...inPlaceAlone.flatMap((keyword) => (part.schema[keyword] === undefined ? [] : [partAt(part, part.schema[keyword], keyword)])),
      ...entriesOf(part.schema['dependentSchemas']).map(([key, schema]) => partAt(part, schema, 'dependentSchemas', key)),
    ]
    return inner.some((each) => isMentioned([each], name, levels - 1))
  })
}

/** isClosed tells whether no other names than the declared ones may be used. */
export function isClosed(narrow: Conjunction): boolean {
  return narrow.parts.some((part) => {
    const { additionalProperties } = part.schema
    if (additionalProperties === undefined || patternsOf(part).length > 0) return false
    return conjunctionOf([partAt(part, additionalProperties, 'additionalProperties')]).isFalse
  })
}
