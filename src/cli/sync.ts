import type { Change } from '../lock/change.ts'
import type { LockDifference } from '../lock/diff.ts'
import type { Grade } from '../lock/grade.ts'
import { wordChanges } from '../lock/words.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { sync } from '../flow/sync.ts'
import type { Synced } from '../flow/synced.ts'
import type { Touched, TouchedTool, Users } from '../flow/touched.ts'
import { syncMarkdown } from '../report/sync-markdown.ts'
import { syncWords } from '../report/sync.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, progressFor, report } from './command.ts'

/** SyncFlags is what `sync` takes. */
export interface SyncFlags extends CommonFlags {
  readonly check: boolean
  readonly failOn?: Grade
  readonly dryRun: boolean
  readonly accept: readonly string[]
  readonly env?: string
  readonly project: string
  readonly allowPrivate?: true
  readonly allowStdio?: true
}

/** runSync is `diga-int sync [names…]`. */
export async function runSync(world: World, names: readonly string[], flags: SyncFlags): Promise<ExitCode> {
  const { check, failOn, dryRun, accept, env: environment, project: projectPath } = flags
  const grants = { addresses: flags.allowPrivate ? 'any' : 'declared', stdio: flags.allowStdio ?? false } as const
  const outcome = await sync(world, { names, check, failOn, dryRun, accept, environment, grants, projectPath, onProgress: progressFor(world) })
  return report(world, flags, { command: 'sync', outcome, json: syncJson, words: syncWords, markdown: syncMarkdown })
}

function syncJson({ check, dryRun, servers }: Synced): object {
  return {
    check,
    dry_run: dryRun,
    servers: servers.map(({ integration, lockfile, status, tools, server, difference, touched, left }) => ({
      integration,
      lockfile,
      status,
      tools,
      server: server === undefined ? null : { name: server.name, version: server.version, protocol_version: server.protocolVersion },
      changes: changesJson(difference, touched),
      left,
    })),
  }
}

function changesJson({ tools, server, rewritten }: LockDifference, touched: Touched): object {
  return {
    tools: tools.map(({ kind, tool, formerly, grade, contract, parts }) => ({
      kind,
      tool,
      ...(formerly === undefined ? {} : { formerly }),
      grade,
      contract,
      parts: parts.map(changeJson),
      touched: touchedJson(touched.tools.get(tool)),
    })),
    server: server.map(changeJson),
    server_touched: usersJson(touched.server),
    rewritten,
  }
}

function touchedJson(tool: TouchedTool | undefined): object {
  return { ...usersJson(tool ?? nobody), taken_by: tool?.takenBy ?? null }
}

const nobody: Users = { agents: [], prompts: [], targets: [] }

function usersJson({ agents, prompts, targets }: Users): object {
  return { agents, prompts, targets }
}

function changeJson({ grade, pointer, message, before, after }: Change): object {
  const areSentences = typeof before === 'string' && typeof after === 'string' && /\s/.test(before + after)
  const words = areSentences ? { words: wordsJson(before, after) } : {}
  return { grade, pointer, message, before: before ?? null, after: after ?? null, ...words }
}

function wordsJson(before: string, after: string): object {
  const changes = wordChanges(before, after)
  const texts = (kind: 'gone' | 'come'): readonly string[] => changes.filter((change) => change.kind === kind).map(({ text }) => text.trim())
  return { gone: texts('gone'), come: texts('come') }
}
