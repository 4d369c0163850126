import { Buffer } from 'node:buffer'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Secret } from '../world/secret.ts'
import { finderOf, type Found, halfAtEnd } from './find-secrets.ts'

/** Redact takes secrets out of a text that came from outside. */
export interface Redact {
  (text: string, how?: RedactHow): string
  /** Whether a number may be a secret, or hold one. */
  readonly findsNumbers?: boolean
}

interface RedactHow {
  /** Whether the text was cut off at its end: then half a secret that it ends with goes as well. */
  readonly isCut: boolean
}

// Shorter values would shred ordinary words; no credential that is worth anything is this short.
const shortest = 4

/** redactor makes a function that replaces every secret in a text by its label, however a server may have written it back. */
export function redactor(secrets: readonly Secret[]): Redact {
  const labels = new Map<string, string>()
  for (const secret of secrets) {
    for (const written of spellings(secret.reveal())) if (written.length >= shortest && !labels.has(written)) labels.set(written, secret.label)
  }
  // The longest first: a secret may be part of another one.
  const ordered = [...labels].toSorted(([left], [right]) => right.length - left.length)
  const find = finderOf(
    secrets.map((secret) => [secret.reveal(), secret.label]),
    shortest,
  )
  const redact = (text: string, { isCut = false }: Partial<RedactHow> = {}): string => {
    let rest = text
    // An answer may hold a million short texts, and there are a hundred spellings.
    for (const [written, label] of ordered) if (written.length <= rest.length && rest.includes(written)) rest = rest.replaceAll(written, () => label)
    if (isCut) rest = rest.slice(0, rest.length - halfAtEnd(rest, [...labels.keys()], shortest))
    return withLabels(rest, find(rest, isCut))
  }
  return Object.assign(redact, { findsNumbers: [...labels.keys()].some((written) => /^[-+.\deE]+$/.test(written)) })
}

function withLabels(text: string, found: readonly Found[]): string {
  if (found.length === 0) return text
  const starts = [0, ...found.map(({ end }) => end)]
  return starts.map((start, index) => text.slice(start, found[index]?.start) + (found[index]?.label ?? '')).join('')
}

/** How the servers of this world mostly write a text back: as it is, in JSON of several makers, in URLs, in HTML, in base64. */
function spellings(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const cases = value.length < 8 ? [] : [value.toUpperCase(), value.toLowerCase()]
  return [...writtenBack(value), ...cases, hex, hex.toUpperCase(), ...insideBase64(bytes), ...asNumber(value)]
}

/** What is left of a number once a program has read it: without zeros around it, rounded, with an exponent. */
function asNumber(value: string): readonly string[] {
  const number = Number(value)
  return value.trim().length >= shortest && Number.isFinite(number) ? [String(number), String(Math.abs(number))] : []
}

/** Three bytes make four characters, so a text looks one of three ways inside the base64 of a longer one: `user:KEY`, `Bearer KEY`. */
function insideBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
    const inner = (text: string): string => text.slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6))
    const forms = [inner(whole.toString('base64')), inner(whole.toString('base64url'))]
    return forms.filter((form) => form.length >= 8)
  })
}

function writtenBack(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, unicodeEscape)
  const angles = (text: string): string => text.replace(/[&<>]/g, unicodeEscape)
  const slashes = (text: string): string => text.replaceAll('/', '\\/')
  // .NET escapes what could mean something to a page, in capitals.
  const dotnet = json
    .replaceAll('\\"', '\\u0022')
    .replace(/[&<>'+`]|[^\x20-\x7e]/g, (character) => unicodeEscape(character).replace(/[a-f0-9]{4}$/, (hex) => hex.toUpperCase()))
  const twice = JSON.stringify(json).slice(1, -1)
  const jsons = [
    json,
    twice,
    dotnet,
    ascii(json),
    angles(json),
    angles(ascii(json)),
    slashes(json),
    slashes(ascii(json)),
    ascii(json).replaceAll("'", '\\u0027'),
  ]
  const percent = encodeURIComponent(value.toWellFormed())
  const strict = percent.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  const form = new URLSearchParams([['', value]]).toString().slice(1)
  const percents = [percent, strict, percent.replaceAll('%20', '+'), form, encodeURIComponent(percent)].flatMap((text) => [
    text,
    text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
  ])
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const htmls = [
    html,
    html.replaceAll('"', '&quot;'),
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    html.replaceAll('"', '&#34;').replaceAll("'", '&#x27;'),
  ]
  const base64 = Buffer.from(value).toString('base64')
  // As a header is read: each byte a letter.
  const bytes = Buffer.from(value).toString('latin1')
  return [value, bytes, ...jsons, ...percents, ...htmls, base64, base64.replace(/=+$/, ''), Buffer.from(value).toString('base64url')]
}

/** redacted takes secrets out of every text and number inside a value that came from outside, keys included. */
export function redacted(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number') return redactedNumber(value, redact)
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redacted(item, redact)]))
}

function redactedNumber(value: number, redact: Redact): unknown {
  if (redact.findsNumbers !== true) return value
  const written = String(value)
  const open = redact(written)
  return open === written ? value : open
}

/** withoutNumbers puts the label in quotes where a number of a JSON text holds a secret: the rest can be read, and no digits are lost in reading. */
export function withoutNumbers(json: string, redact: Redact): string {
  if (redact.findsNumbers !== true) return json
  const pieces: string[] = []
  let end = 0
  for (let start = nextNumber(json, 0); start < json.length; start = nextNumber(json, end)) {
    number.lastIndex = start
    const [written = ''] = number.exec(json) ?? []
    const open = redact(written)
    pieces.push(json.slice(end, start), open === written ? written : JSON.stringify(open))
    end = start + written.length
  }
  return pieces.join('') + json.slice(end)
}

const number = /[-\d][\d.eE+-]*/y

/** Where the next number begins that stands in no text. */
function nextNumber(json: string, from: number): number {
  let isText = false
  for (let place = from; place < json.length; place += 1) {
    const character = json.charAt(place)
    if (character === '"') isText = !isText
    else if (isText && character === '\\') place += 1
    else if (!isText && (character === '-' || (character >= '0' && character <= '9'))) return place
  }
  return json.length
}

/** redactDiagnostic takes secrets out of the words of a diagnostic: they may quote what a server sent. */
export function redactDiagnostic(diagnostic: Diagnostic, redact: Redact): Diagnostic {
  const { message, hint, related } = diagnostic
  return {
    ...diagnostic,
    message: redact(message),
    hint: hint === undefined ? undefined : redact(hint),
    ...(related === undefined ? {} : { related: related.map((place) => ({ ...place, label: redact(place.label) })) }),
  }
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
