import { constructFromEvents, CORE_SCHEMA, parseEvents, YAMLException } from 'js-yaml'
import type { FixedCode } from '../../diagnostic/codes.ts'
import { parseFast } from '../fast.ts'
import { quietly } from '../quietly.ts'
import { maxDepth, refusalBehind } from '../refusal.ts'
import type { Line } from './lines.ts'

/** Edit is a change of a text. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Repair is a change that may make YAML of a text, with what to say of the slip that it mends. */
export interface Repair {
  readonly edits: readonly Edit[]
  readonly code?: FixedCode
  readonly message: string
  /** What to mark: offsets in the text. */
  readonly start: number
  readonly end: number
  readonly hint: string
  /** Whether it can only be what was meant. */
  readonly isSafe?: boolean
}

/** Understanding looks at a line of a text for one kind of slip, and proposes how to mend it, the likeliest first. */
export type Understanding = (line: Line, index: number, lines: readonly Line[]) => readonly Repair[]

/** edited makes the changes; they do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = text
  for (const { start, end, text: inserted } of edits.toSorted((left, right) => right.start - left.start))
    result = result.slice(0, start) + inserted + result.slice(end)
  return result
}

/** refusalIn is the offset at which a text turns out to be no document; undefined where it is one. */
export function refusalIn(text: string): number | undefined {
  const fast = parseFast(text)
  if (fast.ok) return undefined
  const refusal = refusalBehind(text, fast.pair)
  if (refusal !== undefined) return refusal.start
  try {
    const documents = quietly(() => constructFromEvents(parseEvents(text, { maxDepth }), { source: text, schema: CORE_SCHEMA }))
    return documents.length === 1 ? undefined : text.length
  } catch (error) {
    if (error instanceof YAMLException) return error.mark?.position ?? 0
    throw error
  }
}
