import type { Place, Span } from '../diagnostic/diagnostic.ts'
import { type LockedAt, type McpIntegration, serverKey } from '../model/integration.ts'
import { includedAt, type ProjectTool, toolNamed, toolsOf } from '../model/project.ts'
import type { Step } from '../yaml/cursor.ts'

/** TakenTool is a tool that the project takes from a server, with the lockfile that it stands in. */
export type TakenTool = Extract<ProjectTool, { type: 'mcp' }>

/** takenTools lists the tools that a project takes from an MCP server. What it leaves there is nobody's trouble. */
export function takenTools(integration: McpIntegration): readonly TakenTool[] {
  return toolsOf(integration).filter((tool) => tool.type === 'mcp')
}

/**
 * takenAt is the line by which an integration takes a tool: the rule on it, the item of include, or else the address. What is wrong inside of a
 * lockfile is told there: nobody may edit a lockfile, so that is where something can be done, and where a waiver can stand.
 */
export function takenAt(integration: McpIntegration, tool: string): Span {
  const rule = toolNamed(integration, tool)
  if (rule?.type === 'mcp' && rule.rule !== undefined) return rule.rule.at.key()
  const index = includedAt(integration, tool)
  return index < 0 ? integration.at.key(serverKey(integration)) : integration.at.value('tools', 'include', index)
}

/** inDefinition is a place in the locked definition of a tool. */
export function inDefinition({ at }: LockedAt, tool: string, label: string, ...steps: readonly Step[]): Place {
  return { span: at.value('tools', tool, 'definition', ...steps), label }
}

/** confirmationsAreLost tells whether a confirmation stands on a name that the server does not have: which tool was meant is told elsewhere. */
export function confirmationsAreLost({ rules, lock }: McpIntegration): boolean {
  return rules.some(({ name, confirmation }) => confirmation !== undefined && lock?.lockfile.tools.every((tool) => tool.name !== name) === true)
}
