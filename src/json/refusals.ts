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
    return [{ pointer: '', keyword: '', message: `the schema cannot be used: ${error instanceof Error ? error.message : 'unknown trouble'}` }]
  }
}

// Nobody reads more, and each may list a whole enum.
const mostRefusals = 100

// Applicators repeat what their branches say; the deepest reasons are the ones to read.
const applicators = new Set(['properties', 'items', 'prefixItems', 'additionalProperties', '$ref', 'allOf', 'patternProperties'])

/** What the library says of a part of a value. */
interface OutputUnit {
  readonly instanceLocation: string
  readonly keyword: string
  readonly keywordLocation: string
  readonly error: string
}

function leaves(schema: JsonObject, errors: readonly OutputUnit[]): Refusal[] {
  const deepest = errors.filter(({ keyword }) => !applicators.has(keyword))
  const chosen = deepest.length > 0 ? deepest : errors
  return chosen.slice(0, mostRefusals).map(({ instanceLocation, keyword, keywordLocation, error }) => ({
    pointer: instanceLocation.replace(/^#/, ''),
    keyword,
    message: wording(keyword, at(schema, keywordLocation)) ?? lower(error),
  }))
}

function wording(keyword: string, limit: unknown): string | undefined {
  if (keyword === 'false') return 'is not expected here'
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
    value = Object.getOwnPropertyDescriptor(value, step.replaceAll('~1', '/').replaceAll('~0', '~'))?.value
  }
  return value
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '')
}
