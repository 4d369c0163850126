/** JsonObject is a JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>

/** isJsonObject tells whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
