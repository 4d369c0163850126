import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { positionAt } from '../text/source-file.ts'
import type { World } from '../world/world.ts'
import type { Outcome } from './outcome.ts'
import { UsageError } from './usage-error.ts'
import { withTexts } from './overlay.ts'
import { type Draft, isUnreadable, type Judge, type Repair, repaired } from './repairs.ts'
import { rewrite } from './rewrite.ts'
import { type Mask, maskFor } from './mask.ts'
import { validate, type Validated, type ValidateOptions } from './validate.ts'

/** FixOptions says what to fix. */
export interface FixOptions extends ValidateOptions {
  /** Whether nothing is to be written. */
  readonly dryRun: boolean
}

/** Mended is a diagnostic that a change made go away. */
export interface Mended {
  readonly code: string
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
  /** What stood there, and what stands there now; secrets are dots. */
  readonly old: string
  readonly new: string
}

/** ChangedFile is a file before and after; secrets are dots. */
export interface ChangedFile {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Fixed is what was fixed, or in a dry run what would be. */
export interface Fixed extends Validated {
  readonly dryRun: boolean
  readonly fixed: readonly Mended[]
  readonly changes: readonly ChangedFile[]
}

// A change may bring to light what stood behind it; a text with more slips in a row than this is better read by a person.
const mostRounds = 10

/**
 * fix makes the safe changes that the diagnostics of a project bring along, and tells what remains. All of them are tried before anything is written;
 * every other byte of a file stays. In a dry run nothing is written, and everything is told as it stands.
 */
export async function fix(world: World, { dryRun, ...options }: FixOptions): Promise<Outcome<Fixed>> {
  if (options.paths.includes('-')) throw new UsageError('--fix changes files, and standard input is none')
  const { files } = world
  const judge: Judge = async (texts) => {
    const overlay = withTexts(files, new Map([...texts].map(([path, text]) => [files.resolve(path), text])))
    return { texts, outcome: await validate({ ...world, files: overlay }, options) }
  }
  const first = await judge(new Map())
  const { made, last } = await inRounds(first, judge)
  const mask = maskFor(
    [first, last].flatMap(({ outcome: { diagnostics, waived = [] } }) => [...diagnostics, ...waived.map(({ diagnostic }) => diagnostic)]),
  )
  // Of several rounds the first one read what is on the disk.
  const onDisk = new Map(made.toReversed().map(({ file }) => [file.path, file.text]))
  const changes = [...last.texts].map(([path, after]) => ({ path, before: onDisk.get(path) ?? '', after }))
  const troubles = new Map<string, Diagnostic>()
  for (const { path, before, after } of dryRun ? [] : changes) {
    const trouble = rewrite(files, { path, text: before }, after)
    if (trouble !== undefined) troubles.set(path, trouble)
  }
  const { diagnostics, result, ...outcome } = dryRun ? first.outcome : last.outcome
  return {
    ...outcome,
    diagnostics: [...(dryRun ? diagnostics : remaining(diagnostics, troubles)), ...troubles.values()],
    result: result && {
      ...result,
      dryRun,
      fixed: made.filter(({ file }) => !troubles.has(file.path)).map((repair) => mended(repair, mask)),
      changes: changes.map(({ path, before, after }) => ({ path, before: mask(path, before), after: mask(path, after) })),
    },
  }
}

async function inRounds(first: Draft, judge: Judge): Promise<{ readonly made: readonly Repair[]; readonly last: Draft }> {
  const made: Repair[] = []
  let last = first
  for (let round = 0; round < mostRounds; round += 1) {
    const next = await repaired(last, judge)
    if (next === undefined) break
    made.push(...next.made)
    last = next.draft
  }
  // A text that still is no YAML may have been understood wrongly from the start.
  const unread = new Set(last.outcome.diagnostics.filter(isUnreadable).map(({ span }) => span?.file.path))
  const texts = new Map([...last.texts].filter(([path]) => !unread.has(path)))
  if (texts.size === last.texts.size) return { made, last }
  return { made: made.filter(({ file }) => texts.has(file.path)), last: await judge(texts) }
}

function mended({ diagnostic: { code, message, span }, file, start, end, text }: Repair, mask: Mask): Mended {
  const { line, column } = positionAt(file, span?.start ?? start)
  return {
    code,
    message: mask(file.path, message),
    file: file.path,
    line,
    column,
    old: mask(file.path, file.text.slice(start, end)),
    new: mask(file.path, text),
  }
}

/** What else is wrong with a file that could not be written has no place in it; what could not be mended now cannot be mended by a second run. */
function remaining(diagnostics: readonly Diagnostic[], troubles: ReadonlyMap<string, Diagnostic>): readonly Diagnostic[] {
  return diagnostics
    .filter(({ span }) => span === undefined || !troubles.has(span.file.path))
    .map((diagnostic) => (diagnostic.fix === undefined ? diagnostic : { ...diagnostic, fix: undefined }))
}
