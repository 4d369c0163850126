import type { JsonObject } from '../json/schema.ts'
import type { Cursor } from '../yaml/cursor.ts'

/** Parameter is a value that the agent fills from the talk. */
export interface Parameter {
  readonly name: string
  readonly required: boolean
  /** JSON Schema (2020-12) of the value, without our own `required` switch. */
  readonly schema: JsonObject
  readonly at: Cursor
}

/** argumentsSchema is the JSON Schema of all the arguments of a tool together: what the agent is shown and what a call is checked against. */
export function argumentsSchema(parameters: readonly Parameter[]): JsonObject {
  const properties: Record<string, unknown> = Object.create(null)
  for (const { name, schema } of parameters) properties[name] = schema
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  return { type: 'object', properties: { ...properties }, required, additionalProperties: false }
}
