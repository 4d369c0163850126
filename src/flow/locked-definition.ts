import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { stepIn } from '../json/pointer.ts'
import { isJsonObject } from '../json/schema.ts'
import type { Change } from '../lock/change.ts'
import { changeOf } from '../lock/diff.ts'
import { type Hash, lockedTool } from '../lock/pin.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import type { LockedTool } from '../model/lockfile.ts'
import { printableLine, shorten } from '../text/printable.ts'

/** definitionTrouble says what keeps a locked tool from being called: the server lists it with another definition by now, or not at all (undefined). */
export function definitionTrouble(integration: McpIntegration, locked: LockedTool, listed: unknown, sha256: Hash): Diagnostic | undefined {
  const { name, at, lock } = integration
  const tool = printableLine(locked.name)
  const hint = `run diga-int sync ${name} and review`
  if (!isJsonObject(listed)) {
    const message = `"${name}" no longer lists "${tool}"`
    return diagnose('lock-definition-gone', { message, span: lock?.at.key('tools', locked.name) ?? at.value(serverKey(integration)), hint })
  }
  const change = changeOf(locked, lockedTool(listed, sha256))
  if (change === undefined) return undefined
  // The place is that of the worst of the changes.
  const places = change.parts.map(({ pointer }) => stepIn(pointer.split('/')[1] ?? ''))
  const place = places.find((part) => Object.hasOwn(locked.definition, part))
  const steps = place === undefined ? [] : ['definition', place]
  const more = change.parts.length > mostParts ? `; and ${change.parts.length - mostParts} more` : ''
  return diagnose('lock-definition-changed', {
    message: `"${name}" has changed "${tool}" since it was locked: ${change.parts.slice(0, mostParts).map(partWords).join('; ')}${more}`,
    span: lock?.at.key('tools', locked.name, ...steps) ?? at.value(serverKey(integration)),
    hint: `${hint}; --unlocked calls it as it is`,
  })
}

// The rest stands in what sync shows.
const mostParts = 3

function partWords({ message, grade, pointer }: Change): string {
  return `${printableLine(shorten(message, 200))} (${grade}, ${printableLine(shorten(pointer.slice(1), 100))})`
}
