import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { compareLocks, type LockDifference } from '../lock/diff.ts'
import { freshness } from '../lock/freshness.ts'
import type { Grade } from '../lock/grade.ts'
import { isDrift } from '../lock/server-changes.ts'
import { lockText } from '../lock/text.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import type { Lockfile } from '../model/lockfile.ts'
import type { Surroundings } from '../model/project.ts'
import type { World } from '../world/world.ts'
import { acceptInto } from './accept.ts'
import { driftDiagnostics, goneTools } from './drift.ts'
import { introduced } from './introduced.ts'
import type { SyncedServer } from './synced.ts'
import { touchedBy } from './touched.ts'

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
}

/** settleLock compares what was heard with the lockfile, and writes it unless told otherwise. */
export function settleLock(world: World, heard: Heard): Asked {
  const { integration, around, lockfile, check, failOn, dryRun, accept } = heard
  const before = integration.lock?.lockfile
  const whole = compareLocks(before, heard.fresh, introduced)
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
    const drift = stale.length > 0 || before === undefined ? [] : driftDiagnostics(integration, difference, failOn)
    const isDrifted = stale.length > 0 || drift.length > 0
    return {
      server: { ...synced, status: before === undefined ? 'not-locked' : isDrifted ? 'drifted' : 'unchanged' },
      diagnostics: [...stale, ...drift],
    }
  }
  const text = lockText(fresh)
  if (accept.length > 0) {
    const refused = unkept(world, heard)
    if (refused.length > 0) return { server: { ...synced, status: 'not-asked', difference: nothingChanged }, diagnostics: refused }
    // A server that has none of the tools is not touched at all.
    if (toolsAccepted(difference) === 0) return { server: { ...synced, status: before === undefined ? 'not-locked' : 'unchanged' }, diagnostics: [] }
  }
  if (dryRun) {
    const isSame = integration.lock?.at.file.text === text
    return { server: { ...synced, status: isSame ? 'unchanged' : 'written' }, diagnostics: goneTools(integration, fresh, difference) }
  }
  const written = world.files.write(lockfile, text)
  if (!written.ok) {
    const message = `"${lockfile}" cannot be written (${written.failure.kind === 'folder' ? 'a folder stands there' : written.failure.detail})`
    return {
      server: { ...synced, status: 'not-asked' },
      diagnostics: [
        diagnose('project-file-unwritable', {
          message,
          span: integration.at.key(serverKey(integration)),
          hint: 'check the rights of the folder and the space on the disk',
        }),
      ],
    }
  }
  return { server: { ...synced, status: written.changed ? 'written' : 'unchanged' }, diagnostics: goneTools(integration, fresh, difference) }
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

/** Of a lockfile that was edited, is of another server or cannot be read, nothing can be kept. */
function unkept({ files, sha256 }: World, { integration, lockfile }: Heard): readonly Diagnostic[] {
  if (integration.lock !== undefined) return freshness(integration, sha256)
  if (files.kind(lockfile) === undefined) return []
  const message = `the lockfile of "${integration.name}" cannot be read, so the other tools cannot stay as they are locked`
  return [diagnose('lock-unreadable', { message, span: integration.at.key(serverKey(integration)), hint: 'run sync without --accept' })]
}
