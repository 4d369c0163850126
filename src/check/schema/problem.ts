import type { Step } from '../../yaml/cursor.ts'
import { at, type Draft } from './draft.ts'
import { matches, type Published, type Schema } from './published.ts'

/** Problem is one refusal of a document by its schema. */
export interface Problem {
  readonly kind: 'unknown-key' | 'missing-key' | 'excluded-key' | 'name' | 'type' | 'word' | 'tag' | 'pattern' | 'limit'
  /** Where the value stands in the draft. */
  readonly path: readonly Step[]
  readonly draft: Draft
  /** The part of the schema that refuses it. */
  readonly schema: Schema
  /** The key that is unknown or missing, or whose name is refused. */
  readonly key?: string
  /** What would have been allowed: types, words or tags. */
  readonly allowed?: readonly unknown[]
  /** The key beside which another one has no place. */
  readonly beside?: string
  /** What a limit asks for, in words. */
  readonly words?: string
}

/** Judge judges a draft by a published schema: every problem, of a union only those of the branch that was meant. */
export class Judge {
  readonly published: Published
  /** How many values have been looked at: what is made to hurt must end. */
  looks = 0
  /** For how many unknown keys it was asked what they may have meant. */
  asked = 0

  constructor(published: Published) {
    this.published = published
  }

  /** What is wrong with a draft, in the order of the document; `path` is where it stands. */
  problems(draft: Draft, schema: Schema = this.published.root, path: readonly Step[] = []): readonly Problem[] {
    const found: Problem[] = []
    this.judge(draft, schema, path, found)
    return found
  }

  /** What is wrong with the part of a draft at a path. */
  problemsAt(draft: Draft, path: readonly Step[]): readonly Problem[] {
    const schema = this.published.unionAt(draft, path)
    const part = at(draft, path)
    return schema === undefined || part === undefined ? [] : this.problems(part, schema, path)
  }

  private judge(draft: Draft, reference: Schema, path: readonly Step[], found: Problem[]): void {
    this.looks += 1
    if (draft.isUnknown === true || found.length >= mostFound) return
    const schema = this.published.resolve(reference)
    if (path.length <= deepestLook && draft.data !== undefined && this.published.fits(schema, draft.data)) return
    const tags = this.published.branches(schema)
    if (tags !== undefined) return this.branch(draft, schema, { tags, path, found })
    if (schema.anyOf !== undefined) return this.union(draft, schema, path, found)
    const { type } = schema
    if (type !== undefined && !(typeof type === 'string' ? fits(draft, type) : type.some((each) => fits(draft, each)))) {
      found.push({ kind: 'type', path, draft, schema, allowed: [type].flat() })
      return
    }
    if (schema.const !== undefined && draft.value !== schema.const) found.push({ kind: 'word', path, draft, schema, allowed: [schema.const] })
    if (schema.enum !== undefined && !schema.enum.includes(draft.value))
      found.push(
        draft.value === undefined
          ? { kind: 'type', path, draft, schema, allowed: ['string'] }
          : { kind: 'word', path, draft, schema, allowed: schema.enum },
      )
    if (typeof draft.value === 'string' && !matches(schema.pattern, draft.value)) found.push({ kind: 'pattern', path, draft, schema })
    const words = limitWords(draft, schema)
    if (words !== undefined) found.push({ kind: 'limit', path, draft, schema, words })
    if (draft.entries !== undefined) this.mapping(draft.entries, { path, draft, schema }, found)
    if (draft.items === undefined || schema.items === undefined) return
    for (let index = 0; index < draft.items.length && found.length < mostFound; index += 1) {
      const item = draft.items[index]
      if (item !== undefined) this.judge(item, schema.items, [...path, index], found)
    }
  }

  private mapping(entries: ReadonlyMap<string, Draft>, problem: Omit<Problem, 'kind'>, found: Problem[]): void {
    // Members are written out: a spread, as the build writes it for older Nodes, takes ten times as long, and a file may have a hundred thousand.
    const { path, draft, schema } = problem
    this.looks += entries.size / 8
    this.alternatives(entries, problem, found)
    for (const key of schema.required ?? []) if (!entries.has(key)) found.push({ kind: 'missing-key', path, draft, schema, key })
    for (const [key, others] of Object.entries(schema.dependentRequired ?? {}))
      for (const other of others) if (entries.has(key) && !entries.has(other)) found.push({ kind: 'missing-key', path, draft, schema, key: other })
    for (const [key, value] of entries) {
      if (found.length >= mostFound) return
      if (schema.propertyNames !== undefined && !matches(schema.propertyNames.pattern, key))
        found.push({ kind: 'name', path, draft, schema: schema.propertyNames, key })
      const below = this.published.under(schema, key)
      if (below !== undefined) this.judge(value, below, [...path, key], found)
      else if (schema.additionalProperties === false) found.push({ kind: 'unknown-key', path, draft, schema, key })
    }
  }

