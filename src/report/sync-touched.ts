import type { SyncedServer } from '../flow/synced.ts'
import type { TouchedTool, Users } from '../flow/touched.ts'
import type { ToolChange } from '../lock/diff.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { plural } from './text.ts'

/** touchedWords says in one sentence who is touched by what became of a tool; undefined on the first sync where that is nobody. */
export function touchedWords({ touched, isFirst }: SyncedServer, { kind, tool }: ToolChange): string | undefined {
  const users = touched.tools.get(tool)
  if (users === undefined) return undefined
  if (users.agents.length > 0) return usersWords(users)
  if (isFirst) return undefined
  return kind === 'added' ? `no agent uses it yet: ${takenWords(users)}` : 'no agent uses it'
}

/** usersWords names agents, prompts and targets. */
export function usersWords({ agents, prompts, targets }: Users): string {
  return [
    `used by ${agents.length === 1 ? 'agent' : 'agents'} ${few(agents)}`,
    ...(prompts.length === 0 ? [] : [`named in ${few(prompts)}`]),
    ...(targets.length === 0 ? [] : [`bundled for ${few(targets)}`]),
  ].join('; ')
}

function takenWords({ takenBy }: TouchedTool): string {
  if (takenBy === undefined) return 'tools.include does not take it'
  const name = printableLine(shorten(takenBy, 60))
  if (takenBy === '*') return 'every tool of the server may be given to one'
  return takenBy.includes('*') ? `the pattern "${name}" takes it` : 'tools.include names it'
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, most).map((name) => printableLine(shorten(name, 60)))
  return names.length > most ? `${shown.join(', ')} and ${plural(names.length - most, 'other')}` : shown.join(', ')
}

const most = 8

/** leftWords names what changed and stays as it was locked, where only some changes were accepted. */
export function leftWords({ left }: SyncedServer): string | undefined {
  const all = [...(left.tools.length === 0 ? [] : [few(left.tools)]), ...(left.server ? ['the server itself'] : [])]
  return all.length === 0 ? undefined : `not accepted, and as it was locked: ${all.join(', ')}`
}
