import { type Choice, type OutputUnit, withChoices } from './choices.ts'
import { stepIn } from './pointer.ts'
import { validatorFor } from './prepared-schema.ts'
import type { JsonObject } from './schema.ts'

/** Refusal is one reason why a value does not fit a schema. */
export interface Refusal {
  /** JSON pointer into the value, '' for the whole. */
  readonly pointer: string
  /** The keyword that refused. */
  readonly keyword: string
  readonly message: string
}

/**
 * refusalsOf judges a value by a JSON Schema (2020-12) that a file or a server supplied. The schema is interpreted, never compiled to code,
 * and `$ref`s to the network are not followed. An unusable schema (a broken `$ref` or `pattern`) is itself a refusal.
 */
export function refusalsOf(schema: JsonObject, value: unknown): readonly Refusal[] {
  try {
    const { valid, errors } = validatorFor(schema, value).validate(value)
    return valid ? [] : leaves(schema, errors)
  } catch (error) {
    return [{ pointer: '', keyword: '', message: `the schema cannot be used: ${troubleOf(error)}` }]
  }
}

function troubleOf(error: unknown): string {
  // What refers to itself, or is nested without end, brings the recursion down; so do more refusals than fit into one call.
  if (error instanceof RangeError) return 'it refers to itself without end, or is too deep or too large'
  // The library goes on with all the addresses that it knows.
  return error instanceof Error ? lower(error.message.split(/\n|\.? +Absolute URI/, 1)[0] ?? '') : 'unknown trouble'
}

// Nobody reads more, and each may list a whole enum.
const mostRefusals = 100

// Applicators repeat what their branches say; the deepest reasons are the ones to read.
const applicators = new Set([
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'propertyNames'],
  ...['items', 'prefixItems', 'unevaluatedItems', '$ref', 'allOf', 'if'],
])

function leaves(schema: JsonObject, errors: readonly OutputUnit[]): readonly Refusal[] {
  const deepest = errors.filter(({ keyword }) => !applicators.has(keyword))
  const told: Refusal[] = []
  for (const each of withChoices(deepest.length > 0 ? deepest : errors)) {
    if (told.length >= mostRefusals) break
    told.push(...('branches' in each ? ofChoice(schema, each) : [refusalOf(schema, each)]))
  }
  return told.slice(0, mostRefusals)
}

function refusalOf(schema: JsonObject, { instanceLocation, keyword, keywordLocation, error }: OutputUnit): Refusal {
  return { pointer: instanceLocation.replace(/^#/, ''), keyword, message: wording(keyword, at(schema, keywordLocation), error) ?? lower(error) }
}

/** One mistake is told once, not for each of the forms that the value might have had. */
function ofChoice(schema: JsonObject, { unit, branches }: Choice): readonly Refusal[] {
  const { keyword } = unit
  const pointer = unit.instanceLocation.replace(/^#/, '')
  if (!/\(0 matches\)|does not match any/.test(unit.error))
    return [{ pointer, keyword, message: 'fits more than one of the forms of which it may have one' }]
  // Where the value is of the type of one form only, that form was meant.
  const meant = branches.filter((branch) => !branch.some((each) => each.keyword === 'type' && each.instanceLocation === unit.instanceLocation))
  if (meant.length === 1) return leaves(schema, meant[0] ?? [])
  const firsts = branches.flatMap(([first]) => first ?? [])
  const isEach = (reason: string): boolean => firsts.every((first) => first.keyword === reason && first.instanceLocation === unit.instanceLocation)
  const limits = firsts.flatMap(({ keywordLocation }) => at(schema, keywordLocation))
  if (isEach('type')) return [{ pointer, keyword, message: `is not of type ${[...new Set(limits)].join(' or ')}` }]
  if (isEach('const')) return [{ pointer, keyword, message: wording('enum', limits, '') ?? '' }]
  const reasons = branches.flatMap((branch) => leaves(schema, branch).slice(0, 1)).map((reason) => placed(reason, pointer))
  const told = [...new Set(reasons)].slice(0, mostReasons)
  return [{ pointer, keyword, message: `fits none of the allowed forms: it ${told.join('; or it ')}` }]
}

const mostReasons = 3

function placed({ pointer, message }: Refusal, from: string): string {
  const below = pointer.slice(from.length + 1).replaceAll('/', '.')
  return below === '' ? message : `has a "${below}" that ${message}`
}

function wording(keyword: string, limit: unknown, error: string): string | undefined {
  if (keyword === 'false') return 'is not expected here'
  if (keyword === 'not') return 'has a form that it must not have'
  if (keyword === 'required') return /required property (".*")/s.exec(error)?.[1]?.replace(/^/, 'lacks ')
  if (limit === undefined) return undefined
  const shown = typeof limit === 'string' ? limit : JSON.stringify(limit)
  switch (keyword) {
    case 'type':
      return `is not of type ${Array.isArray(limit) ? limit.join(' or ') : shown}`
    case 'enum':
      return Array.isArray(limit) ? `is not one of ${limit.map((item) => JSON.stringify(item)).join(', ')}` : undefined
    case 'const':
      return `is not ${shown}`
    case 'pattern':
      return `does not match the pattern ${shown}`
    case 'format':
      return `is no ${shown}`
    case 'minimum':
      return `is below ${shown}`
    case 'exclusiveMinimum':
      return `is not above ${shown}`
    case 'maximum':
      return `is above ${shown}`
    case 'exclusiveMaximum':
      return `is not below ${shown}`
    case 'minLength':
      return `is shorter than ${shown} characters`
    case 'maxLength':
      return `is longer than ${shown} characters`
    default:
      return undefined
  }
}

function at(schema: JsonObject, pointer: string): unknown {
  let value: unknown = schema
  for (const step of pointer.replace(/^#\/?/, '').split('/')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.getOwnPropertyDescriptor(value, stepIn(step))?.value
    // The library's way leads through references; those to other documents are not followed.
    if (step === '$ref' && typeof value === 'string') value = value === '#' ? schema : value.startsWith('#/') ? at(schema, value) : undefined
  }
  return value
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '')
}
