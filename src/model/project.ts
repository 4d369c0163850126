import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Agent } from './agent.ts'
import { type Integration, type McpIntegration, nameMatcher } from './integration.ts'
import type { LockedTool } from './lockfile.ts'
import { argumentsSchema } from './parameter.ts'
import { type HttpTool, type McpToolRule, mayChange, type Speech } from './tool.ts'

/** Surroundings is what is known while an integration is judged: everything but the other integrations. */
export interface Surroundings {
  readonly agents: readonly Agent[]
  /** The targets that the project is bundled for, as diga.yaml names them. */
  readonly targets: readonly string[]
}

/** Project is everything that was read and has the right shape. */
export interface Project extends Surroundings {
  /** With `keep: assigned`, only MCP integrations and those that agents were given; a check of ten thousand files cannot hold them all. */
  readonly integrations: readonly Integration[]
  /** The names of all integrations that could be read. */
  readonly names: ReadonlySet<string>
  /** Which integration a tool belongs to, by the name of the tool (where several have it: the first). */
  readonly homes: ReadonlyMap<string, string>
  /** Names of integrations whose file is there but could not be read: rules must not call them unknown. */
  readonly broken: ReadonlySet<string>
  /** Files that would be integrations if they were named otherwise, by the name that they would have. */
  readonly misnamed?: ReadonlyMap<string, string>
}

interface AnyTool extends Speech {
  readonly name: string
  readonly description: string
  readonly integration: string
  /** JSON Schema of the arguments that the agent fills. */
  readonly inputSchema: JsonObject
  /** False when the tool is known to only read. */
  readonly mayChange: boolean
}

/** ProjectTool is one tool of the project, whichever way it is called: what agents, bundles and manual calls share. */
export type ProjectTool =
  | (AnyTool & { readonly type: 'http'; readonly http: HttpTool })
  | (AnyTool & { readonly type: 'mcp'; readonly locked: LockedTool; readonly rule: McpToolRule | undefined })

/** defaultTimeoutSeconds is what holds where a file says nothing (the platform's own default). */
export const defaultTimeoutSeconds = 5

const toolsByIntegration = new WeakMap<Integration, readonly ProjectTool[]>()

/** toolsOf lists the tools that an integration offers to agents: its own, or those of its lockfile that it includes. Agents and rules ask often. */
export function toolsOf(integration: Integration): readonly ProjectTool[] {
  const known = toolsByIntegration.get(integration)
  if (known !== undefined) return known
  const tools = listTools(integration)
  toolsByIntegration.set(integration, tools)
  return tools
}

function listTools(integration: Integration): readonly ProjectTool[] {
  if (integration.type === 'mcp') return mcpToolsOf(integration)
  return integration.tools.map((tool) => new WrittenTool(tool, integration.name))
}

/** WrittenTool is a tool of an HTTP integration as agents see it. */
class WrittenTool {
  readonly type = 'http'
  readonly name: string
  readonly description: string
  readonly integration: string
  readonly mayChange: boolean
  readonly confirmation: string | undefined
  readonly preSpeech: Speech['preSpeech']
  readonly executionAudio: Speech['executionAudio']
  readonly timeoutSeconds: number
  readonly http: HttpTool
  private schema: JsonObject | undefined

  constructor(http: HttpTool, integration: string) {
    this.name = http.name
    this.description = http.description
    this.integration = integration
    this.mayChange = mayChange(http.request.method)
    this.confirmation = http.confirmation
    this.preSpeech = http.preSpeech
    this.executionAudio = http.executionAudio
    this.timeoutSeconds = http.timeoutSeconds
    this.http = http
    this.schema = undefined
  }

  /** Asked for by agents, bundles and calls; most tools of a large project are only judged. */
  get inputSchema(): JsonObject {
    return (this.schema ??= argumentsSchema(this.http.parameters))
  }
}

