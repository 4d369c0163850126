/**
 * canonicalJson writes plain data as RFC 8785 does: keys sorted by UTF-16 code unit, no white space, numbers and strings as JSON.stringify
 * writes them. Two equal values give the same text, which is what digests are taken over. Keys with undefined values are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** sortedJson is JSON for people: keys sorted at every level, two spaces, a line feed at the end. */
export function sortedJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  // A null prototype lets a key named __proto__ stay an ordinary key.
  const sorted: Record<string, unknown> = Object.create(null)
  for (const [key, item] of Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))) sorted[key] = sortKeys(item)
  return sorted
}
