import type { Step } from '../../yaml/cursor.ts'
import type { Case } from './case.ts'
import { at, type Draft, isEmpty, startsWith } from './draft.ts'

/** Move takes keys from one mapping to another one. */
export interface Move {
  readonly from: readonly Step[]
  readonly to: readonly Step[]
  /** The first is the one that is told. */
  readonly keys: readonly string[]
}

/** Tried is a move with what it leads to. */
export interface Tried extends Move {
  readonly draft: Draft
  /** How many problems are left. */
  readonly left: number
  /** Whether the other mapping knows the key by its name, not only as one of many. */
  readonly isNamed: boolean
  /** The key without a value that was to open the mapping, where it stands at the wrong place itself. */
  readonly opener: readonly Step[] | undefined
}

/** spineBefore lists what a key would belong to if it were indented more: the entry before it, the last one of that, and so on. */
export function spineBefore(draft: Draft, from: readonly Step[], key: string): readonly (readonly Step[])[] {
  const keys = [...(at(draft, from)?.entries?.keys() ?? [])]
  const before = keys[keys.indexOf(key) - 1]
  const spine: (readonly Step[])[] = []
  let path: readonly Step[] | undefined = before === undefined ? undefined : [...from, before]
  while (path !== undefined) {
    const here: Draft | undefined = at(draft, path)
    if (here?.entries === undefined && !(here !== undefined && isEmpty(here)) && here?.items === undefined) break
    if (here.items === undefined) spine.push(path)
    const last: Step | undefined = here.items === undefined ? [...(here.entries?.keys() ?? [])].at(-1) : here.items.length - 1
    path = last === undefined || last === -1 ? undefined : [...path, last]
  }
  return spine
}

/** isNextTo tells whether the keys stand right below what they are moved to, or inside of it: indenting them otherwise would do. */
export function isNextTo({ from, to, keys }: Move, { draft }: Pick<Case, 'draft'>): boolean {
  return startsWith(from, to) || spineBefore(draft, from, keys[0] ?? '').some((path) => path.length === to.length && startsWith(path, to))
}
