import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Integration } from '../model/integration.ts'
import type { ProjectTool } from '../model/project.ts'
import { type ArgumentPlaces, checkArguments } from '../request/arguments.ts'
import type { Values } from '../request/fill.ts'
import type { World } from '../world/world.ts'
import type { LoadedProject } from './load-project.ts'
import { prepareHttp } from './try-http.ts'
import { prepareMcp } from './try-mcp.ts'
import type { Permissions, Prepared } from './tried.ts'
import { UsageError } from './usage-error.ts'

/** Call is one call of a tool: what it gets, and what is allowed for it. */
export interface Call {
  readonly integration: Integration
  readonly tool: ProjectTool
  readonly values: Values
  readonly permissions: Permissions
  /** In place of a new one. */
  readonly idempotencyKey?: string | undefined
}

/** prepareCall checks the arguments of a call and makes its request: all that can be done without sending. */
export async function prepareCall(world: World, { integration, tool, values, permissions, idempotencyKey }: Call): Promise<Prepared> {
  const refusals = refusedArguments({ integration, tool, values })
  if (refusals.length > 0) return { ok: false, diagnostics: refusals }
  if (integration.type === 'http' && tool.type === 'http')
    return prepareHttp(world, { integration, tool: tool.http, values, permissions, idempotencyKey })
  if (integration.type === 'mcp' && tool.type === 'mcp') return prepareMcp(world, { integration, tool, values, permissions })
  throw new Error(`tool "${tool.name}" is of another type than its integration`)
}

/** refusedArguments says which arguments the tool does not take. */
export function refusedArguments({ integration, tool, values }: Pick<Call, 'integration' | 'tool' | 'values'>): readonly Diagnostic[] {
  return checkArguments(tool.inputSchema, values.arguments, placesOf(integration, tool))
}

function placesOf(integration: Integration, tool: ProjectTool): ArgumentPlaces {
  if (tool.type === 'http') {
    const { at } = tool.http
    // Finding a place reads the file a second time.
    return { tool: tool.name, whole: () => at.key(), parameter: (name) => at.key('parameters', name) }
  }
  const lock = integration.type === 'mcp' ? integration.lock?.at : undefined
  const whole = (): Span => tool.rule?.at.key() ?? lock?.key('tools', tool.name) ?? integration.at.key()
  return { tool: tool.name, whole, parameter: (name) => lock?.key('tools', tool.name, 'definition', 'inputSchema', 'properties', name) ?? whole() }
}

/** unknownAgent says that there is no agent of a name. */
export function unknownAgent({ project }: LoadedProject, name: string | undefined): Diagnostic | undefined {
  const known = project.agents.map((agent) => agent.name)
  if (name === undefined || known.includes(name)) return undefined
  return diagnose('project-agent-unknown', { message: `there is no agent "${name}"`, hint: didYouMean(name, known) })
}

/** VariableOptions is where call variables come from. */
export interface VariableOptions {
  /** `--var NAME=VALUE`, as written. */
  readonly variables: readonly string[]
  readonly agent: string | undefined
}

/** variablesOf gives the call variables: the samples of an agent, and over them what the command line says. */
export function variablesOf({ project }: LoadedProject, { variables, agent: name }: VariableOptions): ReadonlyMap<string, string> {
  const agent = project.agents.find((candidate) => candidate.name === name)
  const given = variables.map((text): [string, string] => {
    const at = text.indexOf('=')
    if (at < 1) throw new UsageError(`--var ${text} is no variable; write --var NAME=VALUE`)
    return [text.slice(0, at), text.slice(at + 1)]
  })
  return new Map([...(agent?.variables ?? []), ...given])
}
