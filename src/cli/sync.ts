import type { LockDifference } from '../lock/diff.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { sync, type Synced } from '../flow/sync.ts'
import { syncWords } from '../report/sync.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, progressFor, report } from './command.ts'

/** SyncFlags is what `sync` takes. */
export interface SyncFlags extends CommonFlags {
  readonly check: boolean
  readonly env?: string
  readonly project: string
}

/** runSync is `diga-int sync [names…]`. */
export async function runSync(world: World, names: readonly string[], flags: SyncFlags): Promise<ExitCode> {
  const { check, env: environment, project: projectPath } = flags
  const outcome = await sync(world, { names, check, environment, projectPath, onProgress: progressFor(world) })
  return report(world, flags, { command: 'sync', outcome, json: syncJson, words: syncWords })
}

function syncJson({ check, servers }: Synced): object {
  return {
    check,
    servers: servers.map(({ integration, lockfile, status, tools, server, difference }) => ({
      integration,
      lockfile,
      status,
      tools,
      server: server === undefined ? null : { name: server.name, version: server.version, protocol_version: server.protocolVersion },
      changes: changesJson(difference),
    })),
  }
}

function changesJson({ tools, server }: LockDifference): object {
  const part = ({ pointer, before, after }: LockDifference['server'][number]): object => ({ pointer, before: before ?? null, after: after ?? null })
  return { tools: tools.map(({ kind, tool, contract, parts }) => ({ kind, tool, contract, parts: parts.map(part) })), server: server.map(part) }
}
