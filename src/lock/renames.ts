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
const mostPairs = 100_000
const alike = 0.75

/** renamesAmong pairs tools that went with tools that came and take and say nearly the same; the most alike first, each once. */
export function renamesAmong(gone: readonly LockedTool[], come: readonly LockedTool[]): readonly Rename[] {
  if (gone.length * come.length > mostPairs) return []
  const [old, fresh] = [gone.map(markedOf), come.map(markedOf)]
  const pairs = old.flatMap((before) => fresh.map((after) => ({ before, after, likeness: likeness(before, after) })))
  const renames: Rename[] = []
  const used = new Set<LockedTool>()
  for (const { before, after } of pairs.filter((pair) => pair.likeness >= alike).toSorted((left, right) => right.likeness - left.likeness)) {
    if (used.has(before.tool) || used.has(after.tool)) continue
    used.add(before.tool).add(after.tool)
    renames.push({ before: before.tool, after: after.tool })
  }
  return renames
}

/** What a tool is known by, whatever it is called. */
interface Marked {
  readonly tool: LockedTool
  readonly words: ReadonlySet<string>
  readonly parts: ReadonlySet<string>
}

function markedOf(tool: LockedTool): Marked {
  return { tool, words: wordsOf(tool.definition['description']), parts: partsOf(tool.definition['inputSchema']) }
}

/** From 0 to 1: how much of the arguments and of the words two tools share. A tool without arguments is known by its words alone. */
function likeness(before: Marked, after: Marked): number {
  if (before.parts.size === 0 && after.parts.size === 0) {
    const words = share(before.words, after.words)
    return words >= 0.9 && before.words.size > 2 ? words : 0
  }
  const parts = share(before.parts, after.parts)
  if (parts < 0.6) return 0
  const words = share(before.words, after.words)
  return words < 0.4 ? 0 : (parts + words) / 2
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
  // Sets of very different sizes share little of what both hold.
  if (Math.min(left.size, right.size) < Math.max(left.size, right.size) * 0.4) return 0
  let common = 0
  for (const item of left) if (right.has(item)) common += 1
  return common / (left.size + right.size - common)
}
