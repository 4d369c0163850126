import { definitionOf, isReadByModels } from '../offered.ts'
import { defineRule } from '../rule.ts'

export const toolDescriptionMissing = defineRule({
  code: 'tool-description-missing',
  on: 'offered-tool',
  about: 'server',
  severity: 'warning',
  title: 'A tool of an MCP server has no description',
  why: 'The agent has nothing but the name to decide by; Diga and Gemini ask for a description.',
  check(offered, report, around) {
    const { tool } = offered
    // A tool in a file cannot be without: the schema asks for it.
    if (tool.type === 'http' || tool.description.trim() !== '' || !isReadByModels(offered, around)) return
    report({
      message: `tool "${tool.name}" of MCP server "${tool.integration}" has no description`,
      span: definitionOf(offered).value('name'),
      hint: 'ask its owner for one, or take the tool out of the agent',
    })
  },
})
