import type { World } from '../world/world.ts'

/** print writes to stdout and tells whether that worked; where it did not, stderr says why. */
export function print({ terminal }: World, text: string): boolean {
  const trouble = terminal.out(text)
  if (trouble !== undefined) terminal.err(`diga-int: the result cannot be written (${trouble})\n`)
  return trouble === undefined
}
