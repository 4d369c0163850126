import { placeholdersOf } from '../model/template.ts'
import type { CanonicalTool } from './canonical.ts'
import type { Notebook } from './loss.ts'

/** askFirst is the clause that makes a model ask, for targets in which nothing else holds the call back. */
export function askFirst(confirmation: string): string {
  return `Before calling this tool, ask the caller: “${confirmation.trim()}” and call it only after a clear yes.`
}

/** askInTheseWords is the clause for targets that hold the call back themselves but have no place for our wording. */
export function askInTheseWords(confirmation: string): string {
  return `Ask for the confirmation of this tool in these words: “${confirmation.trim()}”`
}

/** describedWith appends a clause to a tool's description, as a paragraph of its own. */
export function describedWith(description: string, clause: string): string {
  const before = description.trimEnd()
  return before === '' ? clause : `${before}\n\n${clause}`
}

/** noteVariables says which call variables stand unfilled in a confirmation that travels as words. */
export function noteVariables({ confirmation }: CanonicalTool, notebook: Notebook): void {
  const written = placeholdersOf(confirmation ?? '').flatMap((hole) => (hole.kind === 'variable' ? [hole.written] : []))
  if (written.length === 0) return
  notebook.lose({
    subject: 'confirmation',
    steps: ['confirmation'],
    message: `the confirmation names ${written.join(', ')}, which nobody fills in a description`,
    hint: 'word the confirmation without call variables',
  })
}
