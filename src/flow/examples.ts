import { onlyReads } from '../check/only-reads.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ProjectTool } from '../model/project.ts'
import type { Example } from '../model/tool.ts'
import type { Values } from '../request/fill.ts'
import type { World } from '../world/world.ts'
import { prepareCall, refusedArguments, unknownAgent, variablesOf, type VariableOptions } from './call.ts'
import { environmentOf } from './environment.ts'
import { findExamples, type FoundExample } from './find-examples.ts'
import { type Job, runInLanes } from './lanes.ts'
import { type LoadedProject, loadProject } from './load-project.ts'
import { hasErrors, type Outcome } from './outcome.ts'
import { notRecorded, recordAnswers, recordedOf, type Recording } from './record-answers.ts'
import { answerRecorded } from './recorded-answer.ts'
import { crashed, judged, notRun, type Ran, refused, runExample } from './run-example.ts'
import { repeatCall } from './repeat-call.ts'
import type { Waited } from './times.ts'
import type { Permissions } from './tried.ts'
import { toldExamples } from './told-examples.ts'
import type { TriedExample, TriedExamples } from './tried-examples.ts'
import { type Tally, waitedFor } from './waits.ts'

/** ExamplesOptions says which examples to run, and how far to go. */
export interface ExamplesOptions extends VariableOptions {
  /** `integration` or `integration/tool`; none: the whole project. */
  readonly targets: readonly string[]
  /** The name, or a pattern of the names, of the examples that are wanted; undefined: all. */
  readonly name?: string | undefined
  readonly environment: string | undefined
  /** Whether tools are called that may change something. */
  readonly yes: boolean
  readonly permissions: Permissions
  readonly projectPath: string
  /** Whether answers are written into the files. */
  readonly record: boolean
  /** Whether nothing is sent, and recorded answers are judged. */
  readonly offline: boolean
  /** How often each example is called. */
  readonly repeat: number
  /** Whether the first failure ends the run. */
  readonly bail: boolean
  /** How many are called at once. */
  readonly jobs: number
  readonly onProgress: (progress: ExamplesProgress) => void
}

/** ExamplesProgress is how far a run has come. */
export interface ExamplesProgress {
  readonly done: number
  readonly all: number
  readonly failed: number
  /** What is called, as `integration/tool`. */
  readonly calling: string
}

// One server gets no more than a busy line would give it.
const perHost = 2

/** tryExamples runs the examples of a project as tests: each is one call, judged as on a call and by what the example expects. */
export async function tryExamples(world: World, options: ExamplesOptions): Promise<Outcome<TriedExamples>> {
  const loaded = await loadProject(world, options.projectPath, { judge: true, keep: 'all' })
  const stranger = unknownAgent(loaded, options.agent)
  if (stranger !== undefined) return { diagnostics: [stranger], result: undefined }
  const found = findExamples(loaded, options)
  const ran = options.offline ? found.examples.map(runOffline) : await runAll(world, loaded, found.examples, options)
  const recorded = options.record && !world.interrupted.aborted ? await record(world, found.examples, ran) : ran
  const examples = recorded.map(({ tried }, index) => withCall(tried, options.offline ? undefined : found.examples[index]))
  const others = [...found.diagnostics, ...unfinished(world, examples, options, found.diagnostics)]
  return {
    diagnostics: toldExamples(others, examples),
    result: { examples, waits: options.repeat > 1 ? waitsOf(found.examples, ran) : [], others },
  }
}

/** Whoever has to mend an example wants to see its answer. */
function withCall(tried: TriedExample, found: FoundExample | undefined): TriedExample {
  return found === undefined || (tried.verdict !== 'failed' && tried.verdict !== 'no-answer') ? tried : { ...tried, again: repeatCall(found) }
}

type RanOrNot = Pick<Ran, 'tried'> & Partial<Ran>

function runOffline(found: FoundExample): RanOrNot {
  const { integration, tool, example } = found
  if (!isTool(tool)) return { tried: refused(found, tool) }
  const { recorded } = example
  if (recorded === undefined) return { tried: notRun(found, 'skipped', 'no answer is recorded') }
  const values = { arguments: example.arguments, variables: new Map<string, string>(), environment: {} }
  const refusals = refusedArguments({ integration, tool, values })
  return { tried: refusals.length > 0 ? refused(found, refusals) : judged(found, answerRecorded(integration, tool, recorded)) }
}

function isTool(tool: FoundExample['tool']): tool is ProjectTool {
  return 'name' in tool
}

async function runAll(
  world: World,
  loaded: LoadedProject,
  examples: readonly FoundExample[],
  options: ExamplesOptions,
): Promise<readonly RanOrNot[]> {
  const environment = environmentOf(world, loaded.root, options.environment)
  const variables = variablesOf(loaded, options)
  const course = { done: 0, failed: 0 }
  const skipped = examples.map(({ tool, example }) => (options.yes || !isTool(tool) ? undefined : reasonToSkip(tool, example)))
  const chosen = examples.filter((_, index) => skipped[index] === undefined)
  const jobs: Job<RanOrNot>[] = []
  for (const found of chosen) {
    const values = { arguments: found.example.arguments, variables, environment }
    const job = await jobFor(world, found, { values, options }).catch((error: unknown) => settledJob(found, crashed(found, error)))
    const run = async (): Promise<RanOrNot> => {
      options.onProgress({ ...course, all: chosen.length, calling: `${found.integration.name}/${found.toolName}` })
      // Whatever goes wrong with one, the others are told all the same.
      const ran = await job.run().catch((error: unknown): RanOrNot => ({ tried: crashed(found, error) }))
      course.done += 1
      if (isFailure(ran.tried)) course.failed += 1
      return ran
    }
    jobs.push({ ...job, run })
  }
  const isOver = (): boolean => world.interrupted.aborted || (options.bail && course.failed > 0)
  const results = await runInLanes(jobs, { atOnce: options.jobs, perLane: perHost, isOver })
  const why = (): string => (world.interrupted.aborted ? 'the run was interrupted' : 'an example failed before it (--bail)')
  const byExample = new Map(chosen.map((found, index) => [found, results[index]]))
  return examples.map((found, index) => {
    const reason = skipped[index]
    return byExample.get(found) ?? { tried: reason === undefined ? notRun(found, 'not-run', why()) : notRun(found, 'skipped', reason) }
  })
}

