import { type McpIntegration, serverKey } from '../../model/integration.ts'
import { instructionsOf, placeOf, textsOf } from '../locked-text.ts'
import { defineRule } from '../rule.ts'
import { foreignIn, type Spoken } from '../shadow.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpTextForeignTool = defineRule({
  code: 'mcp-text-foreign-tool',
  on: 'project',
  severity: 'warning',
  title: 'An MCP server speaks of a tool that belongs to another integration',
  why: 'A server that tells the agent how to use the tools of another one can turn them: send every message elsewhere, for instance.',
  check({ integrations, homes }, report) {
    for (const integration of integrations) {
      if (integration.type !== 'mcp' || integration.lock === undefined) continue
      const { lock, name, at } = integration
      const speaking = { own: ownNames(integration), homeOf: (tool: string) => homes.get(tool) }
      const [inInstructions] = foreignIn(instructionsOf(lock), speaking)
      if (inInstructions !== undefined) {
        report({
          ...told(`what the server of "${name}" tells every agent`, inInstructions),
          span: at.key(serverKey(integration)),
          related: [placeOf(lock, inInstructions.in, 'here', inInstructions.tool)],
        })
      }
      for (const tool of takenTools(integration)) {
        const [foreign] = foreignIn(textsOf(tool.locked), speaking)
        if (foreign === undefined) continue
        report({
          ...told(`tool "${tool.name}" of "${name}"`, foreign),
          span: takenAt(integration, tool.name),
          related: [placeOf(lock, foreign.in, 'here', foreign.tool)],
        })
      }
    }
  },
})

function ownNames({ lock }: McpIntegration): ReadonlySet<string> {
  return new Set(lock?.lockfile.tools.map(({ name }) => name))
}

function told(who: string, { tool, home }: Spoken): { message: string; hint: string } {
  return {
    message: `${who} speaks of "${tool}", a tool of "${home}"`,
    hint: 'read what it says of it in the lockfile; waive this when one owner has both',
  }
}
