import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Integration } from '../model/integration.ts'
import { integrationNamed, type ProjectTool, toolNamed, toolsOf } from '../model/project.ts'
import { type ArgumentPlaces, checkArguments, readArguments } from '../request/arguments.ts'
import { questionOf } from '../request/confirm.ts'
import type { Values } from '../request/fill.ts'
import { printableLine } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { environmentOf } from './environment.ts'
import { lockPathOf } from './find-project.ts'
import { loadProject, type LoadedProject } from './load-project.ts'
import { hasErrors, type Outcome } from './outcome.ts'
import { UsageError } from './usage-error.ts'
import { prepareHttp } from './try-http.ts'
import { prepareMcp } from './try-mcp.ts'
import type { Permissions, Prepared, Tried } from './tried.ts'

/** TryOptions says which tool to call, with what, and how far to go. */
export interface TryOptions {
  /** `integration/tool`. */
  readonly target: string
  readonly words: readonly string[]
  /** `--args`: JSON text, `@file`, or `-` for standard input. */
  readonly argumentsFrom: string | undefined
  readonly variables: readonly string[]
  readonly agent: string | undefined
  readonly environment: string | undefined
  readonly yes: boolean
  readonly dryRun: boolean
  readonly permissions: Permissions
  readonly projectPath: string
  readonly onProgress: (text: string) => void
}

/** tryTool calls one tool for real, the way the agent will call it. */
export async function tryTool(world: World, options: TryOptions): Promise<Outcome<Tried>> {
  const loaded = await loadProject(world, options.projectPath, { judge: true, keep: 'all' })
  const found = findTool(loaded, options.target)
  if ('diagnostics' in found) return { diagnostics: found.diagnostics, result: undefined }
  const { integration, tool } = found
  const stranger = unknownAgent(loaded, options.agent)
  if (stranger !== undefined) return { diagnostics: [stranger], result: refused(tool) }
  const broken = brokenParts(loaded, integration, tool.name)
  if (hasErrors(broken)) return { diagnostics: broken, result: refused(tool) }
  const environment = environmentOf(world, loaded.root, options.environment)
  const given = await givenArguments(world, options, tool)
  const refusals = checkArguments(tool.inputSchema, given, placesOf(integration, tool))
  if (refusals.length > 0) return { diagnostics: refusals, result: refused(tool) }
  const values: Values = { arguments: given, variables: variablesOf(loaded, options), environment }
  const prepared = await prepare(world, { integration, tool, values, permissions: options.permissions })
  if (!prepared.ok) return { diagnostics: prepared.diagnostics, result: refused(tool) }
  return carryOut(world, { tool, values, options, prepared: prepared.value })
}

interface Call {
  readonly integration: Integration
  readonly tool: ProjectTool
  readonly values: Values
  readonly permissions: Permissions
}

async function prepare(world: World, { integration, tool, values, permissions }: Call): Promise<Prepared> {
  if (integration.type === 'http' && tool.type === 'http') return prepareHttp(world, { integration, tool: tool.http, values, permissions })
  if (integration.type === 'mcp') return prepareMcp(world, { integration, tool, values, permissions })
  throw new Error(`tool "${tool.name}" is of another type than its integration`)
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
  const question = questionOf(tool, values, `${request.method} ${request.url}`)
  if (options.dryRun) {
    const confirmation = question === undefined ? undefined : { question, answer: 'not asked' as const }
    return { diagnostics: [], result: { ...base, confirmation, verdict: 'not-sent' } }
  }
  if (question !== undefined && !options.yes) options.onProgress(`about to send ${request.method} ${request.url}`)
  const answer = question === undefined ? undefined : options.yes ? ('given by --yes' as const) : await askFor(world, question)
  if (question !== undefined && (answer === undefined || answer === 'no'))
    return declined(world, tool, {
      ...base,
      confirmation: { question, answer: answer ?? 'not asked' },
      verdict: answer === undefined ? 'unconfirmed' : 'declined',
    })
  const confirmation = question === undefined || answer === undefined ? undefined : { question, answer }
  options.onProgress(`calling ${tool.integration}/${tool.name} …`)
  const { diagnostics, ...attempt } = await send()
  return { diagnostics, result: { ...base, ...attempt, confirmation } }
}

async function askFor({ terminal }: World, question: string): Promise<'yes' | 'no' | undefined> {
  const said = await terminal.ask(`${printableLine(question)} [y/N] `)
  if (said === undefined) return undefined
  return /^\s*(y|yes)\s*$/i.test(said) ? 'yes' : 'no'
}

function declined({ interrupted }: World, tool: ProjectTool, result: Tried): Outcome<Tried> {
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
        hint: 'run it at a terminal, or confirm it with --yes; --dry-run shows the request',
      })
  return { diagnostics: [diagnostic], result }
}

type Found = { readonly integration: Integration; readonly tool: ProjectTool } | { readonly diagnostics: readonly Diagnostic[] }

