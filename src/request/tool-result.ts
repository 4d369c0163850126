import { Buffer } from 'node:buffer'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { printableLine, shorten } from '../text/printable.ts'

/**
 * heardInResult is what an agent gets of the result of an MCP tool. Platforms hand its texts to the model, and what is structured where there is no
 * text; what no phone agent can use (pictures, sounds, files) is named. Where the text is the structured content written out, as the protocol wants it,
 * the content stands for both.
 */
export function heardInResult(result: unknown): unknown {
  if (!isJsonObject(result)) return result
  const { structuredContent: structured } = result
  const items = itemsOf(result)
  const words = items.map(wordsOf).join('\n')
  if (structured === undefined) return words
  const texts = items.flatMap((item) => textOf(item) ?? [])
  return texts.join('').trim() === '' || isWritten(structured, texts) ? structured : words
}

/** unusableIn names what is in a result of which a phone agent can use nothing; undefined: there is something for it, or nothing at all. */
export function unusableIn(result: unknown): readonly string[] | undefined {
  if (!isJsonObject(result) || result['structuredContent'] !== undefined) return undefined
  const items = itemsOf(result)
  return items.length === 0 || items.some((item) => textOf(item) !== undefined) ? undefined : items.map(wordsOf)
}

/** withoutBytes is a result as it may be shown: base64 is replaced by its size. */
export function withoutBytes(result: unknown): unknown {
  if (!isJsonObject(result) || !Array.isArray(result['content'])) return result
  return { ...result, content: result['content'].map((item: unknown) => (textOf(item) === undefined ? measured(item) : item)) }
}

function itemsOf({ content }: JsonObject): readonly unknown[] {
  return Array.isArray(content) ? content : []
}

function textOf(item: unknown): string | undefined {
  return isJsonObject(item) && item['type'] === 'text' && typeof item['text'] === 'string' ? item['text'] : undefined
}

function isWritten(structured: unknown, [text, ...more]: readonly string[]): boolean {
  if (text === undefined || more.length > 0 || !/^\s*[[{]/.test(text)) return false
  try {
    return canonicalJson(JSON.parse(text)) === canonicalJson(structured)
  } catch {
    return false
  }
}

function wordsOf(item: unknown): string {
  if (!isJsonObject(item)) return '(content that is no object)'
  switch (item['type']) {
    case 'text':
      return textOf(item) ?? '(a text that is none)'
    case 'image':
    case 'audio':
      return `(${[item['type'], line(item['mimeType'], 60), sizeOf(item['data'])].filter(Boolean).join(', ')})`
    case 'resource_link':
      return `(${['link', line(item['uri'], 200), line(item['mimeType'], 60), amount(item['size'])].filter(Boolean).join(', ')})`
    case 'resource':
      return resourceWords(isJsonObject(item['resource']) ? item['resource'] : {})
    default:
      return typeof item['type'] === 'string' ? `(content of the unknown kind "${line(item['type'], 40)}")` : '(content without a kind)'
  }
}

function resourceWords({ uri, mimeType, text, blob }: JsonObject): string {
  const size = typeof text === 'string' ? amount(Buffer.byteLength(text)) : sizeOf(blob)
  return `(${['resource', line(uri, 200), line(mimeType, 60), size].filter(Boolean).join(', ')})`
}

function line(value: unknown, most: number): string {
  return typeof value === 'string' ? printableLine(shorten(value, most)) : ''
}

function sizeOf(base64: unknown): string {
  return typeof base64 === 'string' ? amount(Math.floor((base64.replace(/={1,2}$/, '').length * 3) / 4)) : ''
}

function amount(bytes: unknown): string {
  if (typeof bytes !== 'number' || !Number.isFinite(bytes) || bytes < 0) return ''
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}

// No word and no address is as long and without a break.
const shortestBytes = 200

function isBytes(text: string): boolean {
  return text.length >= shortestBytes && !/[^A-Za-z0-9+/_=-]/.test(text)
}

function measured(value: unknown): unknown {
  if (typeof value === 'string') return isBytes(value) ? `(${sizeOf(value)} in base64)` : value
  if (Array.isArray(value)) return value.map(measured)
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, measuredAt(key, item)])) : value
}

function measuredAt(key: string, value: unknown): unknown {
  return (key === 'data' || key === 'blob') && typeof value === 'string' ? `(${sizeOf(value)} in base64)` : measured(value)
}
