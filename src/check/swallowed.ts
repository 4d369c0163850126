import type { Span } from '../diagnostic/diagnostic.ts'

/** keyInside finds a line of a text value, as it is written, that starts with a key: indented less, it would be one. */
export function keyInside({ file, start, end }: Span, key: string): Span | undefined {
  const text = file.text.slice(start, end)
  for (let at = text.indexOf(`${key}:`); at >= 0; at = text.indexOf(`${key}:`, at + 1)) {
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at)
    const behind = text.charAt(at + key.length + 1)
    if (at > 0 && before.trim() === '' && text.includes('\n') && (behind === '' || /\s/.test(behind)))
      return { file, start: start + at, end: start + at + key.length }
  }
  return undefined
}
