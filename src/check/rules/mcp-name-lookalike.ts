import { isNameOfTool, isPropertyName, placeOf, textsOf } from '../locked-text.ts'
import { posesAs } from '../lookalike.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpNameLookalike = defineRule({
  code: 'mcp-name-lookalike',
  on: 'locked',
  severity: 'error',
  title: 'A name on an MCP server mixes in letters that only look Latin',
  why: 'Such a name passes for another one before every reviewer, and is another one for the model.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const posing = textsOf(locked).filter((text) => (isPropertyName(text) || isNameOfTool(text)) && posesAs(text.text) !== undefined)
      const [first] = posing
      if (first === undefined) continue
      const more = posing.length === 1 ? '' : `; so do ${posing.length - 1} more names of this tool`
      report({
        message: `${isNameOfTool(first) ? 'tool' : `a name in the definition of "${name}",`} "${first.text}" ${posesAs(first.text)}${more}`,
        span: takenAt(integration, name),
        related: [placeOf(integration.lock, first, 'the name')],
        hint: 'leave the tool on the server until its owner has mended the name',
      })
    }
  },
})
