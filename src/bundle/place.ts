import type { Place, Span } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import type { McpIntegration } from '../model/integration.ts'
import { integrationNamed, type Project } from '../model/project.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'
import type { Remark } from './loss.ts'

/** spanOf finds the line of a file that a remark is about. */
export function spanOf(project: Project, { integration, tool, steps }: Remark): Span | undefined {
  const owner = integrationNamed(project, integration)
  if (owner === undefined) return undefined
  if (tool === undefined) return spanAt(owner.at, steps)
  if (owner.type === 'mcp') return mcpSpan(owner, tool, steps)
  const at = owner.tools.find(({ name }) => name === tool)?.at
  return at === undefined ? undefined : spanAt(at, steps)
}

/** assignedAt gives the places where an agent was given a tool. */
export function assignedAt(agent: Agent, { integration, tool }: Remark): readonly Place[] {
  const given = agent.assignments.filter((assignment) => assignment.integration === integration && assignment.tool === tool)
  return given.slice(0, 1).map(({ at }) => ({ span: at.value(), label: `given to agent "${agent.name}" here` }))
}

const ruleKeys = new Set<Step>(['confirmation', 'pre_speech', 'execution_audio', 'timeout_seconds'])

function mcpSpan(integration: McpIntegration, tool: string, steps: readonly Step[]): Span {
  const rule = integration.rules.find(({ name }) => name === tool)
  const [first] = steps
  if (rule !== undefined && first !== undefined && ruleKeys.has(first)) return rule.at.key(...steps)
  const { lock } = integration
  return lock === undefined ? integration.at.key() : lock.at.key('tools', tool, ...(first === undefined ? [] : ['definition', ...steps]))
}

/** In a request the value is what a person has to look at; anywhere else the key. */
function spanAt(at: Cursor, steps: readonly Step[]): Span {
  return steps[0] === 'request' ? at.value(...steps) : at.key(...steps)
}
