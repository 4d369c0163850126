import type { Span } from '../diagnostic/diagnostic.ts'
import { isJsonObject } from '../json/schema.ts'
import type { HttpTool } from '../model/tool.ts'
import type { Step } from '../yaml/cursor.ts'

/** fieldPlace finds the line of a request that sends a field of which a server speaks; undefined when no line can be told. */
export function fieldPlace({ at, request, parameters }: HttpTool, field: string): Span | undefined {
  const wanted = field
    .split('.')
    .filter((step) => !/^\d+$/.test(step))
    .at(-1)
  if (wanted === undefined) return undefined
  const sent: readonly (readonly [where: string, names: readonly string[]])[] = [
    ['query', request.query.map(([name]) => name)],
    ['form', (request.form ?? []).map(([name]) => name)],
    ['headers', request.headers.map(([name]) => name)],
  ]
  const steps = wayIn(request.body, wanted, [])
  if (steps !== undefined) return at.key('request', 'body', ...steps)
  for (const [where, names] of sent) {
    const name = names.find((candidate) => isSame(candidate, wanted))
    if (name !== undefined) return at.key('request', where, name)
  }
  const parameter = parameters.find(({ name }) => isSame(name, wanted))
  return parameter?.at.key()
}

const deepest = 8

function wayIn(value: unknown, wanted: string, way: readonly Step[]): readonly Step[] | undefined {
  if (way.length > deepest || typeof value !== 'object' || value === null) return undefined
  const entries = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : []
  const own = entries.find(([key]) => typeof key === 'string' && isSame(key, wanted))
  if (own !== undefined) return [...way, own[0]]
  for (const [key, item] of entries) {
    const found = wayIn(item, wanted, [...way, key])
    if (found !== undefined) return found
  }
  return undefined
}

// `orderId`, `order_id` and `order-id` are one name in the mouths of different layers of a server.
function isSame(left: string, right: string): boolean {
  const plain = (name: string): string => name.replace(/[-_\s]/g, '').toLowerCase()
  return plain(left) === plain(right)
}
