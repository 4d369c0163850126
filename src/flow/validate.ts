import { posix } from 'node:path'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Project } from '../model/project.ts'
import type { World } from '../world/world.ts'
import { loadProject } from './load-project.ts'
import { type Outcome, UsageError } from './outcome.ts'
import { type Selection, selector } from './selection.ts'

/** ValidateOptions says what to judge, and which codes to tell. */
export interface ValidateOptions extends Selection {
  readonly paths: readonly string[]
}

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
export async function validate(world: World, { paths, ...selection }: ValidateOptions): Promise<Outcome<Validated>> {
  const { files } = world
  const isSelected = selector(selection)
  const chosen = paths.map((path) => files.resolve(path))
  for (const [index, path] of chosen.entries()) {
    if (files.kind(path) === undefined) throw new UsageError(`there is no "${paths[index]}"`)
  }
  const { root, diagnostics: all, waived, counts } = await loadProject(world, chosen[0] ?? '.', { judge: true, keep: 'assigned', more: losses })
  const outside = chosen.findIndex((path) => path !== root && !path.startsWith(`${root}/`))
  if (outside >= 0) throw new UsageError(`"${paths[outside]}" lies outside of the project of "${paths[0]}"; check one project at a time`)
  const told = all.filter(isSelected)
  const diagnostics = told.filter((diagnostic) => chosen.length === 0 || isIn(world, diagnostic, chosen))
  return { diagnostics, waived, result: { ...counts, elsewhere: troubles(told) - troubles(diagnostics) } }
}

/** What the declared targets cannot take; assembling bundles is loaded only where targets are declared. */
async function losses(project: Project): Promise<readonly Diagnostic[]> {
  if (project.targets.length === 0) return []
  const { targetLosses } = await import('./target-losses.ts')
  return targetLosses(project)
}

function troubles(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity !== 'note').length
}

function isIn({ files }: World, { span }: Diagnostic, folders: readonly string[]): boolean {
  if (span === undefined) return true
  const path = files.resolve(span.file.path)
  return folders.some((folder) => path === folder || path.startsWith(folder === posix.sep ? folder : `${folder}/`))
}
