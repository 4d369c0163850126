import type { ExitCode } from '../flow/outcome.ts'
import { tryTool } from '../flow/try.ts'
import type { Tried } from '../flow/tried.ts'
import { tryWords } from '../report/try.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, progressFor, report } from './command.ts'

/** TryFlags is what `try` takes. */
export interface TryFlags extends CommonFlags {
  readonly args?: string
  readonly var: readonly string[]
  readonly agent?: string
  readonly env?: string
  readonly yes: boolean
  readonly dryRun: boolean
  readonly project: string
}

/** runTry is `diga-int try integration/tool key=value…`. */
export async function runTry(world: World, target: string, words: readonly string[], flags: TryFlags): Promise<ExitCode> {
  const { args: argumentsFrom, var: variables, agent, env: environment, yes, dryRun, project: projectPath } = flags
  const outcome = await tryTool(world, {
    target,
    words,
    argumentsFrom,
    variables,
    agent,
    environment,
    yes,
    dryRun,
    permissions: { allowPrivate: false, reveal: false, unlocked: false },
    projectPath,
    onProgress: progressFor(world),
  })
  return report(world, flags, { command: 'try', outcome, json: tryJson, words: (_view, tried, theme) => tryWords(tried, theme) })
}

function tryJson({ integration, tool, verdict, request, confirmation, response, heard }: Tried): object {
  return {
    integration,
    tool,
    verdict,
    request: request === undefined ? null : requestJson(request),
    confirmation: confirmation ?? null,
    response: response === undefined ? null : responseJson(response),
    heard: heard ?? null,
  }
}

function requestJson({ method, url, headers, body }: NonNullable<Tried['request']>): object {
  return { method, url, headers: headers.map(([name, value]) => ({ name, value })), body: body ?? null }
}

function responseJson({ status, type, bytes, body, milliseconds, timeoutSeconds }: NonNullable<Tried['response']>): object {
  return { status: status ?? null, type, bytes, body, milliseconds, timeout_seconds: timeoutSeconds }
}
