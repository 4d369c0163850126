import type { Speech } from '../model/tool.ts'
import { fitOf, type Times, timesOf, type Waited } from './times.ts'
import type { TriedExample } from './tried-examples.ts'

/** Tally is what the calls of an example came to. A call that failed in no time says nothing of how long callers wait. */
export interface Tally {
  /** How long the calls took that were answered as expected, be it too late. */
  readonly milliseconds: readonly number[]
  /** How many of them took longer than the example allows. */
  readonly late: number
  /** How many were answered otherwise, and how many not at all. */
  readonly failed: number
  readonly unanswered: number
}

/** tallyOf sums up the calls of an example. */
export function tallyOf(runs: readonly TriedExample[]): Tally {
  const count = (isCounted: (run: TriedExample) => boolean): number => runs.filter(isCounted).length
  return {
    milliseconds: runs.flatMap((run) => (run.verdict === 'passed' || isLate(run) ? (run.milliseconds ?? []) : [])),
    late: count(isLate),
    failed: count((run) => run.verdict === 'failed' && !isLate(run)),
    unanswered: count((run) => (run.verdict === 'no-answer' || run.verdict === 'unknown') && !isInterrupted(run)),
  }
}

function isLate({ verdict, diagnostics }: TriedExample): boolean {
  return verdict === 'failed' && diagnostics.every(({ code, severity }) => severity !== 'error' || code === 'example-slow')
}

/** What was broken off here says nothing of the server. */
function isInterrupted({ diagnostics }: TriedExample): boolean {
  return diagnostics.some(({ code }) => code === 'run-interrupted')
}

/** WaitedFor is a tool whose calls were tallied. */
export interface WaitedFor {
  readonly integration: string
  readonly tool: string
  readonly speech: Speech
  readonly tallies: readonly Tally[]
}

/** waitedFor tells how long callers would wait for a tool; undefined where it was not called. */
export function waitedFor({ integration, tool, speech, tallies }: WaitedFor): Waited | undefined {
  const sum = (countOf: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + countOf(tally), 0)
  const milliseconds = tallies.flatMap((tally) => tally.milliseconds)
  const [late, unanswered] = [sum((tally) => tally.late), sum((tally) => tally.unanswered)]
  const measured = milliseconds.length
  const runs = measured + unanswered + sum(({ failed }) => failed)
  if (runs === 0) return undefined
  const called = { integration, tool, runs, measured }
  if (measured === 0)
    return { ...called, times: undefined, fit: 'unknown', reason: runs === 1 ? 'the one call did not pass' : `none of ${runs} calls passed` }
  const times = timesOf(milliseconds)
  return { ...called, times, ...fitIn({ runs, late, unanswered, times }, speech) }
}

interface Sums extends Pick<Tally, 'late' | 'unanswered'> {
  readonly runs: number
  readonly times: Times
}

function fitIn({ runs, late, unanswered, times }: Sums, speech: Speech): Pick<Waited, 'fit' | 'reason'> {
  if (unanswered > 0) return { fit: 'too-slow', reason: `${unanswered} of ${runs} calls got no answer` }
  const known = fitOf(times, speech)
  if (late === 0 || known.fit !== 'fits') return known
  const reason = runs === 1 ? 'the one call took longer than its example allows' : `${late} of ${runs} calls took longer than their example allows`
  return { fit: 'tight', reason }
}
