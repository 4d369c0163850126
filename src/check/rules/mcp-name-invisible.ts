import { invisibleIn } from '../invisible.ts'
import { isNameOfTool, placeOf, textsOf } from '../locked-text.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpNameInvisible = defineRule({
  code: 'mcp-name-invisible',
  on: 'locked',
  severity: 'error',
  title: 'A name on an MCP server holds characters that nobody sees',
  why: 'Such a name passes for another one, and what stands in your files is not what the model calls.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const hiding = textsOf(locked).filter((text) => (text.isKey || isNameOfTool(text)) && invisibleIn(text.text) !== undefined)
      const [first] = hiding
      const invisible = first === undefined ? undefined : invisibleIn(first.text)
      if (first === undefined || invisible === undefined) continue
      const whose = isNameOfTool(first) ? `the name of tool "${name}"` : `a name in the definition of "${name}"`
      const more = hiding.length === 1 ? '' : `, and ${hiding.length - 1} more of its names do so`
      report({
        message: `${whose} holds ${invisible.shown.join(', ')}, which nobody sees${more}`,
        span: takenAt(integration, name),
        related: [placeOf(integration.lock, first, 'written out in the lockfile')],
        hint: 'leave the tool on the server until its owner has mended the name',
      })
    }
  },
})
