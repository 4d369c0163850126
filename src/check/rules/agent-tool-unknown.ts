import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { integrationNamed, toolsOf } from '../../model/project.ts'
import { defineRule } from '../rule.ts'

export const agentToolUnknown = defineRule({
  code: 'agent-tool-unknown',
  on: 'agent',
  severity: 'error',
  title: 'An agent names a tool that its integration does not have',
  why: 'The agent would lack a tool that its prompt counts on.',
  check(agent, report, project) {
    for (const { integration: integrationName, tool, at } of agent.assignments) {
      const integration = integrationNamed(project, integrationName)
      // An unknown integration and a missing lockfile have been reported at their own places.
      if (integration === undefined || (integration.type === 'mcp' && integration.lock === undefined)) continue
      const known = toolsOf(integration).map(({ name }) => name)
      if (known.includes(tool)) continue
      const isLocked = integration.type === 'mcp' && integration.lock?.lockfile.tools.some(({ name }) => name === tool) === true
      report({
        message: isLocked
          ? `tool "${tool}" of integration "${integrationName}" is not included`
          : `integration "${integrationName}" has no tool "${tool}"`,
        span: at.value(),
        hint: isLocked ? `add "${tool}" to tools.include of the integration` : didYouMean(tool, known),
      })
    }
  },
})
