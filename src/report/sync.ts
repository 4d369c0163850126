import type { Synced, SyncedServer } from '../flow/synced.ts'
import type { Change } from '../lock/change.ts'
import type { LockDifference, ToolChange } from '../lock/diff.ts'
import { type Grade, grades } from '../lock/grade.ts'
import { type WordChange, wordChanges } from '../lock/words.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { leftWords, touchedWords, usersWords } from './sync-touched.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'
import { wrap } from './wrap.ts'

/** syncWords tells per server what was added, removed and changed. */
export function syncWords(view: View, synced: Synced | undefined, theme: Theme): string {
  if (synced === undefined) return ''
  if (synced.servers.length === 0 && view.ok) return 'the project has no MCP integrations, so there is nothing to sync'
  const blocks = synced.servers.map((server) => serverText(server, synced.dryRun, theme))
  return [...blocks, ...(view.ok ? [] : [`${theme.error('failed')}  ${countsText(view)}`])].join('\n')
}

function serverText(synced: SyncedServer, dryRun: boolean, theme: Theme): string {
  const { integration, lockfile, status, tools, server, difference, touched } = synced
  const dimLine = (text: string | undefined, taken = 6): readonly string[] =>
    text === undefined ? [] : [`${' '.repeat(taken)}${theme.dim(wrap(text, theme.width, { indent: ' '.repeat(taken + 2), taken }))}`]
  const about =
    server === undefined
      ? ''
      : theme.dim(`  ${printableLine(shorten(`${server.name} ${server.version}`, 60))}, MCP ${printableLine(server.protocolVersion)}`)
  const head = `${theme.strong(integration)}  ${statusWords(status, tools, theme, dryRun)}${status === 'drifted' ? gradeCounts(difference) : ''}${about}`
  const changes = [
    ...difference.tools.flatMap((change) => [...changeLines(change, theme), ...dimLine(touchedWords(synced, change))]),
    ...(difference.server.length === 0 ? [] : [`  ${theme.warning('~')} the server itself${status === 'unchanged' ? ' (no drift)' : ''}`]),
    ...difference.server.flatMap((part) => partLines(part, theme)),
    ...(difference.server.every(({ grade }) => grade === 'safe') || touched.server.agents.length === 0 ? [] : dimLine(usersWords(touched.server))),
    ...(difference.rewritten.length === 0
      ? []
      : [theme.dim(`  ${plural(difference.rewritten.length, 'tool')} written otherwise, with the same meaning`)]),
  ]
  const file = status === 'written' ? [theme.dim(`  ${lockfile} ${dryRun ? 'would be written' : 'was written; review it and commit it'}`)] : []
  return [head, ...changes, ...dimLine(leftWords(synced), 2), ...file].join('\n')
}

function statusWords(status: SyncedServer['status'], tools: number, theme: Theme, dryRun: boolean): string {
  switch (status) {
    case 'written':
      return `${theme.good(dryRun ? 'would lock' : 'locked')} ${plural(tools, 'tool')}`
    case 'unchanged':
      return `${theme.good('unchanged')}, ${plural(tools, 'tool')}`
    case 'drifted':
      return theme.error('drifted')
    case 'not-locked':
      return `${theme.error('not locked')}, ${plural(tools, 'tool')} on the server`
    case 'not-asked':
      return `${theme.error('could not be locked')}; the lockfile is as it was`
  }
}

/** How many tools there are of each grade, the server itself among them. */
function gradeCounts({ tools, server }: LockDifference): string {
  const all = [...tools.map(({ grade }) => grade), ...(server[0] === undefined || server[0].grade === 'safe' ? [] : [server[0].grade])]
  const counts = grades.flatMap((grade) => {
    const count = all.filter((each) => each === grade).length
    return count === 0 ? [] : [`${count} ${grade}`]
  })
  return counts.length === 0 ? ' from the lockfile' : `: ${counts.join(', ')}`
}

