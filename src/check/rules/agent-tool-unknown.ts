import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import type { Integration } from '../../model/integration.ts'
import { integrationNamed, toolNamed, toolsOf } from '../../model/project.ts'
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

interface Names {
  readonly offered: readonly string[]
  readonly locked: ReadonlySet<string>
}

function namesIn(integration: Integration): Names {
  const locked = integration.type === 'mcp' ? (integration.lock?.lockfile.tools ?? []) : []
  return { offered: toolsOf(integration).map(({ name }) => name), locked: new Set(locked.map(({ name }) => name)) }
}
