import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { LockDifference } from '../lock/diff.ts'
import { type Hash, listDigest } from '../lock/pin.ts'
import type { Lockfile } from '../model/lockfile.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { UsageError } from './usage-error.ts'

/**
 * acceptInto takes the changes of some tools over and leaves all else of a lockfile as it is: the other tools, and what the server says of itself. A
 * renamed tool goes and comes together, whichever of its names was given.
 */
export function acceptInto(
  before: Lockfile | undefined,
  fresh: Lockfile,
  { tools: changes }: LockDifference,
  { accept, sha256 }: { readonly accept: readonly string[]; readonly sha256: Hash },
): Lockfile {
  const taken = new Set(accept)
  for (const { tool, formerly } of changes) {
    if (formerly === undefined || !(taken.has(tool) || taken.has(formerly))) continue
    taken.add(tool).add(formerly)
  }
  const tools = [...(before?.tools ?? []).filter(({ name }) => !taken.has(name)), ...fresh.tools.filter(({ name }) => taken.has(name))]
  const sorted = tools.toSorted((left, right) => (left.name < right.name ? -1 : 1))
  return { ...(before ?? fresh), tools: sorted, listDigest: listDigest(sorted, sha256) }
}

/** refuseUnknown ends a run that was to accept a tool which no server has or had, before anything is written. */
export function refuseUnknown(accept: readonly string[], known: readonly string[]): void {
  const unknown = accept.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const hint = didYouMean(unknown, known) ?? 'there are no tools'
  throw new UsageError(printableLine(`--accept: there is no tool "${shorten(unknown, 60)}", neither locked nor on a server; ${shorten(hint, 400)}`))
}
