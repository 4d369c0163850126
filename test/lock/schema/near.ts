import { isJsonObject } from '../../../src/json/schema.ts'
import type { Random } from './random.ts'

const texts = [
  '',
  'a',
  'b',
  'zebra',
  'abc',
  'ABC',
  '12345',
  'x'.repeat(101),
  'ana@example.com',
  '2026-01-31',
  '2026-01-31T10:00:00Z',
  'https://example.com/',
  '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
  '!',
  'zz',
]
const numbers = [0, 1, -1, 2, 3, 5, 7, 10, 100, 0.5, 1.5, -0.25, 1e6, 11, 99, 101, 2 ** 31, -(2 ** 31) - 1, 2 ** 53]
// None of these is a name that a schema declares: an undeclared name that the other schema declares is taken as unused.
const otherNames = ['zz_extra', 'x-extra', 'Q', 'extra_id', 'm1', 'an_extra_name_of_length', '']

const at = (root: unknown, reference: string): unknown => (/^#\w/.test(reference) ? marked(root, reference.slice(1)) : inside(root, reference))

const marked = (root: unknown, name: string): unknown =>
  Object.values(map(map(root)['$defs'])).find((each) => [map(each)['$anchor'], map(each)['$dynamicAnchor']].includes(name))

const inside = (root: unknown, reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .filter((step) => step !== '')
    .reduce<unknown>(
      (value, step) =>
        isJsonObject(value) || Array.isArray(value)
          ? (value as Record<string, unknown>)[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')]
          : undefined,
      root,
    )

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const map = (value: unknown): Readonly<Record<string, unknown>> => (isJsonObject(value) ? value : {})

/** What a schema says, with what it refers to and all that has to fit too, laid over each other. */
function merged(schema: unknown, root: unknown, random: Random, levels: number): Readonly<Record<string, unknown>> {
  if (!isJsonObject(schema) || levels === 0) return {}
  let all: Record<string, unknown> = { ...schema }
  const parts = [
    ...['$ref', '$dynamicRef'].flatMap((keyword) => (typeof schema[keyword] === 'string' ? [at(root, schema[keyword])] : [])),
    ...list(schema['allOf']),
    ...['anyOf', 'oneOf'].flatMap((keyword) => (list(schema[keyword]).length > 0 ? [random.one(list(schema[keyword]))] : [])),
  ]
  for (const part of parts) {
    const inner = merged(part, root, random, levels - 1)
    all = {
      ...inner,
      ...all,
      ...('type' in inner ? { type: inner['type'] } : {}),
      properties: { ...map(inner['properties']), ...map(all['properties']) },
      required: [...list(all['required']), ...list(inner['required'])],
    }
  }
  return all
}

/** edgesOf lists the numbers and texts that a schema draws its lines at. */
export function edgesOf(schema: unknown): readonly (string | number)[] {
  if (Array.isArray(schema)) return schema.flatMap(edgesOf)
  if (isJsonObject(schema)) return Object.values(schema).flatMap(edgesOf)
  return typeof schema === 'string' || typeof schema === 'number' ? [schema] : []
}

/** near makes a value that most likely fits a schema, at the edge of what it lets pass. */
export function near(schema: unknown, random: Random, root: unknown = schema, levels = 7): unknown {
  const all = merged(schema, root, random, 6)
  if ('const' in all && random.chance(0.95)) return all['const']
  if (list(all['enum']).length > 0 && random.chance(0.95)) return random.one(list(all['enum']))
  if (all['nullable'] === true && random.chance(0.3)) return null
  const types = all['type'] === undefined ? typesBy(all, random) : Array.isArray(all['type']) ? all['type'] : [all['type']]
  switch (random.one(types.length === 0 ? ['string'] : types)) {
    case 'object':
      return objectNear(all, random, root, levels)
    case 'array':
      return listNear(all, random, root, levels)
    case 'string':
      return textNear(all, random)
    case 'integer':
      return Math.round(numberNear(all, random))
    case 'number':
      return numberNear(all, random)
    case 'boolean':
      return random.chance(0.5)
    default:
      return null
  }
}

function typesBy(all: Readonly<Record<string, unknown>>, random: Random): readonly string[] {
  if (random.chance(0.3)) return ['null', 'boolean', 'string', 'number', 'array', 'object']
  if ('minimum' in all || 'maximum' in all || 'multipleOf' in all) return ['number']
  if ('maxLength' in all || 'pattern' in all) return ['string']
  if ('items' in all) return ['array']
  const hasNames = Object.keys(map(all['properties'])).length > 0 || list(all['required']).length > 0
  return hasNames ? ['object'] : ['null', 'boolean', 'string', 'number', 'integer', 'array', 'object']
}

function objectNear(all: Readonly<Record<string, unknown>>, random: Random, root: unknown, levels: number): unknown {
  const value: Record<string, unknown> = {}
  const required = list(all['required'])
  const share = random.one([0, 0.3, 0.7, 1])
  for (const [name, schema] of Object.entries(map(all['properties']))) {
    if (required.includes(name) ? random.chance(0.98) : levels > 0 && random.chance(share))
      define(value, name, near(schema, random, root, levels - 1))
  }
  for (const name of required)
    if (typeof name === 'string' && !Object.hasOwn(value, name) && random.chance(0.95)) define(value, name, other(all, random, root, levels))
  const isOpen = all['additionalProperties'] !== false
  while (random.chance(isOpen ? 0.4 : 0.05)) define(value, random.one(otherNames), other(all, random, root, levels))
  return value
}

function define(value: Record<string, unknown>, name: string, item: unknown): void {
  Object.defineProperty(value, name, { value: item, enumerable: true, configurable: true, writable: true })
}

function other(all: Readonly<Record<string, unknown>>, random: Random, root: unknown, levels: number): unknown {
  const schemas = [all['additionalProperties'], ...Object.values(map(all['patternProperties']))].filter(isJsonObject)
  return near(
    schemas.length > 0 && levels > 0 ? random.one(schemas) : { type: random.one(['string', 'number', 'boolean', 'null', 'object']) },
    random,
    root,
    levels - 1,
  )
}

function listNear(all: Readonly<Record<string, unknown>>, random: Random, root: unknown, levels: number): unknown {
  const first = list(all['prefixItems'])
  const length = levels <= 0 ? 0 : sizeNear(all['minItems'], all['maxItems'], random, random.one([0, 1, 1, 2, 3, first.length, first.length + 1]))
  const items = Array.from({ length }, (_, index) => near(first[index] ?? all['items'] ?? {}, random, root, levels - 1))
  const unique = [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
  if (all['uniqueItems'] === true) return unique
  if (isJsonObject(all['contains']) && random.chance(0.8)) return [...items.slice(0, -1), near(all['contains'], random, root, levels - 1)]
  return random.chance(0.2) && items.length > 0 ? [...items, items[0]] : items
}

function sizeNear(least: unknown, most: unknown, random: Random, usual: number): number {
  const [from, to] = [typeof least === 'number' ? least : 0, typeof most === 'number' ? most : Number.POSITIVE_INFINITY]
  if (random.chance(0.2)) return Math.min(from, 200)
  if (to < 200 && random.chance(0.3)) return Math.floor(Math.max(0, to))
  return Math.floor(Math.min(Math.max(usual, from), Math.max(to, 0), 200))
}

function textNear(all: Readonly<Record<string, unknown>>, random: Random): string {
  const fitting = texts.filter((text) => typeof all['pattern'] !== 'string' || safely(all['pattern'], text))
  const text = random.one(fitting.length > 0 ? fitting : texts)
  if ('pattern' in all || 'format' in all) {
    const byFormat: Record<string, string> = {
      date: '2026-01-31',
      email: 'ana@example.com',
      uri: 'https://example.com/',
      uuid: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
      'date-time': '2026-01-31T10:00:00Z',
    }
    return typeof all['format'] === 'string' ? (byFormat[all['format']] ?? text) : text
  }
  const size = sizeNear(all['minLength'], all['maxLength'], random, text.length)
  return text.slice(0, size).padEnd(size, 'a')
}

function safely(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}

function numberNear(all: Readonly<Record<string, unknown>>, random: Random): number {
  const limits = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']
    .map((keyword) => all[keyword])
    .filter((limit) => typeof limit === 'number')
  const step = typeof all['multipleOf'] === 'number' ? all['multipleOf'] : undefined
  const base = limits.length > 0 && random.chance(0.7) ? random.one(limits) + random.one([0, 0, 1, -1, 0.5, -0.5]) : random.one(numbers)
  return step === undefined ? base : Math.round(base / step) * step
}

/** slipped is a value with one thing changed, so that it may stand on the other side of an edge. */
export function slipped(value: unknown, random: Random, edges: readonly (string | number)[]): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3)) return random.chance(0.5) ? value.slice(1) : [...value, random.one([...texts, ...numbers, null])]
    const index = random.upTo(value.length - 1)
    return value.map((item: unknown, each) => (each === index ? slipped(item, random, edges) : item))
  }
  if (isJsonObject(value)) {
    const names = Object.keys(value)
    if (names.length === 0 || random.chance(0.15)) return { ...value, [random.one(otherNames)]: random.one([...texts, ...numbers, null]) }
    const name = random.one(names)
    const { [name]: item, ...rest } = value
    return random.chance(0.25) ? rest : { ...value, [name]: slipped(item, random, edges) }
  }
  if (edges.length > 0 && random.chance(0.4)) {
    const edge = random.one(edges)
    if (typeof edge === typeof value) return typeof edge === 'number' ? edge + random.one([0, 1, -1, 0.5]) : edge
    if (typeof edge === 'number' && typeof value === 'string')
      return 'a'.repeat(Math.min(200, Math.max(0, Math.floor(edge + random.one([0, 1, -1])))))
  }
  if (typeof value === 'number' && random.chance(0.7)) return value + random.one([1, -1, 0.5, -0.5])
  if (typeof value === 'string' && random.chance(0.6)) return random.chance(0.5) ? `${value}a` : value.slice(1)
  return random.one<unknown>([null, true, false, ...texts, ...numbers, [], {}])
}
