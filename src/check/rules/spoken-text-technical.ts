import type { Surroundings } from '../../model/project.ts'
import { speechAt } from '../offered.ts'
import { defineRule, type OfferedTool } from '../rule.ts'
import { unsayableIn } from '../unsayable.ts'

export const spokenTextTechnical = defineRule({
  code: 'spoken-text-technical',
  on: 'offered-tool',
  about: ['confirmation', 'errors'],
  severity: 'warning',
  title: 'A text that is said aloud holds what nobody can say',
  why: 'The agent reads out web addresses, status codes and names of fields, letter by letter; callers understand none of it.',
  check(offered, report, around) {
    const { tool } = offered
    const at = speechAt(offered)
    if (at === undefined) return
    const isTool = knownTools(offered, around)
    if (tool.confirmation !== undefined) {
      const found = unsayableIn(tool.confirmation, undefined, isTool)
      if (found !== undefined) {
        const message = `"${found.words}" in the confirmation of tool "${tool.name}" is ${found.what}, and is read aloud`
        report({ message, span: at.within(found.words, 'confirmation'), hint: found.hint })
      }
    }
    if (tool.type === 'mcp') return
    for (const [status, text] of tool.http.response.errors) {
      const found = unsayableIn(text, status, isTool)
      if (found === undefined) continue
      const message = `"${found.words}" in the error text for ${status} of tool "${tool.name}" is ${found.what}, and is read aloud`
      report({ message, span: at.within(found.words, 'response', 'errors', String(status)), hint: found.hint })
    }
  },
})

/** An error text may tell the agent which tool to use next. */
function knownTools({ integration }: OfferedTool, { agents }: Surroundings): (word: string) => boolean {
  return (word) =>
    (integration.type === 'http' && integration.tools.some(({ name }) => name === word)) ||
    agents.some(({ assignments }) => assignments.some(({ tool }) => tool === word))
}
