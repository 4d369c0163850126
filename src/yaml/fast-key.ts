import type { Codes } from '../text/codes.ts'
import * as char from './fast-char.ts'

/**
 * Key is a key of a mapping, and which keys followed it when it was met last. In the files of one project the same keys follow each other, so that nearly
 * every key is known before it is read: then it need not be cut out of the text and looked up in the engine's table of all names, which takes as long
 * as to read twenty characters. What was guessed is compared with the text, so that it never says what is read, only how fast.
 */
export interface Key {
  readonly text: string
  /** Says of another key that it is not the same, where the two have no bit in common. */
  readonly bits: number
  /** The next key of the same mapping. */
  next: Key | undefined
  /** The first key of the mapping below. */
  first: Key | undefined
}

/** newKey makes a key that nothing is known of. */
export function newKey(text: string): Key {
  return { text, bits: bitsOf(text), next: undefined, first: undefined }
}

/** doubtful has a bit in common with each key that has to be looked at before it is added to a mapping. */
export const doubtful = 1 << 31

/** One bit by the first, the last, and the number of the letters; all of them for what is no word, and for what every object has, such as "constructor". */
function bitsOf(text: string): number {
  const first = text.charCodeAt(0)
  if (!(first >= letterA) || text in Object.prototype) return -1
  return 1 << ((first + 5 * text.charCodeAt(text.length - 1) + 7 * text.length) % 31)
}

/** keyOf finds a key that was read, from its first character to its last; undefined where it is none that can be guessed. */
export function keyOf(codes: Codes, key: string, start: number, end: number): Key | undefined {
  // A word: it is read alike with and without braces around it, and it is never a number, nor in quotes.
  if ((codes[start] ?? 0) < letterA || end - start !== key.length) return undefined
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size === most || key.length > longest) return undefined
  for (let at = start; at < end; at += 1) if (!isOfWord(codes[at] ?? 0)) return undefined
  const made = newKey(key)
  known.set(key, made)
  return made
}

const known = new Map<string, Key>()
const most = 2000
const longest = 40
const letterA = 0x41

function isOfWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= letterA && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === char.dash
}
