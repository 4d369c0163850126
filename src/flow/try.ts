import { onlyReads } from '../check/only-reads.ts'
import { diagnose } from '../diagnostic/codes.ts'
import { parseJson } from '../json/parse.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { ProjectTool } from '../model/project.ts'
import { readArguments } from '../request/arguments.ts'
import { questionOf } from '../request/confirm.ts'
import type { Values } from '../request/fill.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { prepareCall, unknownAgent, variablesOf, type VariableOptions } from './call.ts'
import { environmentOf } from './environment.ts'
import { brokenParts, findTool, noToolNamed } from './find-tool.ts'
import { loadProject } from './load-project.ts'
import { hasErrors, type Outcome } from './outcome.ts'
import { UsageError } from './usage-error.ts'
import type { Permissions, Prepared, Tried } from './tried.ts'

/** TryOptions says which tool to call, with what, and how far to go. */
export interface TryOptions extends VariableOptions {
  /** `integration/tool`; undefined where nothing was named. */
  readonly target: string | undefined
  readonly words: readonly string[]
  /** `--args`: JSON text, `@file`, or `-` for standard input. */
  readonly argumentsFrom: string | undefined
  readonly environment: string | undefined
  readonly yes: boolean
  readonly dryRun: boolean
  /** The flag that knows HTTP alone, where one is given. */
  readonly onlyHttp?: string | undefined
  /** `--idempotency-key`: that of the call that is to be repeated. */
  readonly idempotencyKey?: string | undefined
  readonly permissions: Permissions
  readonly projectPath: string
  readonly onProgress: (text: string) => void
}

/** tryTool calls one tool for real, the way the agent will call it. */
export async function tryTool(world: World, options: TryOptions): Promise<Outcome<Tried>> {
  const { target, projectPath } = options
  // Only then is the whole project of interest.
  if (target === undefined || !/^[^/]+\/[^/]+$/.test(target))
    throw noToolNamed(await loadProject(world, projectPath, { judge: false, keep: 'all' }), target)
  const alone = { integration: target.split('/')[0] ?? '', agents: options.agent !== undefined }
  const loaded = await loadProject(world, projectPath, { judge: true, keep: 'all', alone })
  const found = findTool(loaded, target)
  if ('diagnostics' in found) return { diagnostics: found.diagnostics, result: undefined }
  const { integration, tool } = found
  if (options.onlyHttp !== undefined && integration.type === 'mcp')
    throw new UsageError(`${options.onlyHttp} is for HTTP calls, and "${integration.name}" is an MCP server`)
  const { idempotencyKey } = options
  if (idempotencyKey !== undefined && (tool.type !== 'http' || tool.http.request.idempotencyHeader === undefined))
    throw new UsageError(`--idempotency-key is for tools with an idempotency_header, and "${tool.name}" has none`)
  const stranger = unknownAgent(loaded, options.agent)
  if (stranger !== undefined) return { diagnostics: [stranger], result: refused(tool) }
  const broken = brokenParts(loaded, integration, tool.name)
  if (hasErrors(broken)) return { diagnostics: broken, result: refused(tool) }
  const environment = environmentOf(world, loaded.root, options.environment)
  const given = await givenArguments(world, options, tool)
  const values: Values = { arguments: given, variables: variablesOf(loaded, options), environment, standIns: options.dryRun }
  const prepared = await prepareCall(world, { integration, tool, values, permissions: options.permissions, idempotencyKey })
  if (!prepared.ok) return { diagnostics: prepared.diagnostics, result: refused(tool) }
  return carryOut(world, { tool, values, options, prepared: prepared.value })
}

interface Carried {
  readonly tool: ProjectTool
  readonly values: Values
  readonly options: TryOptions
  readonly prepared: Extract<Prepared, { ok: true }>['value']
}

