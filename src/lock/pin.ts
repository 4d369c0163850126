import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { McpIntegration } from '../model/integration.ts'
import { type LockedTool, type Lockfile, lockfileVersion } from '../model/lockfile.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import type { ListedTools } from '../world/world.ts'

/** Hash gives the SHA-256 of a text in lower-case hex. */
export type Hash = (text: string) => string

/** pin turns what a server listed into a lockfile. The server's order does not reach it; every field of a definition does. */
export function pin(integration: McpIntegration, listed: ListedTools, sha256: Hash): Lockfile {
  const tools = listed.tools.filter(isJsonObject).map((definition) => lockedTool(definition, sha256))
  const sorted = tools.toSorted((left, right) => (left.name < right.name ? -1 : 1))
  return {
    lockfileVersion,
    url: integration.url,
    program: integration.program,
    transport: integration.transport,
    protocolVersion: listed.protocolVersion,
    serverName: listed.serverName,
    serverVersion: listed.serverVersion,
    instructions: listed.instructions,
    listDigest: listDigest(sorted, sha256),
    tools: sorted,
  }
}

/** lockedTool pins one raw definition. */
export function lockedTool(raw: JsonObject, sha256: Hash): LockedTool {
  const definition = normalised(raw)
  const { name } = definition
  return {
    name: typeof name === 'string' ? name : '',
    definitionDigest: digest(definition, sha256),
    contractDigest: digest(contractOf(definition), sha256),
    definition,
  }
}

/** isSameDefinition tells whether two tools are written alike. Their digests are not asked: whoever edits a lockfile by hand can write those as well. */
export function isSameDefinition(one: LockedTool, other: LockedTool): boolean {
  return canonicalJson(one.definition) === canonicalJson(other.definition)
}

/** isSameContract tells whether a caller may depend on the same in two tools, whatever their digests say. */
export function isSameContract(one: LockedTool, other: LockedTool): boolean {
  return canonicalJson(contractOf(one.definition)) === canonicalJson(contractOf(other.definition))
}

/** listDigest covers every definition of a list. */
export function listDigest(tools: readonly LockedTool[], sha256: Hash): string {
  return digest(Object.fromEntries(tools.map(({ name, definitionDigest }) => [name, definitionDigest])), sha256)
}

function digest(value: unknown, sha256: Hash): string {
  return `sha256:${sha256(canonicalJson(value))}`
}

// Exactly the protocol's own keys: by prefix would take official extensions along.
const protocolKeys = new Set(['protocolVersion', 'clientInfo', 'clientCapabilities', 'serverInfo'].map((key) => `io.modelcontextprotocol/${key}`))

/** What changes from answer to answer without meaning anything is taken out or put in order: protocol keys of `_meta`, the order of `required`. */
function normalised(definition: JsonObject): JsonObject {
  const { _meta: meta, ...rest } = definition
  const kept = isJsonObject(meta) ? Object.entries(meta).filter(([key]) => !protocolKeys.has(key)) : undefined
  const withMeta = kept === undefined ? definition : kept.length === 0 ? rest : { ...rest, _meta: Object.fromEntries(kept) }
  const copy: Record<string, unknown> = { ...withMeta }
  for (const key of ['inputSchema', 'outputSchema']) if (key in copy) copy[key] = mapSchema(copy[key], (schema) => schema)
  return copy
}

const wording = ['title', 'description', 'examples', '$comment']

/** What a caller of the tool depends on: name and schemas without their wording. */
function contractOf({ name, inputSchema, outputSchema }: JsonObject): JsonObject {
  const withoutWording = (schema: JsonObject): JsonObject => Object.fromEntries(Object.entries(schema).filter(([key]) => !wording.includes(key)))
  return { name, inputSchema: mapSchema(inputSchema, withoutWording), outputSchema: mapSchema(outputSchema, withoutWording) }
}

const schemaMaps = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
const plainValues = new Set(['default', 'const', 'enum', 'examples'])

/** Walks a JSON Schema as one: what stands under `properties` are names, what stands under `default` or `enum` is data. */
function mapSchema(value: unknown, change: (schema: JsonObject) => JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSchema(item, change))
  if (!isJsonObject(value)) return value
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(change(value))) {
    define(copy, key, mapKeyword(key, item, change))
  }
  return copy
}

function mapKeyword(key: string, item: unknown, change: (schema: JsonObject) => JsonObject): unknown {
  if (plainValues.has(key)) return item
  // What is no text may not even turn into one: { toString: null }.
  if (key === 'required' && Array.isArray(item) && item.every((name) => typeof name === 'string')) return item.toSorted()
  if (!schemaMaps.has(key) || !isJsonObject(item)) return mapSchema(item, change)
  const copy: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(item)) define(copy, name, mapSchema(schema, change))
  return copy
}

// A server may send a key named __proto__; it must stay an ordinary key.
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
