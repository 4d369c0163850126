import { compiledPattern } from './compiled-pattern.ts'
import { isQuick } from './safe-patterns.ts'
import type { JsonObject } from './schema.ts'

// A pattern is tried here only on a short value, and only when it cannot take long on any.
const longestTried = 100

// Forms that a value has for sure; what looks otherwise is left to the full judge.
const forms: ReadonlyMap<string, RegExp> = new Map([
  ['date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/],
  ['email', /^[a-z0-9][a-z0-9_-]*@[a-z0-9][a-z0-9-]*\.[a-z]{2,20}$/],
])

/**
 * plainlyFits tells that a value fits a schema for sure. False says nothing: either it does not, or the schema is out of the ordinary and only
 * `refusalsOf` can tell, which takes a hundred times longer. Nearly all defaults and examples of a project are settled here.
 */
export function plainlyFits(schema: JsonObject, value: unknown): boolean {
  for (const keyword in schema) {
    if (!passes(keyword, schema[keyword], value)) return false
  }
  return true
}

function passes(keyword: string, limit: unknown, value: unknown): boolean {
  switch (keyword) {
    case 'title':
    case 'description':
    case 'default':
    case 'examples':
    case 'deprecated':
      return true
    case 'type':
      return isOfType(limit, value)
    case 'enum':
      return Array.isArray(limit) && isListed(limit, value)
    case 'const':
      return limit === value
    case 'pattern':
      return typeof limit === 'string' && typeof value === 'string' && value.length <= longestTried && plainPattern(limit)?.test(value) === true
    case 'format':
      return typeof limit === 'string' && typeof value === 'string' && forms.get(limit)?.test(value) === true
    default:
      return typeof limit === 'number' && staysWithin(keyword, limit, value)
  }
}

const longList = 50
const setsByList = new WeakMap<readonly unknown[], ReadonlySet<unknown>>()

function isListed(list: readonly unknown[], value: unknown): boolean {
  if (list.length < longList) return list.includes(value)
  const set = setsByList.get(list) ?? new Set(list)
  setsByList.set(list, set)
  return set.has(value)
}

/** isOfType tells whether a value is of the type, or of one of the types, that `type` of a schema names. */
export function isOfType(type: unknown, value: unknown): boolean {
  if (Array.isArray(type)) return type.some((one) => isOfType(one, value))
  switch (type) {
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'null':
      return value === null
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === type
  }
}

function staysWithin(keyword: string, limit: number, value: unknown): boolean {
  if (typeof value === 'string') {
    const { length } = [...value]
    return keyword === 'maxLength' ? length <= limit : keyword === 'minLength' && length >= limit
  }
  return typeof value === 'number' && isWithin(keyword, limit, value)
}

/** isWithin tells whether a number respects one of the four bounds; another keyword is no bound. */
export function isWithin(keyword: string, limit: number, value: number): boolean {
  switch (keyword) {
    case 'minimum':
      return value >= limit
    case 'exclusiveMinimum':
      return value > limit
    case 'maximum':
      return value <= limit
    case 'exclusiveMaximum':
      return value < limit
    default:
      return false
  }
}

const plainPatterns = new Map<string, RegExp | null>()

function plainPattern(pattern: string): RegExp | null {
  const before = plainPatterns.get(pattern)
  if (before !== undefined) return before
  // A project of ten thousand files has few patterns; this many are not kept.
  if (plainPatterns.size > 5000) plainPatterns.clear()
  const compiled = isQuick(pattern, longestTried) ? compiledPattern(pattern) : null
  const plain = typeof compiled === 'string' ? null : compiled
  plainPatterns.set(pattern, plain)
  return plain
}
