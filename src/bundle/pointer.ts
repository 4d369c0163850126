import type { Step } from '../yaml/cursor.ts'

/** pointerOf writes steps as a JSON pointer (RFC 6901). */
export function pointerOf(steps: readonly Step[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
