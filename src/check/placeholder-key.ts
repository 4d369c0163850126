import { hasKey } from './body-keys.ts'
import { placeholdersOf } from '../model/template.ts'
import type { RequestTemplate } from '../model/tool.ts'
import type { Step } from '../yaml/cursor.ts'

/** KeyPlaceholder is a hole in the name of a field, where nothing is filled. */
export interface KeyPlaceholder {
  readonly name: string
  readonly written: string
  /** The way to the key from the request. */
  readonly steps: readonly Step[]
}

/** keyPlaceholders finds the holes in the keys of a query, a form and a body. */
export function keyPlaceholders({ query, form = [], body }: RequestTemplate): readonly KeyPlaceholder[] {
  const found: KeyPlaceholder[] = []
  for (const [name] of query) if (name.includes('{')) add(name, ['query', name], found)
  for (const [name] of form) if (name.includes('{')) add(name, ['form', name], found)
  if (hasKey(body, isHole)) walk(body, ['body'], found)
  return found
}

function isHole(key: string): boolean {
  return key.includes('{')
}

function walk(value: unknown, steps: readonly Step[], found: KeyPlaceholder[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    add(key, [...steps, key], found)
    walk(item, [...steps, key], found)
  }
}

function add(key: string, steps: readonly Step[], found: KeyPlaceholder[]): void {
  const [hole] = placeholdersOf(key)
  if (hole !== undefined) found.push({ name: hole.name, written: hole.written, steps })
}
