import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { annotations, isAnything } from './conjunction.ts'
import { textsIn } from './part.ts'
import type { Traits } from './traits.ts'

/** Surroundings are what of the whole schema bears on the meaning of a part. */
type Surroundings = Pick<Traits, 'hasLeftOvers'>

const plain: Surroundings = { hasLeftOvers: false }
const meanings = new WeakMap<JsonObject, string>()
const meaningsAmongLeftOvers = new WeakMap<JsonObject, string>()

/** meaningOf writes what a schema asks for: two that are written alike ask for the same. Wording is left out, and so is any order without meaning. */
export function meaningOf(schema: unknown, around = plain): string {
  if (!isJsonObject(schema)) return canonicalJson(schema)
  const all = around.hasLeftOvers ? meaningsAmongLeftOvers : meanings
  const known = all.get(schema)
  if (known !== undefined) return known
  const meaning = written(schema, around)
  all.set(schema, meaning)
  return meaning
}

function written(schema: JsonObject, around: Surroundings): string {
  if (isAnything(schema)) return 'true'
  const parts = Object.entries(schema).flatMap(([keyword, value]) => {
    if (annotations.has(keyword) || isIdle(keyword, value, around)) return []
    if (keyword === 'const' && !('enum' in schema)) return [`"enum":${canonicalJson([value])}`]
    return [`${JSON.stringify(keyword)}:${writtenKeyword(keyword, value, around)}`]
  })
  return parts.length === 0 ? 'true' : `{${parts.toSorted().join(',')}}`
}

const letAll = new Set(['items', 'additionalProperties', 'propertyNames', 'additionalItems', 'unevaluatedItems', 'unevaluatedProperties'])

/** isIdle tells whether a keyword asks for nothing, and might as well not stand there. */
export function isIdle(keyword: string, value: unknown, { hasLeftOvers } = plain): boolean {
  // What it lets pass is spoken of, and not left over any more.
  if (letAll.has(keyword)) return !hasLeftOvers && isAnything(value)
  if (keyword === 'nullable') return value === false
  if (keyword === 'required') return Array.isArray(value) && value.length === 0
  if (keyword === 'minLength' || keyword === 'minItems' || keyword === 'minProperties') return value === 0
  return keyword === 'uniqueItems' && value === false
}

function writtenKeyword(keyword: string, value: unknown, around: Surroundings): string {
  const meaning = (schema: unknown): string => meaningOf(schema, around)
  switch (keyword) {
    case 'type':
      return canonicalJson((Array.isArray(value) ? textsIn(value) : [value]).toSorted())
    case 'required':
      return canonicalJson(textsIn(value).toSorted())
    case 'enum':
      return Array.isArray(value) ? distinct(value.map(canonicalJson)) : canonicalJson(value)
    case 'anyOf':
    case 'allOf':
      return Array.isArray(value) ? distinct(value.map(meaning)) : canonicalJson(value)
    case 'oneOf':
      // What fits one of two alike fits both, and not exactly one.
      return Array.isArray(value) ? listed(value.map(meaning)) : canonicalJson(value)
    case 'prefixItems':
      return Array.isArray(value) ? `[${value.map(meaning).join(',')}]` : canonicalJson(value)
    case 'items':
      return Array.isArray(value) ? `[${value.map(meaning).join(',')}]` : meaning(value)
    case 'properties':
    case 'patternProperties':
    case 'dependentSchemas':
      return isJsonObject(value) ? named(value, meaning) : canonicalJson(value)
    case 'additionalProperties':
    case 'additionalItems':
    case 'propertyNames':
    case 'contains':
    case 'not':
    case 'if':
    case 'then':
    case 'else':
      return meaning(value)
    default:
      return canonicalJson(value)
  }
}

function distinct(items: readonly string[]): string {
  return listed([...new Set(items)])
}

function listed(items: readonly string[]): string {
  return `[${items.toSorted().join(',')}]`
}

function named(schemas: JsonObject, meaning: (schema: unknown) => string): string {
  const parts = Object.entries(schemas).map(([name, schema]) => `${JSON.stringify(name)}:${meaning(schema)}`)
  return `{${parts.toSorted().join(',')}}`
}
