/** ValueSize is how large a JSON value is, as far as it decides how long judging it takes. */
export interface ValueSize {
  readonly values: number
  /** The length of its longest text or key. */
  readonly longestText: number
  /** How many items its longest list has. */
  readonly longestList: number
  /** How many keys its largest object has. */
  readonly mostKeys: number
  readonly texts: ReadonlySet<string>
}

/** sizeOf measures a value. */
export function sizeOf(value: unknown): ValueSize {
  const size = { values: 0, longestText: 0, longestList: 0, mostKeys: 0, texts: new Set<string>() }
  measure(value, size)
  return size
}

interface Measured {
  values: number
  longestText: number
  longestList: number
  mostKeys: number
  readonly texts: Set<string>
}

function measure(value: unknown, size: Measured): void {
  size.values += 1
  if (typeof value === 'string') addText(value, size)
  else if (Array.isArray(value)) {
    size.longestList = Math.max(size.longestList, value.length)
    for (const item of value) measure(item, size)
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    size.mostKeys = Math.max(size.mostKeys, entries.length)
    for (const [key, item] of entries) {
      addText(key, size)
      measure(item, size)
    }
  }
}

function addText(text: string, size: Measured): void {
  size.texts.add(text)
  size.longestText = Math.max(size.longestText, text.length)
}
