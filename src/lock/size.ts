// The schemas of honest servers have some hundreds of parts in less than twenty levels.
const mostParts = 20_000
const mostLevels = 64

/** partsIn counts the parts of a value; undefined where there are too many, or too many levels of them, to be walked through again and again. */
export function partsIn(value: unknown): number | undefined {
  let parts = 0
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    parts += level.length
    if (depth > mostLevels || parts > mostParts) return undefined
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return parts
}
