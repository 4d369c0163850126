import { poisonedTexts } from '../poison-report.ts'
import { defineRule } from '../rule.ts'

export const mcpTextSuspicious = defineRule({
  code: 'mcp-text-suspicious',
  on: 'integration',
  about: 'server',
  severity: 'warning',
  title: 'An MCP server uses words that attacks use',
  why: 'Such words are a hint and no proof; but what stands in a definition reaches the model as if you had written it, so somebody should read it.',
  check(integration, report) {
    for (const finding of poisonedTexts(integration, 'warning', 'holds words that attacks use')) report(finding)
  },
})
