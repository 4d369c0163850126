import type { Synced, SyncedServer } from '../flow/synced.ts'
import type { TouchedTool, Users } from '../flow/touched.ts'
import type { Change } from '../lock/change.ts'
import type { ToolChange } from '../lock/diff.ts'
import { type Grade, grades } from '../lock/grade.ts'
import { code, sentence } from './markdown-safe.ts'
import { valueText, wordLines } from './sync.ts'
import { wordChanges } from '../lock/words.ts'
import { plural } from './text.ts'
import type { DiagnosticView, View } from './view.ts'

/**
 * syncMarkdown is the body of a pull request: a line that sums up, and for each server a table that folds. Without times, so that the same change is the
 * same body. The tables are HTML in which no line is blank: nothing in them is read as Markdown.
 */
export function syncMarkdown(view: View, synced: Synced | undefined): string {
  const servers = synced?.servers ?? []
  const room = { left: mostInRows }
  const all = servers.map((server) => serverBlock(server, room)).filter((block) => block !== '')
  const fit = fitting(all, mostCharacters)
  const blocks =
    fit.length === all.length
      ? all
      : [...fit, `<p>${plural(all.length - fit.length, 'server')} more: run diga-int sync --check before this is merged</p>`]
  const told = view.diagnostics.filter((diagnostic) => diagnostic.code !== 'lock-drift')
  const found = told.length === 0 ? [] : [diagnosticsBlock(told)]
  return `${[`**diga-int sync**: ${summary(view, synced)}`, ...blocks, ...found].join('\n\n')}\n`
}

// A code host takes 65,536 characters.
const mostInRows = 40_000
const mostCharacters = 50_000
const mostInDiagnostics = 12_000

/** The first of some texts that stay below a number of characters together. */
function fitting(texts: readonly string[], most: number): readonly string[] {
  let length = 0
  const end = texts.findIndex((text) => (length += text.length) > most)
  return end < 0 ? texts : texts.slice(0, end)
}

function summary({ diagnostics }: View, synced: Synced | undefined): string {
  if (synced === undefined) return 'no server was asked'
  const { servers } = synced
  if (servers.length === 0) return 'the project has no MCP integrations'
  const changed = servers.filter(isChanged)
  const silent = servers.filter(({ status }) => status === 'not-asked').length
  const all = changed.flatMap((server) => gradesOf(server))
  const counts = grades.flatMap((grade) => {
    const count = all.filter((each) => each === grade).length
    return count === 0 ? [] : [`${count} ${grade}`]
  })
  const edited = new Set(diagnostics.flatMap(({ code, place }) => (code === 'lock-edited' ? [place?.file] : []))).size
  const asked = servers.length - silent
  return [
    ...(edited === 0 ? [] : [`${plural(edited, 'lockfile')} edited by hand`]),
    ...(changed.length > 0 ? [`${changed.length} of ${plural(servers.length, 'server')} changed`] : []),
    ...(changed.length > 0 || asked === 0 ? [] : [`no ${edited === 0 ? '' : 'other '}change, ${plural(asked, 'server')} asked`]),
    ...(counts.length === 0 ? [] : [counts.join(', ')]),
    ...(silent === 0 ? [] : [`${plural(silent, 'server')} could not be locked`]),
  ].join('; ')
}

function isChanged({ difference }: SyncedServer): boolean {
  return difference.tools.length + difference.server.length + difference.rewritten.length > 0
}

function gradesOf({ difference: { tools, server } }: SyncedServer): readonly Grade[] {
  return [...tools.map(({ grade }) => grade), ...(server[0] === undefined ? [] : [server[0].grade])]
}

interface Room {
  left: number
}

