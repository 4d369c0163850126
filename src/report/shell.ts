import { hasUnseen } from '../text/printable.ts'
import { type Encoding, type Hideable, reveal, Secret } from '../world/secret.ts'

/** Part is a stretch of a text for a shell: words as they are, or a variable, encoded on the way where that is needed. */
export type Part = string | { readonly variable: string; readonly encoder: Encoder | undefined }

/** Encoder is a function of the shell that the command brings along. */
type Encoder = 'urlencode' | 'jsonescape'

const encoders: Readonly<Record<Encoding, { readonly encode: (text: string) => string; readonly inShell: Encoder | undefined }>> = {
  percent: { encode: (text) => encodeURIComponent(text.toWellFormed()), inShell: 'urlencode' },
  form: { encode: (text) => encodeURIComponent(text.toWellFormed()), inShell: 'urlencode' },
  json: { encode: (text) => JSON.stringify(text).slice(1, -1), inShell: 'jsonescape' },
  // Done by curl itself: see `-u`.
  base64: { encode: (text) => text, inShell: undefined },
}

/** partsOf takes a text apart into words and variables. Encodings that `except` names are left out: curl does them itself. */
export function partsOf(text: Hideable, except: readonly Encoding[] = [], around: readonly Encoding[] = []): readonly Part[] {
  if (typeof text === 'string') return text === '' ? [] : [around.reduce((inner, encoding) => encoders[encoding].encode(inner), text)]
  const { made } = text
  if (made === undefined) return [{ variable: variableOf(text), encoder: encoderFor(text, around) }]
  const { encoding } = made
  const inner = encoding === undefined || except.includes(encoding) ? around : [encoding, ...around]
  return made.of.flatMap((part) => partsOf(part, except, inner))
}

function variableOf({ label }: Secret): string {
  // What is written out under credentials has no name.
  return /^\$[A-Za-z_][A-Za-z0-9_]*$/.test(label) ? label.slice(1) : 'CREDENTIAL'
}

/** A value that is the same when it is encoded needs no function; one that is not known may need it. */
function encoderFor(secret: Secret, around: readonly Encoding[]): Encoder | undefined {
  const value = reveal(secret)
  return around.map((encoding) => encoders[encoding]).find(({ encode }) => encode(value) !== value)?.inShell
}

/** functionsFor defines the functions that parts need, in the words of every shell. */
export function functionsFor(parts: readonly Part[]): readonly string[] {
  const needed = new Set(parts.flatMap((part) => (typeof part === 'string' || part.encoder === undefined ? [] : [part.encoder])))
  return [...needed].toSorted().map((name) => functions[name])
}

const functions: Readonly<Record<Encoder, string>> = {
  urlencode: `urlencode() { printf %s "$1" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g'; }`,
  jsonescape: `jsonescape() { printf '%s\\n' "$1" | sed 's/[\\\\"]/\\\\&/g' | awk 'NR > 1 { printf "\\\\n" } { gsub(/\\t/, "\\\\t"); gsub(/\\r/, "\\\\r"); printf "%s", $0 }'; }`,
}

/** wordOf is one word of a command line, safe to paste into bash; `bytes` gives the bytes of a text where they are not those of UTF-8. */
export function wordOf(pieces: readonly Part[], bytes: (text: string) => Uint8Array = inUtf8): string {
  const parts = merged(pieces)
  if (parts.length === 0) return `''`
  if (parts.every((part) => typeof part === 'string')) return quoted(parts.join(''), bytes)
  if (parts.every((part) => typeof part !== 'string' || isSafeInQuotes(part))) {
    const inner = parts.map((part) => (typeof part === 'string' ? part : inQuotes(part))).join('')
    return `"${inner}"`
  }
  return parts.map((part) => (typeof part === 'string' ? quoted(part, bytes) : `"${inQuotes(part)}"`)).join('')
}

/** Words that stand side by side, put together. */
function merged(parts: readonly Part[]): readonly Part[] {
  const done: Part[] = []
  for (const part of parts) {
    const last = done.at(-1)
    if (typeof last === 'string' && typeof part === 'string') done[done.length - 1] = last + part
    else done.push(part)
  }
  return done
}

function inQuotes({ variable, encoder }: Exclude<Part, string>): string {
  // A variable that is not set ends the command: a request with a hole in it would be another one.
  return encoder === undefined ? `\${${variable}:?}` : `$(${encoder} "\${${variable}:?}")`
}

// An exclamation mark calls up history in an interactive bash, also between double quotes.
function isSafeInQuotes(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !/[$`"\\!]/.test(text)
}

function inUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function quoted(text: string, bytes: (text: string) => Uint8Array): string {
  if (/^[A-Za-z0-9_/:.,@%+-][A-Za-z0-9_/:.,@%+=-]*$/.test(text)) return text
  const isPlain = bytes === inUtf8 ? !/[\t\n]/.test(text) && !hasUnseen(text) : /^[\x20-\x7e]*$/.test(text)
  return isPlain ? `'${text.replaceAll("'", `'\\''`)}'` : `$'${escaped(bytes(text))}'`
}

// A quote would end the word for what looks for exclamation marks in an interactive bash.
const spelt = new Set([0x21, 0x27, 0x5c])

function escaped(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte < 0x20 || byte > 0x7e || spelt.has(byte) ? octal(byte) : String.fromCharCode(byte))).join('')
}

// Always three digits, so that a digit behind it is none of it.
function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`
}
