import * as char from './fast-char.ts'
import type { Key } from './fast-key.ts'
import { declined, repeated } from './fast-reader.ts'

/**
 * addNext adds a pair whose key was looked up, and gives what has been seen of the mapping. To look for what is not there takes the engine longer than to
 * add it: a key that has no bit in common with those before it is none of them.
 */
export function addNext(pairs: Record<string, unknown>, { text, bits }: Key, value: unknown, seen: number): number {
  if ((seen & bits) === 0) pairs[text] = value
  else addPair(pairs, text, value)
  return seen | bits
}

/** addPair adds a pair to a mapping, whatever its key. A key that stands there already is refused; one that every object has, such as "__proto__", is declined. */
export function addPair(pairs: Record<string, unknown>, key: string, value: unknown): void {
  if (pairs[key] !== undefined) throw Object.hasOwn(pairs, key) ? repeated : declined
  const first = key.charCodeAt(0)
  if (first <= char.lessThan) {
    if (key === '<<') throw declined
    if (first >= 0x30 && first <= 0x39) forNumbers(pairs)
  }
  pairs[key] = value
}

/**
 * newPairs begins the mapping of a first key. Keys such as 404 are indexes to the engine, which makes room for all the numbers below (measured: 5 KB for an
 * object of two statuses, and 3 µs for each walk over it). An object that has had a very large index keeps its numbers in a table instead.
 */
export function newPairs(first: string): Record<string, unknown> {
  const code = first.charCodeAt(0)
  if (!(code >= 0x30 && code <= 0x39)) return {}
  const pairs: Record<number, unknown> = { 4294967294: null }
  delete pairs[4294967294]
  latest = pairs
  return pairs
}

/** The same for an object that is there already, which takes longer. */
function forNumbers(pairs: Record<number, unknown>): void {
  if (pairs === latest) return
  latest = pairs
  pairs[4294967294] = null
  delete pairs[4294967294]
}

// Numbers come in a row: once for all of them is enough.
let latest: Record<number, unknown> | undefined
