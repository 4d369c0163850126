import type { Finding } from '../../diagnostic/diagnostic.ts'
import { type LockedAt, serverKey } from '../../model/integration.ts'
import { shorten } from '../../text/printable.ts'
import { type Invisible, invisibleIn } from '../invisible.ts'
import { instructionsOf, isNameOfTool, type LockedText, placeOf, textsOf } from '../locked-text.ts'
import { poisonIn } from '../poison.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpTextInvisible = defineRule({
  code: 'mcp-text-invisible',
  on: 'locked',
  severity: 'warning',
  title: 'A text of an MCP server hides characters',
  why: 'A model reads characters that no reviewer sees; whole sentences have been hidden that way.',
  check(integration, report) {
    const { lock, name, at } = integration
    const told = hidingIn(instructionsOf(lock), lock)
    if (told !== undefined)
      report({ ...told, message: `what the server of "${name}" tells every agent ${told.message}`, span: at.key(serverKey(integration)) })
    for (const tool of takenTools(integration)) {
      const found = hidingIn(textsOf(tool.locked), lock)
      if (found === undefined) continue
      report({ ...found, message: `the definition of "${tool.name}" ${found.message}`, span: takenAt(integration, tool.name) })
    }
  },
})

function hidingIn(texts: readonly LockedText[], lock: LockedAt): Finding | undefined {
  const hiding = texts.filter((text) => !isName(text) && invisibleIn(text.text) !== undefined)
  const [first] = hiding
  const invisible = first === undefined ? undefined : invisibleIn(first.text)
  // Where the words are an attack already, what they are disguised with is part of it.
  if (first === undefined || invisible === undefined || poisonIn(texts).verdict === 'error') return undefined
  const more = hiding.length === 1 ? '' : `, and ${hiding.length - 1} more of its texts do so`
  return {
    message: `hides ${inWords(invisible)}${more}`,
    related: [placeOf(lock, first, 'written out in the lockfile')],
    hint: 'read the text in the lockfile, where they are written out; ask the owner of the server to remove them',
  }
}

/** Names are judged by a stricter rule, where they are given and not where they are listed. */
function isName(text: LockedText): boolean {
  return text.isKey || isNameOfTool(text) || text.trail.up?.step === 'required'
}

function inWords({ count, shown, spelt }: Invisible): string {
  const kinds = shown.join(', ')
  const what = count === 1 ? `a character that nobody sees: ${kinds}` : `${count} characters that nobody sees: ${kinds}`
  return spelt === '' ? what : `${what}; they spell "${shorten(spelt, 60)}"`
}
