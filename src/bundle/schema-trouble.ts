import { stepIn } from '../json/pointer.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Step } from '../yaml/cursor.ts'
import { listKeywords, mapKeywords, schemasIn, singleKeywords } from './schema-walk.ts'

/** SchemaTrouble is why a schema is not one that a model API reads. */
export interface SchemaTrouble {
  readonly steps: readonly Step[]
  readonly message: string
}

type Judge = (value: unknown) => boolean

const isText: Judge = (value) => typeof value === 'string'
const isTruth: Judge = (value) => typeof value === 'boolean'
const isNumber: Judge = (value) => typeof value === 'number'
const isCount: Judge = (value) => Number.isInteger(value) && Number(value) >= 0
const isSchema: Judge = (value) => isJsonObject(value) || isTruth(value)
const isList: Judge = (value) => Array.isArray(value)
const isTexts: Judge = (value) => Array.isArray(value) && value.every(isText)
const isSchemas: Judge = (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema)
const isNamedSchemas: Judge = (value) => isJsonObject(value) && Object.values(value).every(isSchema)

const types = new Set<unknown>(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])
const isType: Judge = (value) => types.has(value) || (Array.isArray(value) && value.length > 0 && value.every((item) => types.has(item)))

function judges(judge: Judge, ...keywords: string[]): readonly (readonly [string, Judge])[] {
  return keywords.map((keyword) => [keyword, judge])
}

const nameKeywords = ['$ref', '$schema', '$id', '$anchor', '$comment']
const textKeywords = ['title', 'description', 'pattern', 'format', 'contentEncoding', 'contentMediaType']
const countKeywords = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'minContains', 'maxContains']

// The 2020-12 meta-schema in short: Anthropic refuses a request whose schema breaks it ("JSON schema is invalid. It must match JSON Schema
// draft 2020-12", seen in issue reports, read 2026-11-23), and servers still send draft-04 and draft-07 forms. The tests ask the real one.
const judgeOf: ReadonlyMap<string, Judge> = new Map([
  ...judges(isType, 'type'),
  ...judges(isText, ...nameKeywords, ...textKeywords),
  ...judges(isTruth, 'uniqueItems', 'deprecated', 'readOnly', 'writeOnly'),
  ...judges(isNumber, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'),
  ...judges((value) => isNumber(value) && Number(value) > 0, 'multipleOf'),
  ...judges(isCount, ...countKeywords),
  ...judges(isSchema, ...singleKeywords),
  ...judges(isSchemas, ...listKeywords.filter((keyword) => keyword !== 'items')),
  ...judges(isNamedSchemas, ...mapKeywords),
  ...judges((value) => isTexts(value) && new Set([value].flat()).size === [value].flat().length, 'required'),
  ...judges(isList, 'enum', 'examples'),
])

/** schemaTrouble finds what keeps a schema from being a JSON Schema (2020-12) that stands on its own. */
export function schemaTrouble(schema: JsonObject): SchemaTrouble | undefined {
  for (const { schema: inner, steps } of schemasIn(schema)) {
    for (const [keyword, value] of Object.entries(inner)) {
      const at = [...steps, keyword]
      if (judgeOf.get(keyword)?.(value) === false) return { steps: at, message: `"${keyword}" has a value that JSON Schema 2020-12 does not know` }
      const isReference = keyword === '$ref' || keyword === '$dynamicRef'
      if (isReference && !resolves(schema, value)) return { steps: at, message: `"${keyword}" leads out of the schema or nowhere` }
    }
  }
  return undefined
}

function resolves(root: JsonObject, reference: unknown): boolean {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return false
  const fragment = reference.slice(1)
  if (fragment === '' || fragment.startsWith('/')) return isSchema(follow(root, fragment))
  return schemasIn(root).some(({ schema }) => schema['$anchor'] === fragment || schema['$dynamicAnchor'] === fragment)
}

function follow(root: JsonObject, pointer: string): unknown {
  let value: unknown = root
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.getOwnPropertyDescriptor(value, decoded(step))?.value
  }
  return value
}

function decoded(step: string): string {
  // A `%` that starts no escape would throw; such a step names no key.
  const unescaped = /%(?![0-9A-Fa-f]{2})/.test(step) ? step : step.replace(/(?:%[0-7][0-9A-Fa-f])+/g, (escapes) => decodeURIComponent(escapes))
  return stepIn(unescaped)
}
