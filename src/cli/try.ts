import type { Outcome } from '../flow/outcome.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { tryTool } from '../flow/try.ts'
import type { Tried } from '../flow/tried.ts'
import { UsageError } from '../flow/usage-error.ts'
import { curlText } from '../report/curl.ts'
import { harText } from '../report/har.ts'
import { tryJson } from '../report/try-json.ts'
import { bareWords, tryWords } from '../report/try.ts'
import { printableLine } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { reportBare } from './bare.ts'
import { canKeep, type CommonFlags, keep, progressFor, report } from './command.ts'
import { version } from './version.ts'

/** TryFlags is what `try` takes. */
export interface TryFlags extends CommonFlags {
  readonly args?: string
  readonly var: readonly string[]
  readonly agent?: string
  readonly env?: string
  readonly yes: boolean
  readonly dryRun: boolean
  readonly project: string
  readonly verbose?: true
  readonly quiet?: true
  readonly curl?: true
  readonly har?: string
  readonly idempotencyKey?: string
  readonly reveal?: true
  readonly allowPrivate?: true
  readonly unlocked?: true
  readonly allowStdio?: true
}

/** runTry is `diga-int try integration/tool key=value…`. */
export async function runTry(world: World, target: string | undefined, words: readonly string[], flags: TryFlags): Promise<ExitCode> {
  refuseContradictions(world, flags)
  if (flags.idempotencyKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(flags.idempotencyKey))
    throw new UsageError('--idempotency-key has to be 1 to 255 letters, digits and signs without spaces')
  const { args: argumentsFrom, var: variables, agent, env: environment, yes, project: projectPath, curl = false, har } = flags
  const { reveal = false, allowPrivate = false, allowStdio = false, unlocked = false } = flags
  const files = [...flags.outputs.flatMap(({ file }) => file ?? []), ...(har === undefined ? [] : [har])]
  if (!canKeep(world, files)) return 3
  const outcome = await tryTool(world, {
    target,
    words,
    argumentsFrom,
    variables,
    agent,
    environment,
    yes,
    dryRun: flags.dryRun || curl,
    onlyHttp: curl ? '--curl' : har === undefined ? undefined : '--har',
    idempotencyKey: flags.idempotencyKey,
    permissions: { allowPrivate, allowStdio, reveal, unlocked },
    projectPath,
    onProgress: progressFor(world),
  })
  const isKept = har === undefined || keepHar(world, har, outcome)
  const code = await show(world, flags, outcome)
  return isKept ? code : 3
}

async function show(world: World, flags: TryFlags, outcome: Outcome<Tried>): Promise<ExitCode> {
  if (flags.curl) return reportBare(world, flags, outcome, commandFor)
  if (flags.quiet) return reportBare(world, flags, outcome, (tried) => bareWords(tried, world.terminal.isScreen))
  const isVerbose = flags.verbose ?? false
  return report(world, flags, {
    command: 'try',
    outcome,
    json: tryJson,
    words: ({ ok }, tried, theme) => tryWords(tried, theme, { isVerbose, isOk: ok }),
  })
}

function commandFor({ request }: Tried): string {
  if (request?.sent === undefined || request.curl === undefined) return ''
  return `${curlText({ request: request.sent, ...request.curl })}\n`
}

function keepHar(world: World, path: string, { result }: Outcome<Tried>): boolean {
  const note = progressFor(world)
  const text = result?.startedAt === undefined ? undefined : harText(result, { version, startedAt: result.startedAt })
  if (text === undefined) {
    note(`nothing was sent, so "${printableLine(path)}" is not written`)
    return true
  }
  const isKept = keep(world, path, text, true)
  if (isKept) note(`the call is recorded in "${printableLine(path)}"`)
  return isKept
}

/** What cannot both be meant, and what would put a secret where it is kept. */
function refuseContradictions({ terminal }: World, { outputs, reveal, quiet, verbose, curl, har, dryRun }: TryFlags): void {
  const isPlain = outputs.every(({ format, file }) => format === 'text' && file === undefined)
  if (quiet && verbose) throw new UsageError('--quiet and --verbose do not go together')
  if (quiet && dryRun) throw new UsageError('--quiet prints what the agent hears, and --dry-run asks nobody')
  if (quiet && curl) throw new UsageError('--quiet and --curl do not go together: each decides what stdout carries')
  if ((quiet || curl) && !isPlain) throw new UsageError(`${curl ? '--curl' : '--quiet'} decides what stdout carries: leave --format and --output out`)
  if (har !== undefined && (dryRun || curl)) throw new UsageError(`--har records a call, and ${curl ? '--curl' : '--dry-run'} makes none`)
  if (!reveal) return
  if (curl) throw new UsageError('--curl writes secrets as variables; --reveal does not go with it')
  if (har !== undefined) throw new UsageError('--har holds no secrets; --reveal does not go with it')
  if (!isPlain) throw new UsageError('--reveal shows secrets on a terminal and nowhere else: leave --format and --output out')
  if (!terminal.isScreen) throw new UsageError('--reveal shows secrets on a terminal only, and stdout is none')
}
