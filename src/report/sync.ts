import type { Synced, SyncedServer } from '../flow/sync.ts'
import type { PartChange, ToolChange } from '../lock/diff.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** syncWords tells per server what was added, removed and changed. */
export function syncWords(view: View, synced: Synced | undefined, theme: Theme): string {
  if (synced === undefined) return ''
  if (synced.servers.length === 0 && view.ok) return 'the project has no MCP integrations, so there is nothing to sync'
  const blocks = synced.servers.map((server) => serverText(server, synced.check, theme))
  return [...blocks, ...(view.ok ? [] : [`${theme.error('failed')}  ${countsText(view)}`])].join('\n')
}

function serverText({ integration, lockfile, status, tools, server, difference }: SyncedServer, check: boolean, theme: Theme): string {
  const about = server === undefined ? '' : theme.dim(`  ${printableLine(shorten(`${server.name} ${server.version}`, 60))}, MCP ${printableLine(server.protocolVersion)}`)
  const head = `${theme.strong(integration)}  ${statusWords(status, tools, theme)}${about}`
  const changes = [...difference.tools.flatMap((change) => changeLines(change, theme)), ...difference.server.map((part) => `  ${theme.warning('~')} server ${partText(part, theme.width - 12)}`)]
  const file = status === 'written' ? [theme.dim(`  ${lockfile} ${check ? 'would be' : 'was'} written; review it and commit it`)] : []
  return [head, ...changes, ...file].join('\n')
}

function statusWords(status: SyncedServer['status'], tools: number, theme: Theme): string {
  switch (status) {
    case 'written':
      return `${theme.good('locked')} ${plural(tools, 'tool')}`
    case 'unchanged':
      return `${theme.good('unchanged')}, ${plural(tools, 'tool')}`
    case 'drifted':
      return `${theme.error('drifted')} from the lockfile`
    case 'not-asked':
      return `${theme.error('could not be locked')}; the lockfile is as it was`
  }
}

function changeLines({ kind, tool, contract, parts }: ToolChange, theme: Theme): readonly string[] {
  const name = printableLine(shorten(tool, 60))
  if (kind === 'added') return [`  ${theme.good('+')} ${name}`]
  if (kind === 'removed') return [`  ${theme.error('-')} ${name}`]
  const shownParts = parts.slice(0, 8).map((part) => `      ${partText(part, theme.width - 8)}`)
  const more = parts.length > 8 ? [`      and ${parts.length - 8} more`] : []
  return [`  ${theme.warning('~')} ${name}${contract ? '' : ' (wording only)'}`, ...shownParts, ...more]
}

function partText({ pointer, before, after }: PartChange, room: number): string {
  const place = printableLine(pointer.slice(1))
  const half = Math.max(16, Math.floor((room - place.length - 6) / 2))
  return `${place}: ${valueText(before, half)} → ${valueText(after, half)}`
}

function valueText(value: unknown, room: number): string {
  return value === undefined ? 'nothing' : printableLine(shorten(typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? ''), room))
}
