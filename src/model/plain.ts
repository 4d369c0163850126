import { isJsonObject, type JsonObject } from '../json/schema.ts'

// What was checked against its schema cannot be anything else: no decoder fails.

const noMembers: JsonObject = Object.freeze({})

/** object takes the members of a mapping; of anything else none. */
export function object(value: unknown): JsonObject {
  return isJsonObject(value) ? value : noMembers
}

/** text takes a text; of anything else the empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** texts takes the texts of a list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : []
}

/** optionalText takes a text, if it is one. */
export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

const noEntries: readonly (readonly [string, string])[] = []

/** textEntries takes the texts of a mapping with their keys, in its order. */
export function textEntries(value: unknown): readonly (readonly [string, string])[] {
  if (!isJsonObject(value)) return noEntries
  const entries: (readonly [string, string])[] = []
  for (const key in value) entries.push([key, text(value[key])])
  return entries
}
