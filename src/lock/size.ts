// The schemas of honest servers have some hundreds of parts in less than twenty levels.
const mostParts = 20_000
const mostLevels = 64

/** isSmall tells whether a value is small enough to be walked through again and again. */
export function isSmall(value: unknown): boolean {
  let parts = 0
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    parts += level.length
    if (depth > mostLevels || parts > mostParts) return false
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return true
}
