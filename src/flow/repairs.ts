import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import { afterEdits, applyEdits, type Edit, withoutOverlap } from '../text/edits.ts'
import type { Outcome } from './outcome.ts'
import type { Validated } from './validate.ts'

/** Draft is a project as it would be with some files changed, and what is told of it then. */
export interface Draft {
  /** The changed files, by the path that they are shown with. */
  readonly texts: ReadonlyMap<string, string>
  readonly outcome: Outcome<Validated>
}

/** Repair is the change that a diagnostic brings along. */
export interface Repair extends Edit {
  readonly diagnostic: Diagnostic
  readonly file: SourceFile
}

/** Judge tells how a project would be judged with some files changed. */
export type Judge = (texts: Draft['texts']) => Promise<Draft>

/**
 * repaired makes all the changes that the diagnostics of a draft bring along and that hold: a change holds when its own diagnostic goes away and its
 * file is not worse off. Undefined when there is none.
 */
export async function repaired(draft: Draft, judge: Judge): Promise<{ readonly draft: Draft; readonly made: readonly Repair[] } | undefined> {
  const wanted = repairsOf(draft.outcome.diagnostics)
  const make = (repairs: readonly Repair[]): Promise<Draft> => judge(withRepairs(draft.texts, repairs))
  const failing = (repairs: readonly Repair[], after: Draft): ReadonlySet<string> =>
    new Set([...byFile(repairs)].filter(([path, own]) => !holds(path, own, draft, after)).map(([path]) => path))
  let made = wanted
  let after = await make(made)
  const worse = failing(made, after)
  if (worse.size > 0) {
    // One bad change must not keep the good ones of its file away.
    const sound: Repair[] = []
    for (const [path, own] of byFile(wanted)) sound.push(...(worse.has(path) ? await soundOf(own, draft, make) : own))
    made = sound
    after = await make(made)
    const together = failing(made, after)
    if (together.size > 0) {
      made = made.filter(({ file }) => !together.has(file.path))
      after = await make(made)
    }
  }
  return made.length === 0 ? undefined : { draft: after, made }
}

async function soundOf(repairs: readonly Repair[], draft: Draft, make: (repairs: readonly Repair[]) => Promise<Draft>): Promise<readonly Repair[]> {
  const [first] = repairs
  if (first === undefined || holds(first.file.path, repairs, draft, await make(repairs))) return repairs
  if (repairs.length === 1) return []
  const middle = repairs.length >> 1
  return [...(await soundOf(repairs.slice(0, middle), draft, make)), ...(await soundOf(repairs.slice(middle), draft, make))]
}

/** The changes that diagnostics bring along, without those that get in each other's way: these have their turn in the next round. */
function repairsOf(diagnostics: readonly Diagnostic[]): readonly Repair[] {
  const all = diagnostics.flatMap((diagnostic): Repair[] => {
    const { span, fix } = diagnostic
    // Lockfiles are written by sync alone.
    if (span === undefined || fix === undefined || span.file.path.endsWith('.lock.yaml')) return []
    const { file, start, end } = fix.span
    return [{ file, start, end, text: fix.text, diagnostic }]
  })
  return [...byFile(all).values()].flatMap(withoutOverlap)
}

function byFile(repairs: readonly Repair[]): ReadonlyMap<string, readonly Repair[]> {
  const files = new Map<string, Repair[]>()
  for (const repair of repairs) {
    const known = files.get(repair.file.path)
    if (known === undefined) files.set(repair.file.path, [repair])
    else known.push(repair)
  }
  return files
}

function withRepairs(texts: Draft['texts'], repairs: readonly Repair[]): Draft['texts'] {
  const changed = [...byFile(repairs)].map(([path, own]) => [path, applyEdits(own[0]?.file.text ?? '', own)] as const)
  return new Map([...texts, ...changed])
}

function holds(path: string, repairs: readonly Repair[], before: Draft, after: Draft): boolean {
  const [was, is] = [told(before, path), told(after, path)]
  const [stageBefore, stageNow] = [stageOf(was), stageOf(is)]
  if (stageNow < stageBefore) return false
  const errors = (diagnostics: readonly Diagnostic[]): number => diagnostics.filter(({ severity }) => severity === 'error').length
  // Where a file was judged to the end before, and all of it was told, nothing new can come to light.
  if (stageBefore === 2 && !was.some(({ isRest }) => isRest) && errors(is) > errors(was)) return false
  return repairs.every(({ diagnostic: { code, span } }) => {
    const { start, end } = afterEdits(span?.start ?? 0, repairs)
    return !is.some((other) => other.code === code && other.span !== undefined && other.span.start >= start && other.span.start <= end)
  })
}

function told({ outcome }: Draft, path: string): readonly Diagnostic[] {
  return outcome.diagnostics.filter(({ span }) => span?.file.path === path)
}

/** How far a file can be judged: not read at all, read without its shape, or to the end. */
function stageOf(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  if (diagnostics.some(isUnreadable)) return 0
  return diagnostics.some(({ code, severity }) => code.startsWith('schema-') && severity === 'error') ? 1 : 2
}

/** isUnreadable tells whether a diagnostic means that its file is no YAML of ours. */
export function isUnreadable({ code, severity }: Diagnostic): boolean {
  return code.startsWith('yaml-') && severity === 'error'
}
