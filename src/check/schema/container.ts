import { type Case, keySpan, type Slip, valueSpan } from './case.ts'
import { at, type Draft, replaced, without } from './draft.ts'
import { nameOf } from './names.ts'
import type { Problem } from './problem.ts'
import type { Schema } from './published.ts'

/** A list of things with names, where a mapping by name is meant: `- name: search` for `search:`. */
export function listOfNamed(problem: Problem, around: Case): Slip | undefined {
  const { kind, path, draft, schema, allowed = [] } = problem
  const { items } = draft
  if (kind !== 'type' || !allowed.includes('object') || items === undefined || items.length === 0 || schema.properties !== undefined) return undefined
  const pairs = items.map((item) => pairOf(item, around.judge.published.under(schema, '')))
  const name = nameOf(around.shape, path)
  const told = { code: 'schema-wrong-type', message: `${name} must be a mapping by name, not a list`, span: valueSpan(around, draft) } as const
  if (pairs.every((pair) => pair !== undefined)) {
    const first = pairs[0]?.[0] ?? ''
    const mapping: Draft = { origin: draft.origin, entries: new Map(pairs) }
    return { told: { ...told, hint: `write each name as a key: "${first}:"` }, draft: replaced(around.draft, path, mapping), at: path }
  }
  return undefined
}

type Pair = readonly [string, Draft]

/** `{name: a, …}` is a: {…}; `{name: a, value: b}` is a: b where a text is wanted; `{a: …}` is itself. */
function pairOf(item: Draft, wanted: Schema | undefined): Pair | undefined {
  const { entries } = item
  const name = entries?.get('name')?.value ?? entries?.get('key')?.value
  if (entries === undefined) return undefined
  if (typeof name === 'string') {
    const value = entries.get('value')
    if (value !== undefined && entries.size === 2) return [name, value]
    if (wanted?.type !== 'object') return undefined
    return [name, { origin: item.origin, entries: new Map([...entries].filter(([key]) => key !== 'name')) }]
  }
  const [only] = entries
  return entries.size === 1 ? only : undefined
}

const jsonSchemaKeys = new Set(['$schema', 'type', 'properties', 'required', 'additionalProperties', 'title'])

/** The parameters of a tool as one JSON Schema, the way models are given them. */
export function schemaForMap({ path }: Problem, around: Case): Slip | undefined {
  const length = path.indexOf('parameters') + 1
  const above = path.slice(0, length)
  const mapping = at(around.draft, above)
  const properties = mapping?.entries?.get('properties')
  if (length === 0 || mapping?.entries === undefined || properties?.entries === undefined) return undefined
  const extra = [...mapping.entries.keys()].filter((key) => jsonSchemaKeys.has(key))
  const type = mapping.entries.get('type')
  if ((type !== undefined && type.value === undefined) || extra.length < mapping.entries.size) return undefined
  return {
    told: {
      code: 'schema-wrong-type',
      message: `${nameOf(around.shape, above)} is written as one JSON Schema; here each parameter is a key of its own`,
      span: keySpan(around, above, extra[0] ?? 'properties'),
      hint: `keep what is below "properties" and delete ${extra.map((key) => `"${key}"`).join(', ')}; a parameter that need not be given says "required: false"`,
    },
    draft: replaced(around.draft, above, properties),
    at: above,
  }
}

/** A list of what is required, beside the parameters instead of in them. */
export function requiredList(problem: Problem, around: Case): Slip | undefined {
  const path = problem.key === 'required' ? problem.path : problem.path.at(-1) === 'required' ? problem.path.slice(0, -1) : undefined
  const list = path === undefined ? undefined : at(around.draft, [...path, 'required'])
  const isBeside = path !== undefined && (path.at(-1) === 'parameters' || (path.length === 2 && path[0] === 'tools'))
  if (path === undefined || list?.items === undefined || !isBeside) return undefined
  return {
    told: {
      code: 'schema-unknown-key',
      message: `key "required" is not known in ${nameOf(around.shape, path)}`,
      span: keySpan(around, path, 'required'),
      hint: 'delete it: a parameter is required unless it says "required: false" itself',
    },
    draft: without(around.draft, path, ['required']),
    at: path,
  }
}

/** The merge key of YAML 1.1, which YAML 1.2 has not. */
export function mergeKey(problem: Problem, around: Case): Slip | undefined {
  const path = problem.key === '<<' ? problem.path : problem.path.includes('<<') ? problem.path.slice(0, problem.path.indexOf('<<')) : undefined
  const mapping = path === undefined ? undefined : at(around.draft, path)
  const merged = mapping?.entries?.get('<<')
  if (path === undefined || mapping?.entries === undefined || merged === undefined) return undefined
  const rest = [...mapping.entries].filter(([key]) => key !== '<<')
  const all = new Map([...[...(merged.entries ?? [])].filter(([key]) => !rest.some(([own]) => own === key)), ...rest])
  return {
    told: {
      code: 'schema-unknown-key',
      message: `"<<" merges nothing in YAML 1.2: it is a key like any other, and not known in ${nameOf(around.shape, path)}`,
      span: keySpan(around, path, '<<'),
      hint: 'repeat a whole value with an alias (headers: *common), or write the keys out',
    },
    draft: replaced(around.draft, path, { origin: mapping.origin, entries: all }),
    at: path,
  }
}