async function jobFor(
  world: World,
  found: FoundExample,
  { values, options }: { readonly values: Values; readonly options: ExamplesOptions },
): Promise<Job<RanOrNot>> {
  const { integration, tool } = found
  if (!isTool(tool)) return settledJob(found, refused(found, tool))
  const call = { integration, tool, values, permissions: options.permissions }
  const first = await prepareCall(world, call)
  if (!first.ok) return settledJob(found, refused(found, first.diagnostics))
  const repetition = {
    times: options.repeat,
    isEnough: (tried: TriedExample) => options.bail && isFailure(tried),
    keepsAnswer: options.record,
    call,
    first,
  }
  return {
    lane: hostOf(first.value.request.url),
    isAlone: !onlyReads(tool, found.example.arguments),
    run: () => runExample(world, { ...found, tool }, repetition),
  }
}

function settledJob({ integration }: FoundExample, tried: TriedExample): Job<RanOrNot> {
  return { lane: `no host ${integration.name}`, isAlone: false, run: async () => ({ tried }) }
}

function reasonToSkip(tool: ProjectTool, { arguments: given }: Example): string | undefined {
  if (tool.confirmation !== undefined) return 'the caller would be asked first; --yes calls it'
  return onlyReads(tool, given) ? undefined : 'it may change something; --yes calls it'
}

function isFailure({ verdict }: TriedExample): boolean {
  return verdict !== 'passed' && verdict !== 'skipped'
}

/** The address is shown up to the host at least. */
function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? url
}

async function record({ files }: World, examples: readonly FoundExample[], ran: readonly RanOrNot[]): Promise<readonly RanOrNot[]> {
  const passed = examples.flatMap((found, index): { readonly found: FoundExample; readonly recording: Recording }[] => {
    const { tried, answer } = ran[index] ?? {}
    return tried?.verdict === 'passed' && answer !== undefined ? [{ found, recording: { ...answer, example: found.example } }] : []
  })
  const lost = new Map(
    passed.filter(({ found, recording }) => !passesOffline(found, recording)).map(({ found: { example } }) => [example, losing(example)]),
  )
  const recordings = passed.flatMap(({ recording }) => (lost.has(recording.example) ? [] : [recording]))
  const { recorded, refused: refusals } = await recordAnswers(files, recordings)
  return ran.map((one, index) => {
    const example = examples[index]?.example
    if (example === undefined) return one
    const refusal = lost.get(example) ?? refusals.get(example)
    const diagnostics = refusal === undefined ? one.tried.diagnostics : [...one.tried.diagnostics, refusal]
    const recording = recorded.has(example) ? 'written' : refusal === undefined ? 'none' : 'refused'
    return { ...one, tried: { ...one.tried, recording, diagnostics } }
  })
}

function passesOffline(found: FoundExample, recording: Recording): boolean {
  return isTool(found.tool) && judged(found, answerRecorded(found.integration, found.tool, recordedOf(recording))).verdict === 'passed'
}

/** Secrets and bytes are taken out of what is kept; now and then they are what it is about. */
function losing(example: Example): Diagnostic {
  const message = 'the answer is not recorded: without its secrets it does not pass any more'
  return notRecorded(example, message, 'have the server answer without the secret, or expect less of the answer')
}

/** What keeps a run from vouching for anything: it was stopped, or nothing was tested. */
function unfinished(
  { interrupted }: World,
  examples: readonly TriedExample[],
  { offline, targets }: ExamplesOptions,
  told: readonly Diagnostic[],
): readonly Diagnostic[] {
  const left = examples.filter(({ verdict }) => verdict === 'not-run').length
  if (interrupted.aborted && left > 0)
    return [diagnose('run-interrupted', { message: `interrupted before ${left} of ${examples.length} examples were run` })]
  if (hasErrors(told) || examples.some(({ verdict }) => verdict !== 'skipped')) return []
  if (examples.length === 0) {
    const message = `there is no example in ${targets.length === 0 ? 'the project' : targets.join(', ')}`
    return [diagnose('example-none-run', { message, hint: 'write one under examples: of a tool, with its arguments and what is expected' })]
  }
  const all = examples.length === 1 ? 'the one example was' : `all ${examples.length} examples were`
  const message = offline ? `${all} skipped: no answer is recorded` : `${all} skipped`
  const hint = offline
    ? 'record them first: diga-int try --examples --record'
    : 'confirm the calls with --yes, against a server where that is harmless'
  return [diagnose('example-none-run', { message, hint })]
}

function waitsOf(examples: readonly FoundExample[], ran: readonly RanOrNot[]): readonly Waited[] {
  const byTool = new Map<ProjectTool, Tally[]>()
  for (const [index, { tool }] of examples.entries()) {
    const tally = ran[index]?.tally
    if (!isTool(tool) || tally === undefined) continue
    const known = byTool.get(tool)
    if (known === undefined) byTool.set(tool, [tally])
    else known.push(tally)
  }
  return [...byTool].flatMap(([tool, tallies]) => waitedFor({ integration: tool.integration, tool: tool.name, speech: tool, tallies }) ?? [])
}
