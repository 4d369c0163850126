import { isJsonObject } from '../json/schema.ts'
import type { LockedTool } from '../model/lockfile.ts'
import { entriesOf } from './schema/part.ts'
import { meaningOf } from './schema/meaning.ts'

/** Rename is a tool that most likely is an old one under another name. */
export interface Rename {
  readonly before: LockedTool
  readonly after: LockedTool
}

// Each one that went is held against each that came; of very many, none is.
const mostPairs = 40_000
const alike = 0.75

/** renamesAmong pairs tools that went with tools that came and take and say nearly the same; the most alike first, each once. */
export function renamesAmong(gone: readonly LockedTool[], come: readonly LockedTool[]): readonly Rename[] {
  if (gone.length * come.length > mostPairs) return []
  const pairs = gone.flatMap((before) => come.map((after) => ({ before, after, likeness: likeness(before, after) })))
  const renames: Rename[] = []
  const used = new Set<LockedTool>()
  for (const { before, after } of pairs.filter((pair) => pair.likeness >= alike).toSorted((left, right) => right.likeness - left.likeness)) {
    if (used.has(before) || used.has(after)) continue
    used.add(before).add(after)
    renames.push({ before, after })
  }
  return renames
}

/** From 0 to 1: how much of the arguments and of the words two tools share. A tool without arguments is known by its words alone. */
function likeness(before: LockedTool, after: LockedTool): number {
  const [old, fresh] = [before.definition, after.definition]
  const words = share(wordsOf(old['description']), wordsOf(fresh['description']))
  const [taken, takes] = [partsOf(old['inputSchema']), partsOf(fresh['inputSchema'])]
  if (taken.size === 0 && takes.size === 0) return words >= 0.9 && wordsOf(old['description']).size > 2 ? words : 0
  const arguments_ = share(taken, takes)
  return arguments_ < 0.6 || words < 0.4 ? 0 : (arguments_ + words) / 2
}

function wordsOf(text: unknown): ReadonlySet<string> {
  return new Set(
    typeof text === 'string'
      ? (text
          .slice(0, 4000)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [])
      : [],
  )
}

/** The arguments by name and by what they take. */
function partsOf(schema: unknown): ReadonlySet<string> {
  const properties = isJsonObject(schema) ? entriesOf(schema['properties']) : []
  return new Set(properties.slice(0, 200).flatMap(([name, inner]) => [name, `${name} ${meaningOf(inner)}`]))
}

function share(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 && right.size === 0) return 1
  const common = [...left].filter((item) => right.has(item)).length
  return common / (left.size + right.size - common)
}