function changeLines({ kind, tool, formerly = '', grade, contract, parts }: ToolChange, theme: Theme): readonly string[] {
  const name = printableLine(shorten(tool, 60))
  const graded = `  ${paintOf(grade, theme)(grade)}`
  const shownParts = parts.slice(0, mostParts).flatMap((part) => partLines(part, theme))
  const more = parts.length > mostParts ? [`      and ${parts.length - mostParts} more`] : []
  switch (kind) {
    case 'added':
      return [`  ${theme.good('+')} ${name}${grade === 'safe' ? '' : graded}`, ...shownParts, ...more]
    case 'removed':
      return [`  ${theme.error('-')} ${name}${graded}`]
    case 'renamed':
      return [`  ${theme.warning('~')} ${name}, most likely renamed from ${printableLine(shorten(formerly, 60))}${graded}`, ...shownParts, ...more]
    case 'changed':
      return [`  ${theme.warning('~')} ${name}${contract ? '' : ' (wording only)'}${graded}`, ...shownParts, ...more]
  }
}

const mostParts = 8

function paintOf(grade: Grade, theme: Theme): (text: string) => string {
  return grade === 'security' || grade === 'breaking' ? theme.error : grade === 'warning' ? theme.warning : theme.good
}

/** What it means; then one line where both values fit, else one for each, with the words that went and came. */
function partLines({ grade, pointer, before, after, message }: Change, theme: Theme): readonly string[] {
  const indent = ' '.repeat(8)
  const lead = `      ${paintOf(grade, theme)(grade)}: `
  const said = lead + wrap(printableLine(message), theme.width, { indent, taken: 8 + grade.length })
  const place = `${indent}${printableLine(pointer.slice(1))}`
  if (before === undefined && after === undefined) return [said, place]
  const line = `${place}: ${valueText(before)} → ${valueText(after)}`
  if (line.length <= theme.width) return [said, line]
  const changed =
    typeof before === 'string' && typeof after === 'string'
      ? wordLines(wordChanges(before, after))
      : [before, after].flatMap((value, index) => (value === undefined ? [] : [{ mark: index === 0 ? '-' : '+', text: valueText(value) }]))
  const shown = changed.slice(0, mostHunks).map(({ mark, text }) => {
    const paint = mark === '-' ? theme.error : theme.good
    return `${indent}  ${paint(mark)} ${wrap(printableLine(shorten(text, 400)), theme.width, { indent: ' '.repeat(12), taken: 12 })}`
  })
  return [said, place, ...shown, ...(changed.length > mostHunks ? [`${indent}  and ${changed.length - mostHunks} more`] : [])]
}

const mostHunks = 8

/** Line is what went (`-`) or came (`+`) of a text. */
export interface Line {
  readonly mark: string
  readonly text: string
}

/** wordLines tells what went and what came, each with a few of the words around it. */
export function wordLines(changes: readonly WordChange[]): readonly Line[] {
  const lines: Line[] = []
  for (const [index, { kind, text }] of changes.entries()) {
    if (kind === 'same') continue
    const before = changes.slice(0, index).findLast((change) => change.kind === 'same')?.text ?? ''
    const after = changes.slice(index + 1).find((change) => change.kind === 'same')?.text ?? ''
    lines.push({ mark: kind === 'gone' ? '-' : '+', text: `${endOf(before)}${text}${startOf(after)}`.trim() })
  }
  return lines
}

const aside = 30

function endOf(text: string): string {
  if (text.length <= aside) return text
  return `…${text.slice(text.indexOf(' ', text.length - aside) + 1 || text.length - aside)}`
}

function startOf(text: string): string {
  if (text.length <= aside) return text
  const space = text.lastIndexOf(' ', aside)
  return `${text.slice(0, space > 0 ? space : aside)}…`
}

/** valueText writes a value of a schema in one line. */
export function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : printableLine(typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? ''))
}
