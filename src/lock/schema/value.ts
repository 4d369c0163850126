import { canonicalJson } from '../../text/canonical-json.ts'
import { isJsonObject } from '../../json/schema.ts'
import { annotations, conjunctionOf } from './conjunction.ts'
import { fitsNumberFormat } from './formats.ts'
import { type AskedInside, fitsList, fitsObject, listKeywords, objectKeywords } from './inside.ts'
import { matches } from './pattern.ts'
import { type ObjectPart, type Part, partAt } from './part.ts'
import { kindOf, kindsOf } from './types.ts'
import { all, any, type Verdict } from './verdict.ts'

const mostLevels = 12

/** fits tells whether one value fits a schema. It is for the few values that a schema writes out; in doubt it says so. */
export function fits(value: unknown, part: Part, levels = mostLevels): Verdict {
  if (levels === 0) return undefined
  const { parts, isFalse, isWhole } = conjunctionOf([part])
  if (isFalse) return false
  return all([isWhole ? true : undefined, ...parts.map((each) => fitsOne(value, each, levels - 1))])
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
  if (annotations.has(keyword) || keyword === '$ref' || keyword === 'allOf' || keyword === 'nullable') return true
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
    case 'if':
      return fitsCondition(value, asked)
    case 'then':
    case 'else':
      return true
  }
  if (typeof value === 'number') return fitsNumber(value, keyword, argument)
  if (typeof value === 'string') return fitsText(value, keyword, argument)
  if (Array.isArray(value)) return listKeywords.has(keyword) ? fitsList(value, inside(asked)) : ofOtherKind(keyword)
  if (isJsonObject(value)) return objectKeywords.has(keyword) ? fitsObject(value, inside(asked)) : ofOtherKind(keyword)
  return ofOtherKind(keyword)
}

function inside({ part, keyword, argument, levels }: Asked): AskedInside {
  return { part, keyword, argument, fits: (value, each) => fits(value, each, levels) }
}

function fitsCondition(value: unknown, { part, argument, levels }: Asked): Verdict {
  const branch = (keyword: 'then' | 'else'): Verdict =>
    part.schema[keyword] === undefined ? true : fits(value, partAt(part, part.schema[keyword], keyword), levels)
  const isMet = fits(value, partAt(part, argument, 'if'), levels)
  return isMet === undefined ? (branch('then') === true && branch('else') === true ? true : undefined) : branch(isMet ? 'then' : 'else')
}

const ofNumbers = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
const ofTexts = new Set(['minLength', 'maxLength', 'pattern', 'format'])

/** What a keyword for another kind of values asks: nothing. Of one that nobody knows, that cannot be told. */
function ofOtherKind(keyword: string): Verdict {
  return [ofNumbers, ofTexts, listKeywords, objectKeywords].some((keywords) => keywords.has(keyword)) ? true : undefined
}

function fitsNumber(value: number, keyword: string, limit: unknown): Verdict {
  if (keyword === 'format') return fitsNumberFormat(value, limit)
  if (!ofNumbers.has(keyword)) return ofOtherKind(keyword)
  if (typeof limit !== 'number') return undefined
  if (keyword === 'minimum') return value >= limit
  if (keyword === 'maximum') return value <= limit
  if (keyword === 'exclusiveMinimum') return value > limit
  if (keyword === 'exclusiveMaximum') return value < limit
  return Number.isInteger(value) && Number.isInteger(limit) && limit !== 0 ? value % limit === 0 : Number.isInteger(value / limit) ? true : undefined
}

function fitsText(value: string, keyword: string, argument: unknown): Verdict {
  if (!ofTexts.has(keyword)) return ofOtherKind(keyword)
  if (keyword === 'pattern') return typeof argument === 'string' ? matches(argument, value) : undefined
  if (keyword === 'format' || typeof argument !== 'number') return undefined
  const length = [...value].length
  return keyword === 'minLength' ? length >= argument : length <= argument
}
