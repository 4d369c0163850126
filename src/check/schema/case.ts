import { closest } from '../../diagnostic/did-you-mean.ts'
import type { FixedCode } from '../../diagnostic/codes.ts'
import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { at, type Draft } from './draft.ts'
import type { Judge } from './problem.ts'
import type { Problems } from './problems.ts'
import type { Shape } from './published.ts'

/** Case is a document that does not fit, as far as its slips are understood. */
export interface Case {
  readonly shape: Shape
  readonly root: Cursor
  readonly judge: Judge
  readonly draft: Draft
  /** What is wrong with the draft. */
  readonly problems: Problems
}

/** Told is what a person is told about one slip. */
export interface Told extends Finding {
  readonly code: FixedCode
}

/** Slip is a mistake that was understood: what to tell of it, and the draft as it was meant. */
export interface Slip {
  readonly told: Told
  readonly draft: Draft
  /** The part of the draft that was mended. */
  readonly at: readonly Step[]
}

/** keySpan is where a key of the mapping at a path was written. */
export function keySpan({ root, draft }: Case, path: readonly Step[], key: string): Span {
  return root.key(...(at(draft, [...path, key])?.origin ?? []))
}

/** valueSpan is where a value was written. */
export function valueSpan({ root }: Case, { origin }: Draft): Span {
  return root.value(...origin)
}

/** writtenAt is the text of a span. */
export function writtenAt({ file, start, end }: Span): string {
  return file.text.slice(start, end)
}

/** requoted writes another word with the quotes that are there. */
export function requoted(span: Span, word: string): string {
  const written = writtenAt(span)
  const quote = /^(["']).*\1$/s.exec(written)?.[1] ?? ''
  return quote + word + quote
}

/** onlyClosest is the candidate that a word must have meant: one is near, and no other. */
export function onlyClosest(word: string, candidates: readonly string[]): string | undefined {
  const best = closest(word, candidates)
  if (best === undefined) return undefined
  const others = candidates.filter((candidate) => candidate !== best)
  return closest(word, others) === undefined ? best : undefined
}
