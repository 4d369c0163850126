import { closest, didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { Assignment } from '../../model/agent.ts'
import type { Integration } from '../../model/integration.ts'
import { integrationNamed, type Project, toolNamed, toolsOf } from '../../model/project.ts'
import type { HttpTool } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const agentToolUnknown = defineRule({
  code: 'agent-tool-unknown',
  on: 'agent',
  severity: 'error',
  title: 'An agent names a tool that its integration does not have',
  why: 'The agent would lack a tool that its prompt counts on.',
  check(agent, report, project) {
    const names = new Map<Integration, Names>()
    for (const { integration: integrationName, tool, at } of agent.assignments) {
      const integration = integrationNamed(project, integrationName)
      // An unknown integration and a missing lockfile have been reported at their own places.
      if (integration === undefined || (integration.type === 'mcp' && integration.lock === undefined)) continue
      if (toolNamed(integration, tool) !== undefined) continue
      const { offered, locked } = names.get(integration) ?? namesIn(integration)
      names.set(integration, { offered, locked })
      const isLocked = locked.has(tool)
      const renamed = isLocked ? undefined : renamedTool(integration, { name: tool, offered, project })
      if (renamed !== undefined) {
        // Once, and not for each of the agents.
        if (renamed.users[0]?.at === at) report(renamedFinding(integration, { name: tool, ...renamed }))
        continue
      }
      report({
        message: isLocked
          ? `tool "${tool}" of integration "${integrationName}" is not included`
          : `integration "${integrationName}" has no tool "${tool}"`,
        span: at.value(),
        hint: isLocked ? `add "${tool}" to tools.include of the integration` : didYouMean(tool, offered),
      })
    }
  },
})

interface Renamed {
  readonly tool: HttpTool
  /** One assignment of each agent that uses the other name. */
  readonly users: readonly Assignment[]
}

interface Missing {
  readonly name: string
  readonly offered: readonly string[]
  readonly project: Project
}

/** Where several agents name a tool that is not there, and one that is called nearly the same is named by none, the slip is at the tool. */
function renamedTool(integration: Integration, { name, offered, project }: Missing): Renamed | undefined {
  const meant = closest(name, offered)
  const tool = meant === undefined ? undefined : toolNamed(integration, meant)
  if (meant === undefined || tool?.type !== 'http') return undefined
  const assigned = assignmentsIn(project)
  const users = assigned.get(`${integration.name}/${name}`) ?? []
  if (users.length < 2 || assigned.has(`${integration.name}/${meant}`)) return undefined
  return { tool: tool.http, users }
}

// Of a thousand agents nobody wants all places.
const mostRelated = 10

function renamedFinding(integration: Integration, { name, tool, users }: Renamed & { readonly name: string }): Finding {
  return {
    message: `tool "${tool.name}" of integration "${integration.name}" is called "${name}" by ${users.length} agents, and by its own name by none`,
    span: tool.at.key(),
    related: users.slice(0, mostRelated).map(({ at }) => ({ span: at.value(), label: 'assigned here' })),
    hint: `call it "${name}" here, or "${tool.name}" there`,
  }
}

/** By integration and tool, one of each agent. */
const assignmentsByTool = new WeakMap<Project, ReadonlyMap<string, readonly Assignment[]>>()

function assignmentsIn(project: Project): ReadonlyMap<string, readonly Assignment[]> {
  const known = assignmentsByTool.get(project)
  if (known !== undefined) return known
  const byTool = new Map<string, Assignment[]>()
  for (const { assignments } of project.agents) {
    const own = new Map(assignments.map((assignment) => [`${assignment.integration}/${assignment.tool}`, assignment]))
    for (const [place, assignment] of own) {
      const others = byTool.get(place)
      if (others === undefined) byTool.set(place, [assignment])
      else others.push(assignment)
    }
  }
  assignmentsByTool.set(project, byTool)
  return byTool
}

interface Names {
  readonly offered: readonly string[]
  readonly locked: ReadonlySet<string>
}

function namesIn(integration: Integration): Names {
  const locked = integration.type === 'mcp' ? (integration.lock?.lockfile.tools ?? []) : []
  return { offered: toolsOf(integration).map(({ name }) => name), locked: new Set(locked.map(({ name }) => name)) }
}
