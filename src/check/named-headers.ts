import type { Span } from '../diagnostic/diagnostic.ts'
import type { Integration } from '../model/integration.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'

/** NamedHeader is a header that an integration names; its places are worked out when they are asked for. */
export interface NamedHeader {
  readonly name: string
  /** What it is sent with; undefined where only its name is written: the header for a key. */
  readonly value: string | undefined
  readonly nameSpan: () => Span
  readonly valueSpan: () => Span
}

/** namedHeaders lists all headers that an integration names: those of its credentials, its own, and those of its tools. */
export function namedHeaders(integration: Integration): readonly NamedHeader[] {
  const { credentials, at } = integration
  const found: NamedHeader[] = []
  if (credentials.type === 'headers') addList(found, credentials.headers, at, ['credentials', 'headers'])
  if (credentials.type === 'api_key' && credentials.in === 'header') addName(found, credentials.name, at, ['credentials', 'name'])
  if (integration.type !== 'http') return found
  addList(found, integration.headers, at, ['headers'])
  for (const tool of integration.tools) {
    const { headers, idempotencyHeader } = tool.request
    addList(found, headers, tool.at, ['request', 'headers'])
    if (idempotencyHeader !== undefined) addName(found, idempotencyHeader, tool.at, ['request', 'idempotency_header'])
  }
  return found
}

function addList(found: NamedHeader[], headers: readonly (readonly [name: string, value: string])[], at: Cursor, steps: readonly Step[]): void {
  for (const [name, value] of headers) found.push({ name, value, nameSpan: () => at.key(...steps, name), valueSpan: () => at.value(...steps, name) })
}

function addName(found: NamedHeader[], name: string, at: Cursor, steps: readonly Step[]): void {
  const span = (): Span => at.value(...steps)
  found.push({ name, value: undefined, nameSpan: span, valueSpan: span })
}
