import { isObject } from './mcp-object.ts'

/** HeaderParameter is an argument that must also stand in a header of the call (2026-07-28, `x-mcp-header`). */
export interface HeaderParameter {
  /** The names of the properties that lead to it. */
  readonly path: readonly string[]
  readonly header: string
}

/** HeaderScan is which arguments of a tool go into headers, or why the tool may not be used at all. */
export type HeaderScan = { readonly ok: true; readonly parameters: readonly HeaderParameter[] } | { readonly ok: false; readonly reason: string }

/** scanHeaders looks for `x-mcp-header` in an input schema. The rules are those of "Schema Extension" in the 2026-07-28 transport page. */
export function scanHeaders(inputSchema: unknown): HeaderScan {
  const parameters: HeaderParameter[] = []
  for (const { path, schema, isReachable } of schemasIn(inputSchema)) {
    if (!('x-mcp-header' in schema)) continue
    const header = schema['x-mcp-header']
    const flaw = flawOf(header, schema, { isReachable: isReachable && path.length > 0, parameters })
    if (flaw !== undefined) return { ok: false, reason: `x-mcp-header at ${path.length === 0 ? 'the root' : JSON.stringify(path.join('.'))} ${flaw}` }
    parameters.push({ path, header: String(header) })
  }
  return { ok: true, parameters }
}

/** parameterHeaders are the `Mcp-Param-*` headers of one call; an absent or null argument has none. */
export function parameterHeaders(parameters: readonly HeaderParameter[], values: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { path, header } of parameters) {
    const text = textOf(valueAt(values, path))
    if (text !== undefined) headers[`Mcp-Param-${header}`] = isPlain(text) ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`
  }
  return headers
}

function flawOf(
  header: unknown,
  { type }: Readonly<Record<string, unknown>>,
  { isReachable, parameters }: { isReachable: boolean; parameters: readonly HeaderParameter[] },
): string | undefined {
  if (!isReachable) return 'is not on a property that is reached through "properties" alone'
  if (typeof header !== 'string' || !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(header)) return 'is no name for a header'
  if (type !== 'string' && type !== 'integer' && type !== 'boolean') return 'is on a property that is neither string, integer nor boolean'
  if (parameters.some((other) => other.header.toLowerCase() === header.toLowerCase())) return `repeats the header ${JSON.stringify(header)}`
  return undefined
}

interface FoundSchema {
  readonly path: readonly string[]
  readonly schema: Readonly<Record<string, unknown>>
  readonly isReachable: boolean
}

function* schemasIn(schema: unknown, path: readonly string[] = [], isReachable = true): Generator<FoundSchema> {
  if (!isObject(schema)) return
  yield { path, schema, isReachable }
  for (const [keyword, inner] of Object.entries(schema)) {
    if (keyword === 'properties') {
      if (isObject(inner)) for (const [name, property] of Object.entries(inner)) yield* schemasIn(property, [...path, name], isReachable)
    } else if (schemaKeywords.has(keyword)) {
      for (const each of Array.isArray(inner) ? inner : [inner]) yield* schemasIn(each, [...path, `<${keyword}>`], false)
    } else if (mapKeywords.has(keyword) && isObject(inner)) {
      for (const each of Object.values(inner)) yield* schemasIn(each, [...path, `<${keyword}>`], false)
    }
  }
}

// Keywords of JSON Schema 2020-12 whose value is a schema, or a list of schemas. In `default`, `enum` or `examples` the name is only data.
const schemaKeywords = new Set([
  ...['items', 'prefixItems', 'contains', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'propertyNames'],
  ...['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else'],
])
const mapKeywords = new Set(['patternProperties', 'dependentSchemas', '$defs', 'definitions'])

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined
}

// Anything else would be changed on the way, or mistaken for what is encoded already.
function isPlain(text: string): boolean {
  return /^[\x20-\x7e\t]+$/.test(text) && text === text.trim() && !(text.startsWith('=?base64?') && text.endsWith('?='))
}
