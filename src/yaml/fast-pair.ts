import { declined } from './fast-reader.ts'

/** Adds a pair to a mapping. A key that stands there already is refused; so is one that every object has, such as "__proto__". */
export function addPair(pairs: Record<string, unknown>, key: string, value: unknown): void {
  if (pairs[key] !== undefined || key === '<<') throw declined
  pairs[key] = value
}
