import { plainlyFits } from '../../json/plain-fit.ts'
import { compiledPattern } from '../../json/compiled-pattern.ts'
import type { JsonObject } from '../../json/schema.ts'
import type { Parameter } from '../../model/parameter.ts'
import type { Example } from '../../model/tool.ts'
import { isOrdinarySample, isOrdinaryWord } from './value.ts'
import { isOrdinaryDescription } from './words.ts'

/**
 * areOrdinaryParameters tells whether each parameter is one value of one type, described in words of its own, with limits that go together and samples
 * that keep to them.
 */
export function areOrdinaryParameters(parameters: readonly Parameter[]): boolean {
  for (let at = 0; at < parameters.length; at += 1) {
    const parameter = parameters[at]
    if (parameter === undefined || !isOrdinaryParameter(parameter) || isDescribedAbove(parameter, at, parameters)) return false
  }
  return true
}

/** Whether one of the parameters above, of which a tool has few, has the same description. */
function isDescribedAbove({ schema: { description } }: Parameter, index: number, parameters: readonly Parameter[]): boolean {
  if (typeof description !== 'string') return false
  if (index >= longestList) return true
  for (let above = 0; above < index; above += 1) if (parameters[above]?.schema['description'] === description) return true
  return false
}

function isOrdinaryParameter({ name, required, schema }: Parameter): boolean {
  // What every call knows.
  if (name === 'user_phone_number' || name === 'current_time') return false
  const { type } = schema
  switch (type) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
      break
    default:
      return false
  }
  for (const keyword in schema) if (keyword !== 'type' && !isOrdinaryKeyword(keyword, type, required, schema)) return false
  return true
}

// Four arguments, for an object of them would be made and thrown away for each keyword.
function isOrdinaryKeyword(keyword: string, type: 'string' | 'boolean' | 'integer' | 'number', required: boolean, schema: JsonObject): boolean {
  const value = schema[keyword]
  switch (keyword) {
    case 'deprecated':
      return true
    case 'title':
      return isOrdinarySample(value)
    case 'description':
      return typeof value === 'string' && isOrdinaryDescription(value) && !value.includes(': ')
    case 'enum':
      return type === 'string' && isOrdinaryList(value) && !limits.some((limit) => schema[limit] !== undefined)
    case 'examples':
      return Array.isArray(value) && value.every((sample) => isOrdinarySample(sample) && plainlyFits(schema, sample))
    case 'default':
      return !required && isOrdinarySample(value) && plainlyFits(schema, value)
    case 'pattern':
      return type === 'string' && isOrdinaryPattern(value)
    case 'format':
      return type === 'string' && (value === 'date' || value === 'date-time' || value === 'email' || value === 'uri' || value === 'uuid')
    case 'minLength':
    case 'maxLength':
      return type === 'string' && numberOr(schema['minLength'], 0) <= numberOr(schema['maxLength'], Infinity)
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return (type === 'number' || (type === 'integer' && Number.isInteger(value))) && leaveRoom(schema)
    default:
      return false
  }
}

const longestPattern = 500

function isOrdinaryPattern(pattern: unknown): boolean {
  return (
    typeof pattern === 'string' &&
    pattern.length <= longestPattern &&
    !pattern.includes('\\\\') &&
    !oddInFront.includes(pattern.charAt(0)) &&
    !oddBehind.includes(pattern.slice(-1)) &&
    pattern.trim() === pattern &&
    typeof compiledPattern(pattern) !== 'string'
  )
}

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

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

const longestList = 50

/** Words, each of them once. */
function isOrdinaryList(values: unknown): boolean {
  if (!Array.isArray(values) || values.length > longestList) return false
  for (let index = 0; index < values.length; index += 1) {
    const value: unknown = values[index]
    if (typeof value !== 'string' || !isOrdinarySample(value) || values.indexOf(value) !== index) return false
  }
  return true
}

/**
 * areOrdinaryExamples tells whether the calls worth repeating are few, each with a name of its own, give each parameter a plain value that it takes, and
 * have no recorded answer.
 */
export function areOrdinaryExamples(examples: readonly Example[], parameters: readonly Parameter[]): boolean {
  if (examples.length > longestList) return false
  for (let index = 0; index < examples.length; index += 1) {
    const example = examples[index]
    if (example === undefined || example.recorded !== undefined) return false
    for (let before = 0; before < index; before += 1) if (examples[before]?.name === example.name) return false
    let given = 0
    for (const { name, required, schema } of parameters) {
      if (!Object.hasOwn(example.arguments, name)) {
        if (required) return false
        continue
      }
      const value = example.arguments[name]
      if (!isOrdinaryWord(name) || !isOrdinarySample(value) || !plainlyFits(schema, value)) return false
      given += 1
    }
    if (given !== Object.keys(example.arguments).length) return false
  }
  return true
}
