/** A parsed JSON object whose members have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Tells whether a parsed value is a JSON object, so that its members may be read. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Tells whether a value is text with something in it besides blanks. */
export function isFilledText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
