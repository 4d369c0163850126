import { Buffer } from 'node:buffer'
import type { Secret } from '../world/secret.ts'

/** Redact takes secrets out of a text that came from outside. */
export type Redact = (text: string) => string

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
  return (text) => ordered.reduce((rest, [written, label]) => rest.replaceAll(written, label), text)
}

function spellings(value: string): readonly string[] {
  const base64 = Buffer.from(value).toString('base64')
  const percent = encodeURIComponent(value.toWellFormed())
  return [value, JSON.stringify(value).slice(1, -1), percent, percent.replaceAll('%20', '+'), base64, base64.replace(/=+$/, ''), Buffer.from(value).toString('base64url')]
}
