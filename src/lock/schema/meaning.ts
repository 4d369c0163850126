import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { annotations, isAnything } from './conjunction.ts'
import { textsIn } from './part.ts'

const meanings = new WeakMap<JsonObject, string>()

/** meaningOf writes what a schema asks for: two that are written alike ask for the same. Wording is left out, and so is any order without meaning. */
export function meaningOf(schema: unknown): string {
  if (!isJsonObject(schema)) return canonicalJson(schema)
  const known = meanings.get(schema)
  if (known !== undefined) return known
  const meaning = written(schema)
  meanings.set(schema, meaning)
  return meaning
}

function written(schema: JsonObject): string {
  if (isAnything(schema)) return 'true'
  const parts = Object.entries(schema).flatMap(([keyword, value]) => {
    if (annotations.has(keyword) || isIdle(keyword, value)) return []
    if (keyword === 'const' && !('enum' in schema)) return [`"enum":${canonicalJson([value])}`]
    return [`${JSON.stringify(keyword)}:${writtenKeyword(keyword, value)}`]
  })
  return parts.length === 0 ? 'true' : `{${parts.toSorted().join(',')}}`
}

const letAll = new Set(['items', 'additionalProperties', 'propertyNames', 'additionalItems', 'contains', 'unevaluatedItems', 'unevaluatedProperties'])

/** isIdle tells whether a keyword asks for nothing, and might as well not stand there. */
export function isIdle(keyword: string, value: unknown): boolean {
  if (letAll.has(keyword)) return keyword !== 'contains' && isAnything(value)
  if (keyword === 'required') return Array.isArray(value) && value.length === 0
  if (keyword === 'minLength' || keyword === 'minItems' || keyword === 'minProperties') return value === 0
  return keyword === 'uniqueItems' && value === false
}

function writtenKeyword(keyword: string, value: unknown): string {
  switch (keyword) {
    case 'type':
      return canonicalJson((Array.isArray(value) ? textsIn(value) : [value]).toSorted())
    case 'required':
      return canonicalJson(textsIn(value).toSorted())
    case 'enum':
      return Array.isArray(value) ? listed(value.map(canonicalJson)) : canonicalJson(value)
    case 'anyOf':
    case 'oneOf':
    case 'allOf':
      return Array.isArray(value) ? listed(value.map(meaningOf)) : canonicalJson(value)
    case 'prefixItems':
      return Array.isArray(value) ? `[${value.map(meaningOf).join(',')}]` : canonicalJson(value)
    case 'items':
      return Array.isArray(value) ? `[${value.map(meaningOf).join(',')}]` : meaningOf(value)
    case 'properties':
    case 'patternProperties':
    case 'dependentSchemas':
      return isJsonObject(value) ? named(value) : canonicalJson(value)
    case 'additionalProperties':
    case 'additionalItems':
    case 'propertyNames':
    case 'contains':
    case 'not':
    case 'if':
    case 'then':
    case 'else':
      return meaningOf(value)
    default:
      return canonicalJson(value)
  }
}

function listed(items: readonly string[]): string {
  return `[${[...new Set(items)].toSorted().join(',')}]`
}

function named(schemas: JsonObject): string {
  const parts = Object.entries(schemas).map(([name, schema]) => `${JSON.stringify(name)}:${meaningOf(schema)}`)
  return `{${parts.toSorted().join(',')}}`
}
