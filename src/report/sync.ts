import type { Synced, SyncedServer } from '../flow/sync.ts'
import type { PartChange, ToolChange } from '../lock/diff.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'
import { wrap } from './wrap.ts'

/** syncWords tells per server what was added, removed and changed. */
export function syncWords(view: View, synced: Synced | undefined, theme: Theme): string {
  if (synced === undefined) return ''
  if (synced.servers.length === 0 && view.ok) return 'the project has no MCP integrations, so there is nothing to sync'
  const blocks = synced.servers.map((server) => serverText(server, synced.check, theme))
  return [...blocks, ...(view.ok ? [] : [`${theme.error('failed')}  ${countsText(view)}`])].join('\n')
}

function serverText({ integration, lockfile, status, tools, server, difference }: SyncedServer, check: boolean, theme: Theme): string {
  const about =
    server === undefined
      ? ''
      : theme.dim(`  ${printableLine(shorten(`${server.name} ${server.version}`, 60))}, MCP ${printableLine(server.protocolVersion)}`)
  const head = `${theme.strong(integration)}  ${statusWords(status, tools, theme)}${about}`
  const changes = [
    ...difference.tools.flatMap((change) => changeLines(change, theme)),
    ...(difference.server.length === 0 ? [] : [`  ${theme.warning('~')} the server itself`]),
    ...difference.server.flatMap((part) => partLines(part, theme)),
  ]
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
    case 'not-locked':
      return `${theme.error('not locked')}, ${plural(tools, 'tool')} on the server`
    case 'not-asked':
      return `${theme.error('could not be locked')}; the lockfile is as it was`
  }
}

function changeLines({ kind, tool, contract, parts }: ToolChange, theme: Theme): readonly string[] {
  const name = printableLine(shorten(tool, 60))
  if (kind === 'added') return [`  ${theme.good('+')} ${name}`]
  if (kind === 'removed') return [`  ${theme.error('-')} ${name}`]
  const shownParts = parts.slice(0, 8).flatMap((part) => partLines(part, theme))
  const more = parts.length > 8 ? [`      and ${parts.length - 8} more`] : []
  return [`  ${theme.warning('~')} ${name}${contract ? '' : ' (wording only)'}`, ...shownParts, ...more]
}

/** One line where both values fit, else one for each, from a little before the place where they part. */
function partLines({ pointer, before, after }: PartChange, theme: Theme): readonly string[] {
  const place = `      ${printableLine(pointer.slice(1))}`
  const line = `${place}: ${valueText(before)} → ${valueText(after)}`
  if (line.length <= theme.width) return [line]
  const texts = typeof before === 'string' && typeof after === 'string' ? partingTexts(before, after) : [valueText(before), valueText(after)]
  const [old = '', fresh = ''] = texts.map((text) => wrap(printableLine(shorten(text, 400)), theme.width - 10, { indent: ' '.repeat(10) }))
  return [place, `        ${theme.error('-')} ${old}`, `        ${theme.good('+')} ${fresh}`]
}

function partingTexts(before: string, after: string): readonly [string, string] {
  let same = 0
  while (same < before.length && before[same] === after[same]) same += 1
  const start = same < 30 ? 0 : before.lastIndexOf(' ', same - 20) + 1
  const lead = start > 0 ? '…' : ''
  return [lead + before.slice(start), lead + after.slice(start)]
}

function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : printableLine(typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? ''))
}
