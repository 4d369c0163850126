import { linearMatches } from './linear-match.ts'
import { patternCost } from './pattern-cost.ts'

// A millisecond or less.
const mostSteps = 1_000_000
// The other engine reads a text once, and for each character may look at every part of the pattern.
const mostLooks = 50_000_000

/** isQuick tells whether the engine of the language finds a pattern in any text of a length at once. */
export function isQuick(pattern: string, length: number): boolean {
  return pattern.length <= longestPattern && patternCost(pattern, length) <= mostSteps
}

// Building a longer one takes long by itself, and fails in the end. Nobody writes them.
const longestPattern = 2000

/**
 * safePattern gives a pattern that matches the same of some texts as the given one, in bounded time: patterns come from files and servers, and the
 * engine of the language may take for ever over some. Such a pattern is run by an engine that cannot, over each text beforehand, and what remains is
 * the list of the texts that it matched. A pattern beyond that engine (one that looks around or back) is not run.
 */
export function safePattern(pattern: string, texts: ReadonlySet<string>): string {
  const length = [...texts].reduce((sum, text) => sum + text.length, 0)
  const matched = pattern.length > longestPattern || pattern.length * length > mostLooks ? undefined : linearMatches(pattern, texts)
  return matched === undefined ? '' : `^(?:${matched.map(escaped).join('|') || '(?!)'})$`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
