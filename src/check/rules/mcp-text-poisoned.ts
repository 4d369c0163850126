import { poisonedTexts } from '../poison-report.ts'
import { defineRule } from '../rule.ts'

export const mcpTextPoisoned = defineRule({
  code: 'mcp-text-poisoned',
  on: 'integration',
  about: 'server',
  severity: 'error',
  title: 'An MCP server gives the agent orders',
  why: 'What stands in a definition reaches the model as if you had written it: it can make the agent hide things, send them away, or misuse other tools.',
  check(integration, report) {
    for (const finding of poisonedTexts(integration, 'error', 'speaks to the agent as an attack does')) report(finding)
  },
})