function mcpToolsOf(integration: McpIntegration): readonly ProjectTool[] {
  const included = (integration.lock?.lockfile.tools ?? []).filter(({ name }) => includes(integration, name))
  const rules = new Map(integration.rules.map((rule) => [rule.name, rule]))
  return included.map((locked) => {
    const rule = rules.get(locked.name)
    const { description, inputSchema, annotations } = locked.definition
    return {
      type: 'mcp',
      name: locked.name,
      description: typeof description === 'string' ? description : '',
      integration: integration.name,
      inputSchema: isJsonObject(inputSchema) ? inputSchema : { type: 'object' },
      // An absent hint means that the tool may change something (the protocol's own default).
      mayChange: !(isJsonObject(annotations) && annotations['readOnlyHint'] === true),
      ...speechOf(rule ?? { confirmation: undefined, preSpeech: 'auto', executionAudio: 'none', timeoutSeconds: defaultTimeoutSeconds }),
      locked,
      rule,
    }
  })
}

/** includes tells whether an MCP integration takes a tool of its server. */
export function includes(integration: McpIntegration, tool: string): boolean {
  return integration.include === undefined || includedAt(integration, tool) >= 0
}

/** includedAt is the index of the first name or pattern of `include` that takes a tool, or -1. Rules ask often. */
export function includedAt({ include }: McpIntegration, tool: string): number {
  if (include === undefined) return -1
  let taken = includedBy.get(include)
  if (taken === undefined) {
    const patterns = include.flatMap((pattern, index) => (pattern.includes('*') ? [{ index, matches: nameMatcher(pattern) }] : []))
    taken = { patterns, names: new Map(include.map((name, index) => [name, index] as const).toReversed()) }
    includedBy.set(include, taken)
  }
  const byName = taken.names.get(tool) ?? Infinity
  const byPattern = taken.patterns.find(({ index, matches }) => index > byName || matches(tool))?.index ?? Infinity
  const index = Math.min(byName, byPattern)
  return index === Infinity ? -1 : index
}

interface Included {
  readonly names: ReadonlyMap<string, number>
  readonly patterns: readonly { readonly index: number; readonly matches: (name: string) => boolean }[]
}

const includedBy = new WeakMap<readonly string[], Included>()

const integrationsByName = new WeakMap<Project['integrations'], ReadonlyMap<string, Integration>>()

/** integrationNamed finds an integration by name. */
export function integrationNamed({ integrations }: Project, name: string): Integration | undefined {
  let byName = integrationsByName.get(integrations)
  if (byName === undefined) {
    byName = new Map(integrations.toReversed().map((integration) => [integration.name, integration]))
    integrationsByName.set(integrations, byName)
  }
  return byName.get(name)
}

const toolsByName = new WeakMap<Integration, ReadonlyMap<string, ProjectTool>>()

const fewTools = 20

/** toolNamed finds a tool of an integration by name. */
export function toolNamed(integration: Integration, name: string): ProjectTool | undefined {
  const tools = toolsOf(integration)
  if (tools.length <= fewTools) return tools.find((tool) => tool.name === name)
  let byName = toolsByName.get(integration)
  if (byName === undefined) {
    byName = new Map(tools.toReversed().map((tool) => [tool.name, tool]))
    toolsByName.set(integration, byName)
  }
  return byName.get(name)
}

/** toolsOfAgent lists the tools that an agent was given, sorted by name; unknown assignments are left out (a rule reports them). */
export function toolsOfAgent(project: Project, agent: Agent): readonly ProjectTool[] {
  const tools = agent.assignments.flatMap((assignment) => {
    const integration = integrationNamed(project, assignment.integration)
    const tool = integration === undefined ? undefined : toolNamed(integration, assignment.tool)
    return tool === undefined ? [] : [tool]
  })
  return tools.toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}

function speechOf({ confirmation, preSpeech, executionAudio, timeoutSeconds }: Speech): Speech {
  return { confirmation, preSpeech, executionAudio, timeoutSeconds }
}
