import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Project } from '../model/project.ts'
import type { Files, World } from '../world/world.ts'
import { changesSince, touchedBy } from './changes.ts'
import { type ChosenPaths, choosePaths } from './chosen-paths.ts'
import { findRoot } from './find-project.ts'
import { type LoadedProject, loadProject } from './load-project.ts'
import type { Outcome } from './outcome.ts'
import { UsageError } from './usage-error.ts'
import { withText } from './overlay.ts'
import { type Selection, selector } from './selection.ts'

/** ValidateOptions says what to judge, and what to tell of it. */
export interface ValidateOptions extends Selection {
  /** Files, folders and patterns; `-` is one file from standard input. */
  readonly paths: readonly string[]
  /** Where the file from standard input belongs. */
  readonly stdinPath?: string | undefined
  /** Whether only what a person reads at once will be shown: what is behind it is then counted, and not worded. */
  readonly skim?: boolean
  /** The branch or commit that the changes are counted from. */
  readonly changed?: string | undefined
}

/** Validated says how much was looked at. */
export interface Validated {
  readonly files: number
  readonly integrations: number
  readonly tools: number
  readonly agents: number
  /** Errors and warnings outside of what was asked about. */
  readonly elsewhere: number
  /** Whether of some files it was only asked whether they are wrong: there are at least as many errors as were counted. */
  readonly isLeast?: true
}

const everything: ChosenPaths = { start: '.', has: undefined, check: () => undefined }

/** validate judges a project, offline; asked about a part of it, only what concerns that part is told. */
export async function validate(real: World, options: ValidateOptions): Promise<Outcome<Validated>> {
  const { only, ignore, changed } = options
  const isSelected = only.length + ignore.length === 0 ? () => true : selector(options)
  const { world, paths } = await withInput(real, options)
  const chosen = paths.length === 0 ? everything : choosePaths(world.files, paths)
  const changes = changed === undefined ? undefined : await changesSince(world, findRoot(world.files, chosen.start), changed)
  if (changes?.ok === false) return { diagnostics: [changes.diagnostic], result: undefined }
  const loaded = await loadProject(world, chosen.start, {
    judge: true,
    keep: 'assigned',
    more: losses,
    // Of a part it is not known beforehand what of it will be shown.
    skim: options.skim === true && only.length + ignore.length + paths.length === 0 && changes === undefined,
    ...(changes === undefined ? {} : { only: changes.paths }),
  })
  chosen.check(loaded.root, loaded.paths)
  const told = loaded.diagnostics.filter(isSelected)
  const isTouched = changes === undefined ? () => true : touchedBy(world.files, changes.paths, { root: loaded.root, agents: loaded.project.agents })
  const diagnostics = told.filter((diagnostic) => isTouched(diagnostic) && isChosen(world.files, diagnostic, chosen.has))
  return {
    diagnostics,
    waived: loaded.waived,
    result: { ...loaded.counts, elsewhere: elsewhere(told, diagnostics), ...(loaded.hasSkimmed ? { isLeast: true } : {}) },
  }
}

async function withInput(world: World, { paths, stdinPath }: ValidateOptions): Promise<{ readonly world: World; readonly paths: readonly string[] }> {
  if (!paths.includes('-')) {
    if (stdinPath !== undefined) throw new UsageError('--stdin-path is for a file from standard input: diga-int validate - --stdin-path PATH')
    return { world, paths }
  }
  if (paths.length > 1) throw new UsageError('"-" is one file from standard input, and stands alone')
  if (stdinPath === undefined) throw new UsageError('say where the file from standard input belongs: --stdin-path integrations/NAME.yaml')
  const text = await world.terminal.readInput()
  if (text === undefined) throw new UsageError('standard input cannot be read')
  return { world: { ...world, files: withText(world.files, stdinPath, text) }, paths: [stdinPath] }
}

/** What the declared targets cannot take; assembling bundles is loaded only where targets are declared. */
async function losses(project: Project): Promise<readonly Diagnostic[]> {
  if (project.targets.length === 0) return []
  const { targetLosses } = await import('./target-losses.ts')
  return targetLosses(project)
}

function elsewhere(all: LoadedProject['diagnostics'], told: readonly Diagnostic[]): number {
  const troubles = (diagnostics: readonly Diagnostic[]): number => diagnostics.filter(({ severity }) => severity !== 'note').length
  return troubles(all) - troubles(told)
}

function isChosen(files: Files, { span }: Diagnostic, has: ((path: string) => boolean) | undefined): boolean {
  return has === undefined || span === undefined || has(files.resolve(span.file.path))
}
