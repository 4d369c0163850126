import { posix } from 'node:path'
import { checkProject } from '../check/check.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { freshness } from '../lock/freshness.ts'
import { toolsOf } from '../model/project.ts'
import type { World } from '../world/world.ts'
import { lockPathOf } from './find-project.ts'
import { loadProject, type LoadedProject } from './load-project.ts'
import { type Outcome, UsageError } from './outcome.ts'

/** Validated says how much was looked at. */
export interface Validated {
  readonly files: number
  readonly integrations: number
  readonly tools: number
  readonly agents: number
  /** Errors and warnings outside of the paths that were named. */
  readonly elsewhere: number
}

/** validate judges a project, offline; with paths, only what lies in them is told. */
export async function validate(world: World, paths: readonly string[]): Promise<Outcome<Validated>> {
  const { files } = world
  const chosen = paths.map((path) => files.resolve(path))
  for (const [index, path] of chosen.entries()) {
    if (files.kind(path) === undefined) throw new UsageError(`there is no "${paths[index]}"`)
  }
  const loaded = await loadProject(files, chosen[0] ?? '.')
  const outside = chosen.findIndex((path) => path !== loaded.root && !path.startsWith(`${loaded.root}/`))
  if (outside >= 0) throw new UsageError(`"${paths[outside]}" lies outside of the project of "${paths[0]}"; check one project at a time`)
  const all = judge(world, loaded)
  const diagnostics = all.filter((diagnostic) => chosen.length === 0 || isIn(world, diagnostic, chosen))
  const elsewhere = troubles(all) - troubles(diagnostics)
  const { integrations, agents } = loaded.project
  return {
    diagnostics,
    result: {
      files: loaded.fileCount,
      integrations: integrations.length,
      tools: integrations.reduce((sum, integration) => sum + (integration.type === 'http' ? integration.tools : toolsOf(integration)).length, 0),
      agents: agents.length,
      elsewhere,
    },
  }
}

function troubles(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity !== 'note').length
}

/** judge is everything that can be said of a loaded project without the network. */
export function judge({ sha256 }: World, { project, diagnostics }: LoadedProject): readonly Diagnostic[] {
  // A lockfile that cannot be read has been reported at its own place; it is not missing.
  const unreadable = new Set(diagnostics.filter(({ code }) => code === 'lock-unreadable').map(({ span }) => span?.file.path))
  const locks = project.integrations.flatMap((integration) => {
    if (integration.type !== 'mcp' || unreadable.has(lockPathOf(integration.at.file.path))) return []
    return freshness(integration, sha256)
  })
  return [...diagnostics, ...checkProject(project), ...locks]
}

function isIn({ files }: World, { span }: Diagnostic, folders: readonly string[]): boolean {
  if (span === undefined) return true
  const path = files.resolve(span.file.path)
  return folders.some((folder) => path === folder || path.startsWith(folder === posix.sep ? folder : `${folder}/`))
}
