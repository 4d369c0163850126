import type { ToolHomes } from '../check/shadow.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { compareLocks, type LockDifference } from '../lock/diff.ts'
import { freshness, lockEdits } from '../lock/freshness.ts'
import type { Grade } from '../lock/grade.ts'
import { isDrift } from '../lock/server-changes.ts'
import { lockText } from '../lock/text.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import type { Lockfile } from '../model/lockfile.ts'
import type { Surroundings } from '../model/project.ts'
import type { Files, World } from '../world/world.ts'
import { acceptInto } from './accept.ts'
import { driftDiagnostics, goneTools } from './drift.ts'
import { findRoot } from './find-project.ts'
import { introducedAmong } from './introduced.ts'
import type { Neighbour } from './neighbours.ts'
import type { SyncedServer } from './synced.ts'
import { touchedBy } from './touched.ts'
import { unwritten, writeGenerated } from './write-generated.ts'

/** Asked is what became of one server, with what is wrong. */
export interface Asked {
  readonly server: SyncedServer
  readonly diagnostics: readonly Diagnostic[]
}

/** nothingChanged is the difference where nothing could be compared. */
export const nothingChanged: LockDifference = { tools: [], server: [], rewritten: [] }

/** Wishes are what is to become of what a server lists. */
export interface Wishes {
  readonly integration: McpIntegration
  readonly around: Surroundings
  readonly check: boolean
  readonly failOn: Grade
  readonly dryRun: boolean
  readonly accept: readonly string[]
}

/** Heard is what a server listed, ready to be compared with its lockfile. */
export interface Heard extends Wishes {
  readonly lockfile: string
  readonly fresh: Lockfile
  /** What became of the lockfile, where it was written at once. */
  readonly written?: ReturnType<Files['write']>
}

/** writtenAtOnce writes what was heard unless more has to be known first: no server waits for a slower one, nor is it lost with it. */
export function writtenAtOnce({ files }: World, heard: Heard): Heard {
  if (heard.check || heard.dryRun || heard.accept.length > 0) return heard
  return { ...heard, written: writeLock(files, heard.lockfile, lockText(heard.fresh)) }
}

/** settleLock compares what was heard with what was locked and with the other tools of the project, and writes it unless told otherwise. */
export function settleLock(world: World, heard: Heard, neighbours: ToolHomes<Neighbour>): Asked {
  const { integration, around, lockfile, check, failOn, dryRun, accept } = heard
  const before = integration.lock?.lockfile
  const own = new Set(heard.fresh.tools.map(({ name }) => name))
  const introduced = introducedAmong({ owner: integration.name, own, isFirst: before === undefined, neighbours })
  // Byte for byte what is locked: then there is nothing to compare, and nothing that was edited.
  const isLocked = before !== undefined && integration.lock?.at.file.text === lockText(heard.fresh)
  const whole = isLocked ? nothingChanged : compareLocks(before, heard.fresh, introduced)
  const fresh = accept.length === 0 ? heard.fresh : acceptInto(before, heard.fresh, whole, { accept, sha256: world.sha256 })
  const difference = accept.length === 0 ? whole : compareLocks(before, fresh, introduced)
  const server = { name: fresh.serverName, version: fresh.serverVersion, protocolVersion: fresh.protocolVersion }
  const touched = touchedBy(around, integration, difference)
  const synced = {
    integration: integration.name,
    lockfile,
    tools: fresh.tools.length,
    server,
    difference,
    touched,
    isFirst: before === undefined,
    left: leftBy(whole, difference),
  }
  if (check) {
    const stale = freshness(integration, world.sha256)
    // Of what was edited it is known what stands there now. What was locked for another address is another list.
    const isComparable = before !== undefined && stale.every(({ code }) => code === 'lock-edited')
    const drift = isComparable ? driftDiagnostics(integration, difference, failOn) : []
    const isDrifted = stale.length > 0 || drift.length > 0
    return {
      server: { ...synced, status: before === undefined ? 'not-locked' : isDrifted ? 'drifted' : 'unchanged' },
      diagnostics: [...stale, ...drift],
    }
  }
  const text = lockText(fresh)
  if (accept.length > 0) {
    // Of a lockfile that was edited, or is of another server, nothing can be kept.
    const refused = before === undefined ? [] : freshness(integration, world.sha256)
    if (refused.length > 0) return { server: { ...synced, status: 'not-asked', difference: nothingChanged }, diagnostics: refused }
    // A server that has none of the tools is not touched at all.
    if (toolsAccepted(difference) === 0) return { server: { ...synced, status: before === undefined ? 'not-locked' : 'unchanged' }, diagnostics: [] }
  }
  const told = [...(isLocked ? [] : editsReplaced(world, integration)), ...goneTools(integration, fresh, difference)]
  if (dryRun) {
    const isSame = integration.lock?.at.file.text === text
    return { server: { ...synced, status: isSame ? 'unchanged' : 'written' }, diagnostics: told }
  }
  const written = heard.written ?? writeLock(world.files, lockfile, text)
  if (!written.ok) {
    const { why, hint } = unwritten(written.failure)
    return {
      server: { ...synced, status: 'not-asked' },
      diagnostics: [
        diagnose('project-file-unwritable', {
          message: `"${lockfile}" cannot be written (${why})`,
          span: integration.at.key(serverKey(integration)),
          hint,
        }),
      ],
    }
  }
  return { server: { ...synced, status: written.changed ? 'written' : 'unchanged' }, diagnostics: told }
}

function writeLock(files: Files, path: string, text: string): ReturnType<Files['write']> {
  return writeGenerated(files, { top: findRoot(files, path), path, text })
}

/** What stood in a lockfile that was edited is replaced, but nobody reviewed it: the changes that are told begin there. */
function editsReplaced({ sha256 }: World, { name, lock }: McpIntegration): readonly Diagnostic[] {
  if (lock === undefined) return []
  const hint = 'what changed is told from the edited text on; read in the history of the file what was locked'
  return lockEdits(name, lock, sha256).map((edit): Diagnostic => ({ ...edit, severity: 'warning', hint }))
}

function toolsAccepted({ tools, rewritten }: LockDifference): number {
  return tools.length + rewritten.length
}

function leftBy(whole: LockDifference, taken: LockDifference): SyncedServer['left'] {
  const isTaken = new Set(taken.tools.map(({ tool }) => tool))
  return {
    tools: whole.tools.map(({ tool }) => tool).filter((tool) => !isTaken.has(tool)),
    server: whole.server.some(isDrift) && !taken.server.some(isDrift),
  }
}
