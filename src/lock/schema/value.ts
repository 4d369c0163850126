import { canonicalJson } from '../../text/canonical-json.ts'
import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { annotations, conjunctionOf } from './conjunction.ts'
import { matches } from './pattern.ts'
import { entriesOf, type ObjectPart, own, type Part, partAt, textsIn } from './part.ts'
import { kindOf, kindsOf } from './types.ts'

/** Verdict is yes, no, or undefined: it cannot be told. */
export type Verdict = boolean | undefined

const mostLevels = 12

/** fits tells whether one value fits a schema. It is for the few values that a schema writes out; in doubt it says so. */
export function fits(value: unknown, part: Part, levels = mostLevels): Verdict {
  if (levels === 0) return undefined
  const { parts, isFalse, isWhole } = conjunctionOf([part])
  if (isFalse) return false
  return all([isWhole ? true : undefined, ...parts.map((each) => fitsOne(value, each, levels - 1))])
}

/** all is yes when every verdict is, and no when one is. */
function all(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes(false) ? false : verdicts.every((verdict) => verdict === true) ? true : undefined
}

function any(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes(true) ? true : verdicts.every((verdict) => verdict === false) ? false : undefined
}

function fitsOne(value: unknown, part: ObjectPart, levels: number): Verdict {
  return all(Object.entries(part.schema).map(([keyword, argument]) => fitsKeyword(value, { part, keyword, argument, levels })))
}

interface Asked {
  readonly part: ObjectPart
  readonly keyword: string
  readonly argument: unknown
  readonly levels: number
}

function fitsKeyword(value: unknown, asked: Asked): Verdict {
  const { part, keyword, argument, levels } = asked
  if (annotations.has(keyword) || keyword === '$ref' || keyword === 'allOf') return true
  switch (keyword) {
    case 'type':
      return kindsOf(part)?.includes(kindOf(value))
    case 'enum':
      return Array.isArray(argument) ? argument.some((item) => canonicalJson(item) === canonicalJson(value)) : undefined
    case 'const':
      return canonicalJson(argument) === canonicalJson(value)
    case 'anyOf':
    case 'oneOf': {
      if (!Array.isArray(argument)) return undefined
      const verdicts = argument.map((item, index) => fits(value, partAt(part, item, keyword, index), levels))
      if (keyword === 'anyOf' || !verdicts.includes(true)) return any(verdicts)
      return verdicts.filter((verdict) => verdict === true).length > 1 ? false : verdicts.includes(undefined) ? undefined : true
    }
    case 'not': {
      const verdict = fits(value, partAt(part, argument, 'not'), levels)
      return verdict === undefined ? undefined : !verdict
    }
  }
  if (typeof value === 'number') return fitsNumber(value, keyword, argument)
  if (typeof value === 'string') return fitsText(value, keyword, argument)
  if (Array.isArray(value)) return fitsList(value, asked)
  if (isJsonObject(value)) return fitsObject(value, asked)
  return ofOtherKinds.has(keyword) ? true : undefined
}

const ofNumbers = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
const ofTexts = new Set(['minLength', 'maxLength', 'pattern', 'format'])
const ofLists = new Set(['items', 'prefixItems', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'])
const ofObjects = new Set([
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'dependentSchemas',
])
const ofOtherKinds = new Set([...ofNumbers, ...ofTexts, ...ofLists, ...ofObjects])

function fitsNumber(value: number, keyword: string, limit: unknown): Verdict {
  if (!ofNumbers.has(keyword)) return ofOtherKinds.has(keyword) ? true : undefined
  if (typeof limit !== 'number') return undefined
  if (keyword === 'minimum') return value >= limit
  if (keyword === 'maximum') return value <= limit
  if (keyword === 'exclusiveMinimum') return value > limit
  if (keyword === 'exclusiveMaximum') return value < limit
  return Number.isInteger(value) && Number.isInteger(limit) && limit !== 0 ? value % limit === 0 : Number.isInteger(value / limit) ? true : undefined
}

function fitsText(value: string, keyword: string, argument: unknown): Verdict {
  if (!ofTexts.has(keyword)) return ofOtherKinds.has(keyword) ? true : undefined
  if (keyword === 'pattern') return typeof argument === 'string' ? matches(argument, value) : undefined
  if (keyword === 'format' || typeof argument !== 'number') return undefined
  const length = [...value].length
  return keyword === 'minLength' ? length >= argument : length <= argument
}

function fitsList(value: readonly unknown[], { part, keyword, argument, levels }: Asked): Verdict {
  if (!ofLists.has(keyword)) return ofOtherKinds.has(keyword) ? true : undefined
  if (keyword === 'minItems') return typeof argument === 'number' ? value.length >= argument : undefined
  if (keyword === 'maxItems') return typeof argument === 'number' ? value.length <= argument : undefined
  if (keyword === 'items' && !Array.isArray(argument) && part.schema['prefixItems'] === undefined) {
    return all(value.map((item) => fits(item, partAt(part, argument, 'items'), levels)))
  }
  return undefined
}

function fitsObject(value: JsonObject, { part, keyword, argument, levels }: Asked): Verdict {
  if (!ofObjects.has(keyword)) return ofOtherKinds.has(keyword) ? true : undefined
  if (keyword === 'required') return textsIn(argument).every((name) => Object.hasOwn(value, name))
  if (keyword === 'properties') {
    return all(
      entriesOf(argument).map(([name, schema]) =>
        Object.hasOwn(value, name) ? fits(own(value, name), partAt(part, schema, 'properties', name), levels) : true,
      ),
    )
  }
  if (keyword === 'additionalProperties' && part.schema['patternProperties'] === undefined) {
    const named = new Set(entriesOf(part.schema['properties']).map(([name]) => name))
    const others = Object.keys(value).filter((name) => !named.has(name))
    return all(others.map((name) => fits(own(value, name), partAt(part, argument, 'additionalProperties'), levels)))
  }
  return undefined
}
