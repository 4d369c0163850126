import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { LockedAt, McpIntegration } from '../../model/integration.ts'
import { defineRule } from '../rule.ts'
import { confirmationsAreLost, inDefinition, takenAt, type TakenTool, takenTools } from '../taken.ts'
import { takenEffectOf } from '../taken-effect.ts'

export const mcpRiskWithoutConfirmation = defineRule({
  code: 'mcp-risk-without-confirmation',
  on: 'locked',
  severity: 'error',
  title: 'A tool of an MCP server deletes, cancels or pays, and asks nobody first',
  why: 'One misunderstood sentence is enough, and neither money nor what was deleted comes back by itself.',
  check(integration, report) {
    const risky = takenTools(integration).filter((tool) => tool.confirmation === undefined && riskOf(tool) !== undefined)
    if (risky.length === 0 || confirmationsAreLost(integration)) return
    // What one line takes is one mistake, however many tools come with it.
    const byLine = new Map<number, TakenTool[]>()
    for (const tool of risky) {
      const { start } = takenAt(integration, tool.name)
      byLine.set(start, [...(byLine.get(start) ?? []), tool])
    }
    for (const tools of byLine.values()) report(finding(integration, integration.lock, tools))
  },
})

interface Risk {
  readonly words: string
  /** The field of the definition that says so. */
  readonly field: 'annotations' | 'name'
}

function riskOf(tool: TakenTool): Risk | undefined {
  switch (takenEffectOf(tool)) {
    case 'takes away':
      return { words: 'cancels or deletes something', field: 'name' }
    case 'pays':
      return { words: 'moves money', field: 'name' }
    case 'destroys':
      return { words: 'destroys something', field: 'annotations' }
    default:
      return undefined
  }
}

function finding(integration: McpIntegration, lock: LockedAt, tools: readonly TakenTool[]): Finding {
  const [first, ...others] = tools
  const risk = first === undefined ? undefined : riskOf(first)
  if (first === undefined || risk === undefined) throw new Error('no tool is a risk')
  const more = others.length === 0 ? '' : `, as ${others.length === 1 ? 'does another tool' : `do ${others.length} more tools`} taken here`
  return {
    message: `tool "${first.name}" ${risk.words} without asking the caller${more}`,
    span: takenAt(integration, first.name),
    related: [inDefinition(lock, first.name, risk.field === 'name' ? 'its name says so' : 'the server says so', risk.field)],
    hint:
      first.rule === undefined
        ? `write ${first.name}: { confirmation: ... } under tools, or take only tools that you need: include`
        : 'add confirmation: the question to which the caller says yes, with the {parameters} that matter',
  }
}
