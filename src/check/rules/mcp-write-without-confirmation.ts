import type { McpIntegration } from '../../model/integration.ts'
import type { Surroundings } from '../../model/project.ts'
import { hintsOf } from '../hints.ts'
import { defineRule } from '../rule.ts'
import { confirmationsAreLost, inDefinition, takenAt, takenTools } from '../taken.ts'
import { takenEffectOf } from '../taken-effect.ts'

export const mcpWriteWithoutConfirmation = defineRule({
  code: 'mcp-write-without-confirmation',
  on: 'locked',
  severity: 'warning',
  title: 'Agents have tools of an MCP server that may change something and ask nobody first',
  why: 'What the agent misheard is written down at once; and what a server does not call read-only may change something.',
  check(integration, report, around) {
    // Once for a server: many say nothing of any tool.
    const used = takenTools(integration).filter(
      (tool) => tool.confirmation === undefined && takenEffectOf(tool) === 'writes' && isUsed(integration, tool.name, around),
    )
    const [tool] = used
    if (tool === undefined || confirmationsAreLost(integration)) return
    const more = used.length === 1 ? '' : ` and ${used.length - 1} more`
    const { readOnly } = hintsOf(tool.locked)
    report({
      message: `agents use "${tool.name}"${more} of "${integration.name}", which may change something, without asking the caller`,
      span: takenAt(integration, tool.name),
      related: [inDefinition(integration.lock, tool.name, readOnly === false ? 'it is not read-only' : 'nothing says that it only reads', 'name')],
      hint: `write ${tool.name}: { confirmation: ... } under tools; when it only reads, ask the owner of the server for readOnlyHint`,
    })
  },
})

function isUsed({ name }: McpIntegration, tool: string, { agents }: Surroundings): boolean {
  return agents.some(({ assignments }) => assignments.some((given) => given.integration === name && given.tool === tool))
}
