import { distance } from 'fastest-levenshtein'

/** closest finds the one candidate that a misspelt word most likely meant, or undefined when none is near: `slips` letters away at most. */
export function closest(word: string, candidates: Iterable<string>, slips = mostSlips): string | undefined {
  return word.length > longestWord ? undefined : nearest(word, listOf(candidates), slips)
}

const mostSlips = 3

/** didYouMean words the hint for a misspelt word: the likely one, or all that are known when the list is short enough to read. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const best = closest(word, candidates)
  if (best !== undefined) return `did you mean "${best}"?`
  const list = listOf(candidates)
  const known = list.names
  if (known.length === 0) return undefined
  const near = known.length > 12 ? related(word, list) : []
  if (near.length > 0) return `the nearest: ${near.join(', ')}`
  const shown = known.slice(0, 12).join(', ')
  return known.length > 12 ? `known are ${shown} and ${known.length - 12} more` : `known: ${shown}`
}

// Nobody writes a longer name, and comparing two of them takes long.
const longestWord = 200
// A list of this length costs next to nothing. With a longer one, a file may ask about thousands of words: the first of them get hints.
const shortList = 60
const mostLooks = (length: number): number => 50_000 + 20 * length

interface List {
  readonly names: readonly string[]
  /** How often one of them was compared with a word. */
  looks: number
}

const lists = new WeakMap<Iterable<string>, List>()

/** Whoever asks about many words asks with one list. */
function listOf(candidates: Iterable<string>): List {
  const known = lists.get(candidates)
  if (known !== undefined) return known
  const list = { names: [...new Set(candidates)], looks: 0 }
  lists.set(candidates, list)
  return list
}

function nearest(word: string, list: List, most: number): string | undefined {
  const { names } = list
  if (names.length > shortList && list.looks > mostLooks(names.length)) return undefined
  const lower = word.toLowerCase()
  const tolerance = Math.max(1, Math.min(most, Math.floor(word.length / 3)))
  let best: string | undefined
  let bestDistance = tolerance + 1
  for (const candidate of names) {
    if (Math.abs(candidate.length - word.length) > tolerance || candidate === word) continue
    list.looks += 1
    const between = slipsBetween(lower, candidate.toLowerCase())
    if (between < bestDistance) {
      best = candidate
      bestDistance = between
    }
  }
  return best
}

const mostRelated = 6

/** Of names made of several words, those that share some with what was written, the most of them first. */
function related(word: string, list: List): readonly string[] {
  if (word.length > longestWord || (list.names.length > shortList && list.looks > mostLooks(list.names.length))) return []
  list.looks += list.names.length
  const parts = partsOf(word)
  const scored = list.names.map((name) => ({ name, score: sharedBy(parts, partsOf(name)) })).filter(({ score }) => score > 0)
  const sorted = scored.toSorted((left, right) => right.score - left.score || left.name.length - right.name.length)
  return sorted.slice(0, mostRelated).map(({ name }) => name)
}

function partsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 2)
}

function sharedBy(parts: readonly string[], others: readonly string[]): number {
  let score = 0
  for (const part of parts) {
    if (others.includes(part)) score += 2
    else if (others.some((other) => other.startsWith(part) || part.startsWith(other))) score += 1
  }
  return score
}

/** Two letters in the wrong order are one slip of the fingers, though two edits. */
function slipsBetween(word: string, candidate: string): number {
  const edits = distance(word, candidate)
  return edits === 2 && word.length === candidate.length && [...word].toSorted().join('') === [...candidate].toSorted().join('') ? 1 : edits
}
