import { onlyReads } from '../check/only-reads.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ProjectTool } from '../model/project.ts'
import { judgeExpectations, titleOf } from '../request/expectations.ts'
import type { World } from '../world/world.ts'
import { type Call, prepareCall } from './call.ts'
import type { FoundExample } from './find-examples.ts'
import { hasErrors } from './outcome.ts'
import type { Answered } from './recorded-answer.ts'
import { timesOf } from './times.ts'
import type { Prepared } from './tried.ts'
import type { TriedExample } from './tried-examples.ts'
import { type Tally, tallyOf } from './waits.ts'

/** Ran is what became of an example, with the first answer that was right: the one worth recording. */
export interface Ran {
  readonly tried: TriedExample
  readonly answer: Answered['response']
  readonly tally: Tally
}

/** notRun is an example that was not called. */
export function notRun({ integration, toolName, example }: FoundExample, verdict: TriedExample['verdict'], reason?: string): TriedExample {
  return {
    integration: integration.name,
    tool: toolName,
    name: example.name,
    at: example.at.value('name'),
    verdict,
    reason,
    status: undefined,
    milliseconds: undefined,
    differences: [],
    runs: 0,
    times: undefined,
    recording: 'none',
    diagnostics: [],
    again: [],
  }
}

/** refused is an example that cannot be called, with the reasons. */
export function refused(found: FoundExample, diagnostics: readonly Diagnostic[]): TriedExample {
  return { ...notRun(found, 'refused'), diagnostics }
}

/** crashed is an example whose call ended in a mistake of ours. What the mistake says may hold what a server said, and is not told. */
export function crashed(found: FoundExample, error: unknown): TriedExample {
  const title = titleOf({ integration: found.integration.name, tool: found.toolName, name: found.example.name })
  const message = `${title} ended in a bug of diga-int (${error instanceof Error ? error.name : 'unknown'})`
  const hint = 'call the tool alone with diga-int try, and report what it prints'
  return { ...notRun(found, 'failed'), diagnostics: [diagnose('run-interrupted', { message, span: found.example.at.value('name'), hint })] }
}

const unanswered: Readonly<Partial<Record<Answered['verdict'], TriedExample['verdict']>>> = {
  unknown: 'unknown',
  refused: 'refused',
  fails: 'failed',
}

/** judged is what an answer makes of an example. */
export function judged(found: FoundExample, { verdict, response, heard, diagnostics }: Answered): TriedExample {
  if (response === undefined) return { ...notRun(found, unanswered[verdict] ?? 'no-answer'), runs: 1, diagnostics }
  const { status, headers, milliseconds } = response
  const title = titleOf({ integration: found.integration.name, tool: found.toolName, name: found.example.name })
  const answer = { status, headers, milliseconds, heard: heard?.value, isSilent: heard?.from === 'nothing', diagnostics }
  const met = judgeExpectations({ ...found.example, title }, answer)
  return { ...notRun(found, hasErrors(met.diagnostics) ? 'failed' : 'passed'), status, milliseconds, runs: 1, ...met }
}

/** Repetition is the call of an example, how often it is made, and when that is enough. */
export interface Repetition {
  readonly call: Call
  /** The request of the first call, which is made before its turn comes. */
  readonly first: Prepared
  readonly times: number
  readonly isEnough: (tried: TriedExample) => boolean
  /** Whether an answer is wanted for later: it may be large. */
  readonly keepsAnswer: boolean
}

/** runExample calls an example, several times where its tool only reads. */
export async function runExample(world: World, found: FoundExample & { readonly tool: ProjectTool }, repetition: Repetition): Promise<Ran> {
  const most = onlyReads(found.tool, found.example.arguments) ? repetition.times : 1
  const runs: TriedExample[] = []
  let kept: Answered['response']
  for (let prepared = repetition.first; ; prepared = await prepareCall(world, repetition.call)) {
    const { tried, answer } = await once(found, prepared)
    runs.push(tried)
    if (repetition.keepsAnswer && tried.verdict === 'passed') kept ??= answer
    if (runs.length >= most || world.interrupted.aborted || repetition.isEnough(tried)) break
  }
  return { tried: together(runs), answer: kept, tally: tallyOf(runs) }
}

async function once(found: FoundExample, prepared: Prepared): Promise<{ readonly tried: TriedExample; readonly answer: Answered['response'] }> {
  if (!prepared.ok) return { tried: refused(found, prepared.diagnostics), answer: undefined }
  const answered = await prepared.value.send()
  // What broke off is no answer.
  const response = answered.course === undefined ? answered.response : undefined
  return { tried: judged(found, { ...answered, response }), answer: response }
}

/** Of several calls the first that went wrong is shown: an example that fails at times has failed. */
function together(runs: readonly TriedExample[]): TriedExample {
  const shown = runs.find(({ verdict }) => verdict === 'failed') ?? runs.find(({ verdict }) => verdict !== 'passed') ?? runs[0]
  if (shown === undefined) throw new Error('an example was called at least once')
  if (runs.length === 1) return shown
  const told = new Map<string, Diagnostic>()
  for (const diagnostic of [shown, ...runs].flatMap(({ diagnostics }) => diagnostics)) {
    const { code, span } = diagnostic
    const identity = `${code}\n${span?.start ?? -1}`
    // Two calls differ in their times; one mistake is told once.
    if (!told.has(identity)) told.set(identity, diagnostic)
  }
  const milliseconds = runs.flatMap((run) => run.milliseconds ?? [])
  const times = milliseconds.length === 0 ? undefined : timesOf(milliseconds)
  return { ...shown, runs: runs.length, times, diagnostics: [...told.values()] }
}
