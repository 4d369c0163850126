import { plainlyFits } from '../../json/plain-fit.ts'
import { compiledPattern } from '../../json/compiled-pattern.ts'
import type { JsonObject } from '../../json/schema.ts'
import { nameEnd } from '../../model/template.ts'
import type { Declared } from './declared.ts'
import { remembered } from './remembered.ts'
import { isOrdinarySample } from './value.ts'
import { isOrdinaryDescription } from './words.ts'

/**
 * areOrdinaryParameters tells whether each parameter is one value of one type, described in words of its own, with limits that go together and samples
 * that keep to them.
 */
export function areOrdinaryParameters({ names, schemas, required }: Declared): boolean {
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at]
    const schema = schemas[at]
    if (
      name === undefined ||
      schema === undefined ||
      !isOrdinaryParameter(name, schema, (required & (1 << at)) !== 0) ||
      isDescribedAbove(schema, at, schemas)
    )
      return false
  }
  return true
}

/** Whether one of the parameters above has the same description. */
function isDescribedAbove({ description }: JsonObject, index: number, schemas: readonly JsonObject[]): boolean {
  for (let above = 0; above < index; above += 1) if (schemas[above]?.['description'] === description) return true
  return false
}

const longestName = 64

/** Whether it can be written between braces, and says nothing that every call knows. */
const isOrdinaryName = remembered(
  (name) => name !== 'user_phone_number' && name !== 'current_time' && name.length <= longestName && nameEnd(name, 0) === name.length,
)

function isOrdinaryParameter(name: string, schema: JsonObject, required: boolean): boolean {
  if (!isOrdinaryName(name)) return false
  const { type, description } = schema
  if (typeof description !== 'string') return false
  switch (type) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
      break
    default:
      return false
  }
  for (const keyword in schema) if (!isOrdinaryKeyword(keyword, type, required, schema)) return false
  return true
}

// Four arguments, for an object of them would be made and thrown away for each keyword.
function isOrdinaryKeyword(keyword: string, type: 'string' | 'boolean' | 'integer' | 'number', required: boolean, schema: JsonObject): boolean {
  const value = schema[keyword]
  switch (keyword) {
    case 'type':
      return true
    case 'description':
      return typeof value === 'string' && isOrdinaryDescription(value) && !value.includes(': ')
    case 'deprecated':
      return typeof value === 'boolean'
    case 'title':
      return typeof value === 'string' && isOrdinarySample(value)
    case 'enum':
      return type === 'string' && isOrdinaryList(value) && !limits.some((limit) => schema[limit] !== undefined)
    case 'examples':
      return Array.isArray(value) && value.every((sample) => isOrdinarySample(sample) && plainlyFits(schema, sample))
    case 'default':
      return !required && isOrdinarySample(value) && plainlyFits(schema, value)
    case 'pattern':
      return type === 'string' && typeof value === 'string' && value.length <= longestPattern && isOrdinaryPattern(value)
    case 'format':
      return type === 'string' && (value === 'date' || value === 'date-time' || value === 'email' || value === 'uri' || value === 'uuid')
    case 'minLength':
    case 'maxLength':
      return type === 'string' && isLength(value) && numberOr(schema['minLength'], 0) <= numberOr(schema['maxLength'], Infinity)
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return (type === 'number' ? Number.isFinite(value) : type === 'integer' && Number.isInteger(value)) && leaveRoom(schema)
    default:
      return false
  }
}

const longestPattern = 500

const isOrdinaryPattern = remembered(
  (pattern) =>
    !pattern.includes('\\\\') &&
    !oddInFront.includes(pattern.charAt(0)) &&
    !oddBehind.includes(pattern.slice(-1)) &&
    pattern.trim() === pattern &&
    typeof compiledPattern(pattern) !== 'string',
)

// Signs of other notations.
const oddInFront = '/$'
const oddBehind = '"\''

const limits = ['pattern', 'format', 'minLength', 'maxLength']

/** Whether there is more than one number between the bounds. */
function leaveRoom({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonObject): boolean {
  const least = Math.max(numberOr(minimum, -Infinity), numberOr(exclusiveMinimum, -Infinity))
  const most = Math.min(numberOr(maximum, Infinity), numberOr(exclusiveMaximum, Infinity))
  return most - least > 1
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

const longestList = 50

/** Words, each of them once. */
function isOrdinaryList(values: unknown): boolean {
  if (!Array.isArray(values) || values.length === 0 || values.length > longestList) return false
  for (let index = 0; index < values.length; index += 1) {
    const value: unknown = values[index]
    if (typeof value !== 'string' || !isOrdinarySample(value) || values.indexOf(value) !== index) return false
  }
  return true
}