async function carryOut(world: World, { tool, values, options, prepared }: Carried): Promise<Outcome<Tried>> {
  const { request, send } = prepared
  const base = { integration: tool.integration, tool: tool.name, request, response: undefined, heard: undefined }
  // A search that is sent as POST is asked about too; a GET that deletes would not be, by its method.
  const mayChange = tool.mayChange || !onlyReads(tool, values.arguments)
  const question = questionOf(tool, values, { target: `${request.method} ${request.url}`, mayChange })
  if (options.dryRun) {
    const confirmation = question === undefined ? undefined : { question, answer: 'not asked' as const }
    return { diagnostics: [], result: { ...base, confirmation, verdict: 'not-sent' } }
  }
  // What is read back may be less than what is sent.
  if (question !== undefined && !options.yes) options.onProgress(`about to send ${request.method} ${request.url}${bodyLine(request.body)}`)
  const answer = question === undefined ? undefined : options.yes ? ('given by --yes' as const) : await askFor(world, question)
  if (question !== undefined && (answer === undefined || answer === 'no'))
    return declined(
      world,
      { tool, isRead: options.argumentsFrom === '-' },
      {
        ...base,
        confirmation: { question, answer: answer ?? (world.interrupted.aborted ? 'none' : 'not asked') },
        verdict: answer === undefined ? 'unconfirmed' : 'declined',
      },
    )
  const confirmation = question === undefined || answer === undefined ? undefined : { question, answer }
  options.onProgress(`calling ${tool.integration}/${tool.name} …`)
  const startedAt = world.moment()
  const { diagnostics, ...attempt } = await send(options.onProgress)
  return { diagnostics, result: { ...base, ...attempt, confirmation, startedAt } }
}

function bodyLine(body: string | undefined): string {
  return body === undefined || body === '' ? '' : `\n  ${shorten(printableLine(body), 400)}`
}

async function askFor({ terminal }: World, question: string): Promise<'yes' | 'no' | undefined> {
  const said = await terminal.ask(`${printableLine(question)} [y/N] `)
  if (said === undefined) return undefined
  return /^\s*(y|yes)\s*$/i.test(said) ? 'yes' : 'no'
}

function declined({ interrupted }: World, { tool, isRead }: { tool: ProjectTool; isRead: boolean }, result: Tried): Outcome<Tried> {
  const at = tool.type === 'http' ? tool.http.at : tool.rule?.at
  const span = tool.confirmation === undefined ? at?.key() : at?.value('confirmation')
  const isAsked = result.confirmation?.answer === 'no'
  if (interrupted.aborted)
    return { diagnostics: [diagnose('run-interrupted', { message: `interrupted before "${tool.name}" was sent`, span })], result }
  const diagnostic = isAsked
    ? diagnose('request-declined', { message: `"${tool.name}" was not confirmed, so nothing was sent`, span })
    : diagnose('request-confirmation-missing', {
        message: `"${tool.name}" has to be confirmed, and there is no terminal to ask at`,
        span,
        hint: isRead
          ? 'standard input holds the arguments (--args -): give them in another way, or confirm with --yes'
          : 'run it at a terminal, or confirm it with --yes; --dry-run shows the request',
      })
  return { diagnostics: [diagnostic], result }
}

async function givenArguments(world: World, { argumentsFrom, words }: TryOptions, tool: ProjectTool): Promise<JsonObject> {
  const base = argumentsFrom === undefined ? {} : await readBase(world, argumentsFrom)
  const read = readArguments(words, base, tool.inputSchema)
  if (!read.ok) throw new UsageError(read.trouble)
  return read.value
}

async function readBase({ files, terminal }: World, from: string): Promise<JsonObject> {
  const text = from === '-' ? ((await terminal.readInput()) ?? '') : from.startsWith('@') ? textOf(files.read(from.slice(1)), from.slice(1)) : from
  const value = parseJson(text)?.value
  if (isJsonObject(value)) return value
  throw new UsageError(`--args ${from.startsWith('@') || from === '-' ? from : "'{...}'"} holds no JSON object`)
}

function textOf(read: ReturnType<World['files']['read']>, path: string): string {
  if (!read.ok) throw new UsageError(`--args: "${path}" cannot be read (${read.failure.detail})`)
  return read.text
}

function refused(tool: ProjectTool): Tried {
  return {
    integration: tool.integration,
    tool: tool.name,
    verdict: 'refused',
    request: undefined,
    confirmation: undefined,
    response: undefined,
    heard: undefined,
  }
}
