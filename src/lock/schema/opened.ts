import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { annotations } from './conjunction.ts'
import { rootPart, targetOf, textsIn } from './part.ts'

const mostLevels = 3

/**
 * opened writes what a schema refers to, and what stands in its `allOf`, into the schema itself, so that it can be held against one that is written in
 * one piece. Where two of them say something of the same, it is left as it is.
 */
export function opened(schema: JsonObject, root: unknown, levels = mostLevels): JsonObject {
  const { $ref: reference, allOf, ...rest } = schema
  if (levels === 0 || (reference === undefined && allOf === undefined)) return schema
  const target = reference === undefined ? undefined : targetOf(rootPart(root, '', { spend: () => undefined }), reference)?.schema
  const parts: readonly unknown[] = [...(reference === undefined ? [] : [target]), ...(Array.isArray(allOf) ? allOf : [])]
  let whole: JsonObject = rest
  for (const part of parts) {
    const joint = isJsonObject(part) ? joined(whole, opened(part, root, levels - 1)) : undefined
    if (joint === undefined) return schema
    whole = joint
  }
  return whole
}

// Keywords that are read together: from two schemas they may not come into one.
const groups: readonly (readonly string[])[] = [
  ['properties', 'patternProperties', 'additionalProperties'],
  ['prefixItems', 'items', 'additionalItems'],
  ['contains', 'minContains', 'maxContains'],
  ['if', 'then', 'else'],
]

function areMixed(one: JsonObject, other: JsonObject): boolean {
  const has = (schema: JsonObject, keyword: string): boolean => Object.hasOwn(schema, keyword)
  if ([one, other].some((schema) => Object.keys(schema).some((keyword) => keyword.startsWith('unevaluated')))) return true
  return groups.some((group) => {
    const keywords = group.filter((keyword) => has(one, keyword) || has(other, keyword))
    const isShared = group.some((keyword) => has(one, keyword)) && group.some((keyword) => has(other, keyword))
    return isShared && keywords.some((keyword) => keyword !== 'properties')
  })
}

/** Both in one, where they do not speak of the same; what the first says in words goes before. */
function joined(one: JsonObject, other: JsonObject): JsonObject | undefined {
  if (areMixed(one, other)) return undefined
  const whole: Record<string, unknown> = { ...one }
  for (const [keyword, value] of Object.entries(other)) {
    const present = Object.hasOwn(whole, keyword) ? whole[keyword] : undefined
    if (present === undefined || canonicalJson(present) === canonicalJson(value)) whole[keyword] = value
    else if (annotations.has(keyword)) continue
    else if (keyword === 'required') whole[keyword] = [...new Set([...textsIn(present), ...textsIn(value)])]
    else if (
      keyword === 'properties' &&
      isJsonObject(present) &&
      isJsonObject(value) &&
      Object.keys(value).every((name) => !Object.hasOwn(present, name))
    ) {
      // Not by a spread into a literal with a name of a server's choice: __proto__ stays an ordinary key.
      whole[keyword] = Object.fromEntries([...Object.entries(present), ...Object.entries(value)])
    } else return undefined
  }
  return whole
}