function findTool({ project, diagnostics }: LoadedProject, target: string): Found {
  const [integrationName = '', toolName, ...more] = target.split('/')
  if (toolName === undefined || toolName === '' || more.length > 0)
    throw new UsageError(`"${target}" names no tool; write INTEGRATION/TOOL, as in zendesk/search_customer`)
  const integration = integrationNamed(project, integrationName)
  if (integration === undefined) {
    const own = diagnostics.filter(({ span }) => span?.file.path.endsWith(`/${integrationName}.yaml`) === true)
    if (project.broken.has(integrationName) && own.length > 0) return { diagnostics: own }
    const hint = didYouMean(
      integrationName,
      project.integrations.map(({ name }) => name),
    )
    return {
      diagnostics: [
        ...diagnostics.filter(({ code }) => code === 'project-empty'),
        diagnose('project-integration-unknown', { message: `there is no integration "${integrationName}"`, hint }),
      ],
    }
  }
  const tool = toolNamed(integration, toolName)
  if (tool !== undefined) return { integration, tool }
  return { diagnostics: unknownTool(integration, toolName) }
}

function unknownTool(integration: Integration, name: string): readonly Diagnostic[] {
  if (integration.type === 'mcp' && integration.lock === undefined) {
    return [
      diagnose('lock-missing', {
        message: `integration "${integration.name}" has no lockfile, so its tools are not known`,
        span: integration.at.key('url'),
        hint: `run diga-int sync ${integration.name}`,
      }),
    ]
  }
  const hint = didYouMean(
    name,
    toolsOf(integration).map((tool) => tool.name),
  )
  return [
    diagnose('project-tool-unknown', { message: `integration "${integration.name}" has no tool "${name}"`, span: integration.at.key('tools'), hint }),
  ]
}

/** What is wrong with the tool and with what it shares with others: nothing is ever sent from a tool with errors. */
function brokenParts({ diagnostics }: LoadedProject, integration: Integration, tool: string): readonly Diagnostic[] {
  const { path } = integration.at.file
  const own = diagnostics.filter(({ span }) => span?.file.path === path || span?.file.path === lockPathOf(path))
  if (own.length === 0 || integration.type === 'mcp') return own
  // What is wrong with another tool says nothing of this one.
  const others = integration.tools.filter(({ name }) => name !== tool).map(({ at }) => ({ start: at.key().start, end: at.value().end }))
  return own.filter(({ span }) => span?.file.path !== path || !others.some(({ start, end }) => start <= span.start && span.start < end))
}

function placesOf(integration: Integration, tool: ProjectTool): ArgumentPlaces {
  if (tool.type === 'http') {
    const { at } = tool.http
    return { tool: tool.name, whole: at.key(), parameter: (name) => at.key('parameters', name) }
  }
  const lock = integration.type === 'mcp' ? integration.lock?.at : undefined
  const whole = tool.rule?.at.key() ?? lock?.key('tools', tool.name) ?? integration.at.key()
  return { tool: tool.name, whole, parameter: (name) => lock?.key('tools', tool.name, 'definition', 'inputSchema', 'properties', name) ?? whole }
}

async function givenArguments(world: World, { argumentsFrom, words }: TryOptions, tool: ProjectTool): Promise<JsonObject> {
  const base = argumentsFrom === undefined ? {} : await readBase(world, argumentsFrom)
  const read = readArguments(words, base, tool.inputSchema)
  if (!read.ok) throw new UsageError(read.trouble)
  return read.value
}

async function readBase({ files, terminal }: World, from: string): Promise<JsonObject> {
  const text = from === '-' ? ((await terminal.readInput()) ?? '') : from.startsWith('@') ? textOf(files.read(from.slice(1)), from.slice(1)) : from
  try {
    const value: unknown = JSON.parse(text)
    if (isJsonObject(value)) return value
  } catch {
    // Told below, together with JSON of another type.
  }
  throw new UsageError(`--args ${from.startsWith('@') || from === '-' ? from : "'{...}'"} holds no JSON object`)
}

function textOf(read: ReturnType<World['files']['read']>, path: string): string {
  if (!read.ok) throw new UsageError(`--args: "${path}" cannot be read (${read.failure.detail})`)
  return read.text
}

function unknownAgent({ project }: LoadedProject, name: string | undefined): Diagnostic | undefined {
  const known = project.agents.map((agent) => agent.name)
  if (name === undefined || known.includes(name)) return undefined
  return diagnose('project-agent-unknown', { message: `there is no agent "${name}"`, hint: didYouMean(name, known) })
}

function variablesOf({ project }: LoadedProject, { variables, agent: name }: TryOptions): ReadonlyMap<string, string> {
  const agent = project.agents.find((candidate) => candidate.name === name)
  const given = variables.map((text): [string, string] => {
    const at = text.indexOf('=')
    if (at < 1) throw new UsageError(`--var ${text} is no variable; write --var NAME=VALUE`)
    return [text.slice(0, at), text.slice(at + 1)]
  })
  return new Map([...(agent?.variables ?? []), ...given])
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
