import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { ChangedFile } from '../flow/fix.ts'

/**
 * patchOf shows changes of files as a unified diff. It shows the changed lines only: what stands around them was not asked about, and may hold what
 * no report shows.
 */
export function patchOf(changes: readonly ChangedFile[]): string {
  return changes
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 0, headerOptions: FILE_HEADERS_ONLY }),
    )
    .join('')
}
