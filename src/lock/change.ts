import type { LockedTool } from '../model/lockfile.ts'
import type { Grade } from './grade.ts'

/** Change is one place of a definition that changed: a JSON pointer, with what stood and stands there (undefined: nothing). */
export interface Change {
  readonly grade: Grade
  readonly pointer: string
  readonly before: unknown
  readonly after: unknown
  /** What it means, in one sentence. */
  readonly message: string
}

/** Remark is something in a new definition that was not in the old one and that a reviewer must not overlook. */
export interface Remark {
  readonly pointer: string
  /** What it is, in one sentence. */
  readonly message: string
}

/** Introduced finds what an attack would bring into a definition (undefined before: a new one), or into the instructions. */
export interface Introduced {
  readonly inTool: (before: LockedTool | undefined, after: LockedTool) => readonly Remark[]
  readonly inInstructions: (before: string | undefined, after: string) => readonly Remark[]
}

/** areRelated tells whether one pointer leads to the place of the other, or into it. */
export function areRelated(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}
