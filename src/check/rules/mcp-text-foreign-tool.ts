import { type McpIntegration, serverKey } from '../../model/integration.ts'
import type { Project } from '../../model/project.ts'
import { instructionsOf, type LockedText, placeOf, textsOf } from '../locked-text.ts'
import { defineRule } from '../rule.ts'
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
      const own = ownNames(integration)
      const inInstructions = foreignIn(instructionsOf(lock), own, homes)
      if (inInstructions !== undefined) {
        report({
          ...told(`what the server of "${name}" tells every agent`, inInstructions, homes),
          span: at.key(serverKey(integration)),
          related: [placeOf(lock, inInstructions.in, 'here', inInstructions.tool)],
        })
      }
      for (const tool of takenTools(integration)) {
        const foreign = foreignIn(textsOf(tool.locked), own, homes)
        if (foreign === undefined) continue
        report({
          ...told(`tool "${tool.name}" of "${name}"`, foreign, homes),
          span: takenAt(integration, tool.name),
          related: [placeOf(lock, foreign.in, 'here', foreign.tool)],
        })
      }
    }
  },
})

interface Foreign {
  readonly tool: string
  readonly in: LockedText
}

// A name in snake_case, or anything that is set off as code.
const mention = /`([^`\n]{3,64})`|\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+/g

/** The first mention, in running text, of a tool that another integration has and this server has not. */
function foreignIn(texts: readonly LockedText[], own: ReadonlySet<string>, homes: Project['homes']): Foreign | undefined {
  for (const text of texts) {
    if (text.isKey || !text.text.includes(' ') || !/[_`]/.test(text.text)) continue
    for (const [word, code] of text.text.matchAll(mention)) {
      const tool = code ?? word
      // A single plain word in code is a field or a value more often than a tool.
      if (homes.has(tool) && !own.has(tool) && /[_.-]|[a-z][A-Z]/.test(tool) && !isOwnWord(tool, texts)) return { tool, in: text }
    }
  }
  return undefined
}

/** What is an argument or a value of one as well is not meant for the tool of another server. */
function isOwnWord(word: string, texts: readonly LockedText[]): boolean {
  return texts.some(({ text }) => text === word)
}

function ownNames({ lock }: McpIntegration): ReadonlySet<string> {
  return new Set(lock?.lockfile.tools.map(({ name }) => name))
}

function told(who: string, { tool }: Foreign, homes: Project['homes']): { message: string; hint: string } {
  return {
    message: `${who} speaks of "${tool}", a tool of "${homes.get(tool)}"`,
    hint: 'read what it says of it in the lockfile; waive this when one owner has both',
  }
}
