import { distance } from 'fastest-levenshtein'

/** closest finds the one candidate that a misspelt word most likely meant, or undefined when none is near. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase()
  const tolerance = Math.max(1, Math.min(3, Math.floor(word.length / 3)))
  let best: string | undefined
  let bestDistance = tolerance + 1
  for (const candidate of candidates) {
    if (candidate === word) continue
    const between = slips(lower, candidate.toLowerCase())
    if (between < bestDistance) {
      best = candidate
      bestDistance = between
    }
  }
  return best
}

/** didYouMean words the hint for a misspelt word: the likely one, or all that are known when the list is short enough to read. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const known = [...new Set(candidates)]
  const best = closest(word, known)
  if (best !== undefined) return `did you mean "${best}"?`
  if (known.length === 0) return undefined
  const shown = known.slice(0, 12).join(', ')
  return known.length > 12 ? `known are ${shown} and ${known.length - 12} more` : `known: ${shown}`
}

/** Two letters in the wrong order are one slip of the fingers, though two edits. */
function slips(word: string, candidate: string): number {
  const edits = distance(word, candidate)
  return edits === 2 && word.length === candidate.length && [...word].toSorted().join('') === [...candidate].toSorted().join('') ? 1 : edits
}
