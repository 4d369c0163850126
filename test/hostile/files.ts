/** Files is a project in memory: text or bytes by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** Grow makes a project of about so many bytes. */
export type Grow = (bytes: number) => Files

/** textOf reads a file as a person would: bytes that are no UTF-8 become signs of doubt, a byte order mark is no part of the text. */
export function textOf(content: string | Uint8Array | undefined): string {
  return content instanceof Uint8Array ? new TextDecoder().decode(content) : (content ?? '')
}

/** filled repeats a unit up to a size; a function gives each unit by its number. */
export function filled(unit: string | ((index: number) => string), bytes: number): string {
  if (typeof unit === 'string') return unit.repeat(Math.max(1, Math.floor(bytes / Buffer.byteLength(unit))))
  const parts: string[] = []
  for (let size = 0; size < bytes; size += Buffer.byteLength(parts.at(-1) ?? '')) parts.push(unit(parts.length))
  return parts.join('')
}

/** nested is something inside of itself: `[[[x]]]`. */
export function nested(open: string, inner: string, close: string, depth: number): string {
  return open.repeat(depth) + inner + close.repeat(depth)
}

/** integration puts a text where an integration stands, beside the rest of a project. */
export function integration(text: string): Files {
  return { 'integrations/desk.yaml': text }
}

/** quoted writes any text as YAML reads it back. */
export function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed())
}
