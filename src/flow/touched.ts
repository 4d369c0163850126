import { mentionsIn } from '../check/mentions.ts'
import type { LockDifference } from '../lock/diff.ts'
import type { Agent } from '../model/agent.ts'
import type { McpIntegration } from '../model/integration.ts'
import { includedAt, type Surroundings } from '../model/project.ts'

/** Users are who has to look at a change. */
export interface Users {
  /** Agents that were given the tool, or any tool of the server. */
  readonly agents: readonly string[]
  /** Their prompts that name it. */
  readonly prompts: readonly string[]
  /** What the project is bundled for, where there is such an agent. */
  readonly targets: readonly string[]
}

/** TouchedTool says who uses a tool that changed, and what lets agents have it. */
export interface TouchedTool extends Users {
  /** The name or pattern of `include` that takes the tool, `*` where the integration has no `include`; undefined: none does. */
  readonly takenBy: string | undefined
}

/** Touched is who is touched by what changed about one server. */
export interface Touched {
  readonly tools: ReadonlyMap<string, TouchedTool>
  readonly server: Users
}

/** touchedBy joins the changes of a server with the files of the project that use it. */
export function touchedBy({ agents, targets }: Surroundings, integration: McpIntegration, { tools }: LockDifference): Touched {
  const usersOf = (names: readonly string[] | undefined): Users => {
    const has = ({ assignments }: Agent): boolean =>
      assignments.some((assignment) => assignment.integration === integration.name && (names === undefined || names.includes(assignment.tool)))
    const users = agents.filter(has)
    const prompts = users.flatMap(({ prompt }) => {
      const file = prompt?.file
      return prompt !== undefined && file !== undefined && names?.some((name) => mentionsIn(file).has(name)) ? [prompt.path] : []
    })
    return { agents: sorted(users.map(({ name }) => name)), prompts: sorted(prompts), targets: users.length === 0 ? [] : sorted(targets) }
  }
  return {
    tools: new Map(
      tools.map(({ tool, formerly }) => [
        tool,
        { ...usersOf(formerly === undefined ? [tool] : [formerly, tool]), takenBy: takenBy(integration, tool) },
      ]),
    ),
    server: usersOf(undefined),
  }
}

function takenBy(integration: McpIntegration, tool: string): string | undefined {
  return integration.include === undefined ? '*' : integration.include[includedAt(integration, tool)]
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted()
}
