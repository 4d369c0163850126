import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import type { Difference } from '../json/difference.ts'
import type { Times, Waited } from './times.ts'

/** TriedExamples is what became of the examples of a project. */
export interface TriedExamples {
  /** In the order of the files, whatever ended first. */
  readonly examples: readonly TriedExample[]
  /** How long callers would wait for each tool, where examples were repeated. */
  readonly waits: readonly Waited[]
  /** What is wrong beside the examples: files that cannot be read, names that are not there. */
  readonly others: readonly Diagnostic[]
}

/** ExampleVerdict is what became of an example. `refused`: nothing was sent because something was wrong before; `not-run`: its turn never came. */
export type ExampleVerdict = 'passed' | 'failed' | 'no-answer' | 'unknown' | 'refused' | 'skipped' | 'not-run'

/** TriedExample is what became of one example. */
export interface TriedExample {
  readonly integration: string
  readonly tool: string
  readonly name: string
  /** Where its name stands. */
  readonly at: Span
  readonly verdict: ExampleVerdict
  /** Why it was not run. */
  readonly reason: string | undefined
  readonly status: number | undefined
  readonly milliseconds: number | undefined
  /** Where the result is another than the expected one. */
  readonly differences: readonly Difference[]
  /** How often it was called. */
  readonly runs: number
  /** The times of all calls, where there were several. */
  readonly times: Times | undefined
  /** Whether its answer was written into the file; `refused`: it was to be, and could not. */
  readonly recording: 'none' | 'written' | 'refused'
  readonly diagnostics: readonly Diagnostic[]
  /** The words that call it by hand, to look at the answer; none where there is nothing to look at. */
  readonly again: readonly string[]
}