function serverBlock(synced: SyncedServer, room: Room): string {
  const { integration, difference, touched } = synced
  if (!isChanged(synced)) return leftText(synced)
  const rows = [
    ...difference.tools.flatMap((change) => toolRows(change, touched.tools.get(change.tool))),
    ...difference.server.map((part, index) => row('the server itself', partCells(part), index === 0 ? touchedCell(touched.server) : '')),
  ]
  const shown: string[] = []
  for (const text of rows) {
    if (text.length > room.left) break
    room.left -= text.length
    shown.push(text)
  }
  const counts = gradesOf(synced)
  const graded = grades.filter((grade) => counts.includes(grade)).map((grade) => `${counts.filter((each) => each === grade).length} ${grade}`)
  const left = rows.length - shown.length
  return [
    '<details>',
    `<summary>${code(integration, 80)}: ${[...graded, ...rewrittenWords(difference.rewritten.length)].join(', ')}</summary>`,
    ...(shown.length === 0
      ? []
      : ['<table>', '<tr><th>tool</th><th>grade</th><th>what</th><th>old → new</th><th>who uses it</th></tr>', ...shown, '</table>']),
    ...(left === 0 ? [] : [`<p>${plural(left, 'row')} more: see the lockfile, or run diga-int sync --check before this is merged</p>`]),
    leftText(synced),
    '</details>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function leftText({ integration, left }: SyncedServer): string {
  const all = [...(left.tools.length === 0 ? [] : [few(left.tools)]), ...(left.server ? ['the server itself'] : [])]
  return all.length === 0 ? '' : `<p>${code(integration, 80)}: not accepted, and as it was locked: ${all.join(', ')}</p>`
}

function rewrittenWords(count: number): readonly string[] {
  return count === 0 ? [] : [`${plural(count, 'tool')} written otherwise with the same meaning`]
}

function toolRows({ kind, tool, formerly = '', grade, parts }: ToolChange, users: TouchedTool | undefined): readonly string[] {
  const lead: Record<ToolChange['kind'], readonly string[]> = {
    added: ['a new tool'],
    removed: ['no longer offered'],
    renamed: [`most likely renamed from ${code(formerly, 80)}`],
    changed: [],
  }
  const cells = [
    ...lead[kind].map((what) => ({ grade, what, values: '' })),
    ...parts.slice(0, mostParts).map(partCells),
    ...(parts.length > mostParts ? [{ grade: parts[mostParts]?.grade ?? grade, what: `and ${parts.length - mostParts} more`, values: '' }] : []),
  ]
  return cells.map((each, index) => row(code(tool, 80), each, index === 0 && users !== undefined ? toolCell(kind, users) : ''))
}

function toolCell(kind: ToolChange['kind'], users: TouchedTool): string {
  if (kind !== 'added' || users.agents.length > 0) return touchedCell(users)
  const { takenBy } = users
  if (takenBy === undefined) return 'no agent yet: tools.include does not take it'
  return takenBy === '*'
    ? 'no agent yet: every tool of the server may be given to one'
    : `no agent yet: ${code(takenBy, 80)} of tools.include takes it`
}

const mostParts = 20

interface Cells {
  readonly grade: Grade
  readonly what: string
  readonly values: string
}

function partCells({ grade, pointer, message, before, after }: Change): Cells {
  const values = before === undefined && after === undefined ? '' : valueCell(before, after)
  return { grade, what: `${sentence(message, 300)} (${code(pointer, 160)})`, values }
}

function valueCell(before: unknown, after: unknown): string {
  if (typeof before !== 'string' || typeof after !== 'string' || before.length + after.length < shortTexts) {
    return `${before === undefined ? 'nothing' : code(valueText(before), 160)} → ${after === undefined ? 'nothing' : code(valueText(after), 160)}`
  }
  const lines = wordLines(wordChanges(before, after))
  const shown = lines
    .slice(0, mostHunks)
    .map(({ mark, text }) => (mark === '-' ? `− <del>${code(text, 240)}</del>` : `+ <ins>${code(text, 240)}</ins>`))
  return [...shown, ...(lines.length > mostHunks ? [`and ${lines.length - mostHunks} more`] : [])].join('<br>')
}

const shortTexts = 60
const mostHunks = 6

function touchedCell({ agents, prompts, targets }: Users): string {
  if (agents.length === 0) return 'no agent'
  return [
    few(agents),
    ...(prompts.length === 0 ? [] : [`named in ${few(prompts)}`]),
    ...(targets.length === 0 ? [] : [`bundled for ${few(targets)}`]),
  ].join('; ')
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => code(name, 80))
  return `${shown.join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`
}

function row(tool: string, { grade, what, values }: Cells, users: string): string {
  return `<tr><td>${tool}</td><td>${grade}</td><td>${what}</td><td>${values}</td><td>${users}</td></tr>`
}

function diagnosticsBlock(diagnostics: readonly DiagnosticView[]): string {
  const items = diagnostics.map(({ severity, message, code: name, place }) => {
    const where = place === undefined ? '' : `, ${code(`${place.file}:${place.line}`, 160)}`
    return `<li>${severity}: ${sentence(message, 240)} (${code(name, 60)}${where})</li>`
  })
  const shown = fitting(items, mostInDiagnostics)
  const more = shown.length < items.length ? [`<li>and ${items.length - shown.length} more</li>`] : []
  return ['<ul>', ...shown, ...more, '</ul>'].join('\n')
}