  /** Of alternatives that differ in the keys that they need, one is meant; what the others need has no place beside it. */
  private alternatives(entries: ReadonlyMap<string, Draft>, { path, draft, schema }: Omit<Problem, 'kind'>, found: Problem[]): void {
    const alternatives = schema.oneOf ?? []
    const [first] = alternatives
    if (first?.required === undefined) return
    const isPresent = ({ required = [] }: Schema): boolean => required.some((key) => entries.has(key))
    const meant = alternatives.find(isPresent)
    if (meant === undefined) {
      // What only one of them takes says which it is.
      const excluded = (each: Schema): boolean => excludedKeys(each).some((key) => entries.has(key))
      const key = (alternatives.find((each) => !excluded(each)) ?? first).required?.[0]
      if (key !== undefined) found.push({ kind: 'missing-key', path, draft, schema, key })
      return
    }
    const beside = meant.required?.[0] ?? ''
    for (const key of meant.required ?? []) if (!entries.has(key)) found.push({ kind: 'missing-key', path, draft, schema, key })
    const others = alternatives.filter((each) => each !== meant).flatMap(({ required = [] }) => required)
    for (const key of new Set([...others, ...excludedKeys(meant)]))
      if (entries.has(key) && meant.required?.includes(key) !== true) found.push({ kind: 'excluded-key', path, draft, schema, key, beside })
  }

  private branch(draft: Draft, schema: Schema, where: { tags: ReadonlyMap<string, Schema>; path: readonly Step[]; found: Problem[] }): void {
    const { tags, path, found } = where
    const allowed = [...tags.keys()]
    if (draft.entries === undefined) {
      found.push({ kind: 'type', path, draft, schema, allowed: ['object'] })
      return
    }
    const tag = draft.entries.get('type')
    const branch = typeof tag?.value === 'string' ? tags.get(tag.value) : undefined
    if (branch !== undefined) return this.judge(draft, branch, path, found)
    found.push({ kind: 'tag', path, draft, schema, allowed })
  }

  /** A value that fits no branch by type is told once, with all the types; else it is judged by the branch that has the least against it. */
  private union(draft: Draft, schema: Schema, path: readonly Step[], found: Problem[]): void {
    const branches = (schema.anyOf ?? []).map((branch) => this.problems(draft, branch, path))
    const isRefused = (problems: readonly Problem[]): boolean => problems.some((problem) => problem.kind === 'type' && problem.draft === draft)
    const possible = branches.filter((problems) => !isRefused(problems))
    const best = possible.toSorted((left, right) => left.length - right.length)[0]
    for (const problem of best ?? []) found.push(problem)
    if (best === undefined)
      found.push({ kind: 'type', path, draft, schema, allowed: [...new Set(branches.flatMap(([first]) => first?.allowed ?? []))] })
  }
}

// A parameter of a tool: what lies deeper may lie in hundreds of others of its kind, and would be asked anew in each.
const deepestLook = 4

// More than any file is told. Of a list with a million wrong items, not even the problems would fit into memory.
const mostFound = 5000

function excludedKeys({ properties = {} }: Schema): readonly string[] {
  return Object.keys(properties).filter((key) => properties[key] === false)
}

function fits(draft: Draft, type: string): boolean {
  switch (type) {
    case 'object':
      return draft.entries !== undefined
    case 'array':
      return draft.items !== undefined
    case 'null':
      return draft.value === null
    case 'integer':
      return Number.isInteger(draft.value)
    case 'number':
      return typeof draft.value === 'number' && Number.isFinite(draft.value)
    default:
      return typeof draft.value === type
  }
}

/** What a value would have to be, as soon as it is beyond a limit. */
function limitWords({ value, items, entries }: Draft, schema: Schema): string | undefined {
  if (typeof value === 'string' && schema.minLength !== undefined && value.length < schema.minLength) return atLeast(schema.minLength)
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return `must be ${schema.minimum} or more`
    if (schema.maximum !== undefined && value > schema.maximum) return `must be ${schema.maximum} or less`
    if (schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum) return `must be above ${schema.exclusiveMinimum}`
  }
  if (items !== undefined) {
    if (schema.minItems !== undefined && items.length < schema.minItems) return atLeast(schema.minItems)
    // Only lists of words have to be without repetitions.
    if (schema.uniqueItems === true && new Set(items.map((item) => item.value ?? item)).size < items.length) return 'must not hold anything twice'
  }
  if (entries !== undefined) {
    if (schema.minProperties !== undefined && entries.size < schema.minProperties) return atLeast(schema.minProperties)
    if (schema.maxProperties !== undefined && entries.size > schema.maxProperties) return 'must be empty'
  }
  return undefined
}

function atLeast(count: number): string {
  return count === 1 ? 'must not be empty' : `must hold ${count} or more`
}
