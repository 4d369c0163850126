import { shorten } from '../text/printable.ts'
import { isJsonObject } from './schema.ts'

/** Difference is a place at which a value does not hold what was expected of it. */
export interface Difference {
  readonly steps: readonly (string | number)[]
  /** What was expected, and what stands there instead: JSON, cut short. */
  readonly expected: string
  readonly got: string
}

// Nobody reads more, and a list of a thousand records may differ in each.
const most = 20
const longest = 300

/**
 * differencesFrom tells where a value does not hold what was expected of it: objects may have more keys than expected, lists have the same length and
 * their items are compared in order, anything else is equal.
 */
export function differencesFrom(expected: unknown, got: unknown): readonly Difference[] {
  const found: Difference[] = []
  compare(expected, got, [], found)
  return found
}

function compare(expected: unknown, got: unknown, steps: Difference['steps'], found: Difference[]): void {
  if (found.length >= most) return
  if (Array.isArray(expected) && Array.isArray(got)) {
    if (expected.length === got.length) for (const [index, item] of expected.entries()) compare(item, got[index], [...steps, index], found)
    else found.push({ steps, expected: listText(expected), got: listText(got) })
  } else if (isJsonObject(expected) && isJsonObject(got)) {
    for (const [key, value] of Object.entries(expected)) compare(value, Object.hasOwn(got, key) ? got[key] : undefined, [...steps, key], found)
  } else if (expected !== got) found.push({ steps, expected: valueText(expected), got: valueText(got) })
}

function listText(list: readonly unknown[]): string {
  return shorten(`a list of ${list.length}: ${JSON.stringify(list)}`, longest)
}

function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : shorten(JSON.stringify(value) ?? String(value), longest)
}
