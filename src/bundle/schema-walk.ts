import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Step } from '../yaml/cursor.ts'

// JSON Schema 2020-12, core and applicator vocabularies (json-schema.org/draft/2020-12, read 2026-11-22), with draft-07's names where servers
// still send them. Only these keywords hold schemas: what stands under `enum`, `const`, `default` or `examples` is data and never touched.

/** singleKeywords hold one schema. */
export const singleKeywords: readonly string[] = [
  'items',
  'additionalItems',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'contentSchema',
]

/** listKeywords hold a list of schemas (`items` in draft-07 only). */
export const listKeywords: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']

/** mapKeywords hold schemas by name. */
export const mapKeywords: readonly string[] = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']

/** Change rewrites one schema whose own parts were rewritten before. */
export type Change = (schema: JsonObject, steps: readonly Step[]) => JsonObject

/** rewriteSchema rewrites a schema and every schema inside it, the innermost first. Boolean schemas stay as they are. */
export function rewriteSchema(schema: JsonObject, change: Change, steps: readonly Step[] = []): JsonObject {
  const inner = (value: unknown, ...below: Step[]): unknown => (isJsonObject(value) ? rewriteSchema(value, change, [...steps, ...below]) : value)
  const copy = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (listKeywords.includes(keyword) && Array.isArray(value)) return [keyword, value.map((item: unknown, index) => inner(item, keyword, index))]
    if (mapKeywords.includes(keyword) && isJsonObject(value)) {
      return [keyword, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inner(item, keyword, name)]))]
    }
    return [keyword, singleKeywords.includes(keyword) ? inner(value, keyword) : value]
  })
  return change(Object.fromEntries(copy), steps)
}

/** SchemaPlace is one schema inside a schema. */
export interface SchemaPlace {
  readonly schema: JsonObject
  readonly steps: readonly Step[]
}

/** schemasIn lists a schema and every schema inside it, the innermost first. */
export function schemasIn(schema: JsonObject): readonly SchemaPlace[] {
  const places: SchemaPlace[] = []
  rewriteSchema(schema, (inner, steps) => {
    places.push({ schema: inner, steps })
    return inner
  })
  return places
}
