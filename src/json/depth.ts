/** mostLevels is how deep a value from a server may be nested: whatever walks it later does so by recursion, which a deeper one would bring down. */
export const mostLevels = 200

/** isWithin tells whether a value is nested at most so many levels deep. */
export function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((item) => isWithin(item, levels - 1))
}
