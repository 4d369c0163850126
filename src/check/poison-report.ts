import type { Finding } from '../diagnostic/diagnostic.ts'
import { type Integration, type LockedAt, serverKey } from '../model/integration.ts'
import { shorten } from '../text/printable.ts'
import { instructionsOf, placeOf, textsOf } from './locked-text.ts'
import { type Poison, poisonIn } from './poison.ts'
import { takenAt, takenTools } from './taken.ts'

/** poisonedTexts tells of the definitions, and the instructions, of a server that deserve a verdict; each once, by its strongest cue. */
export function poisonedTexts(integration: Integration, verdict: Poison['verdict'], words: string): readonly Finding[] {
  if (integration.type !== 'mcp' || integration.lock === undefined) return []
  const { lock, name, at } = integration
  const findings: Finding[] = []
  const instructions = poisonIn(instructionsOf(lock))
  if (instructions.verdict === verdict) {
    const hint = 'read them in the lockfile and talk to the owner of the server, or waive this when the words are harmless'
    findings.push({ ...told(lock, instructions, `the server of "${name}" ${words} in its instructions`), span: at.key(serverKey(integration)), hint })
  }
  for (const tool of takenTools(integration)) {
    const poison = poisonIn(textsOf(tool.locked))
    if (poison.verdict !== verdict) continue
    findings.push({ ...told(lock, poison, `the definition of "${tool.name}" ${words}`), span: takenAt(integration, tool.name) })
  }
  return findings
}

function told(lock: LockedAt, { found }: Poison, message: string): Finding {
  const [first] = found
  if (first === undefined) throw new Error('poison without a cue')
  const more = found.length === 1 ? '' : ` and ${found.length - 1} more ${found.length === 2 ? 'cue' : 'cues'}`
  return {
    message: `${message}: "${shorten(first.words, mostQuoted)}"${more}`,
    related: [placeOf(lock, first.in, 'the words', first.words)],
    hint: 'read the definition in the lockfile; leave the tool on the server, or waive this when the words are harmless',
  }
}

const mostQuoted = 60
