import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { spokenOf } from './names.ts'
import { entriesOf, type ObjectPart, own, type Part, partAt, textsIn } from './part.ts'
import { all, type Verdict } from './verdict.ts'

/** AskedInside is a keyword of a schema, held against a list or an object. */
export interface AskedInside {
  readonly part: ObjectPart
  readonly keyword: string
  readonly argument: unknown
  /** Judges what stands inside. */
  readonly fits: (value: unknown, part: Part) => Verdict
}

/** listKeywords ask something of lists, and of nothing else. */
export const listKeywords: ReadonlySet<string> = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minContains',
  'maxContains',
])

/** objectKeywords ask something of objects, and of nothing else. */
export const objectKeywords: ReadonlySet<string> = new Set([
  ...['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies'],
])

/** fitsList tells whether a list fits a keyword. */
export function fitsList(value: readonly unknown[], { part, keyword, argument, fits }: AskedInside): Verdict {
  const { prefixItems, minContains = 1, maxContains } = part.schema
  switch (keyword) {
    case 'minItems':
      return typeof argument === 'number' ? value.length >= argument : undefined
    case 'maxItems':
      return typeof argument === 'number' ? value.length <= argument : undefined
    case 'uniqueItems':
      return argument !== true || new Set(value.map(canonicalJson)).size === value.length
    case 'prefixItems':
      return Array.isArray(argument)
        ? all(value.slice(0, argument.length).map((item, index) => fits(item, partAt(part, argument[index], keyword, index))))
        : undefined
    case 'items': {
      if (Array.isArray(argument)) return undefined
      const first = Array.isArray(prefixItems) ? prefixItems.length : 0
      return all(value.slice(first).map((item) => fits(item, partAt(part, argument, keyword))))
    }
    case 'contains': {
      const verdicts = value.map((item) => fits(item, partAt(part, argument, keyword)))
      if (verdicts.includes(undefined) || typeof minContains !== 'number') return undefined
      const count = verdicts.filter((verdict) => verdict === true).length
      return count >= minContains && (typeof maxContains !== 'number' || count <= maxContains)
    }
    case 'minContains':
    case 'maxContains':
      // Judged with contains.
      return true
    default:
      return undefined
  }
}

/** fitsObject tells whether an object fits a keyword. */
export function fitsObject(value: JsonObject, { part, keyword, argument, fits }: AskedInside): Verdict {
  const has = (name: string): boolean => Object.hasOwn(value, name)
  switch (keyword) {
    case 'required':
      return textsIn(argument).every(has)
    case 'minProperties':
      return typeof argument === 'number' ? Object.keys(value).length >= argument : undefined
    case 'maxProperties':
      return typeof argument === 'number' ? Object.keys(value).length <= argument : undefined
    case 'propertyNames':
      return all(Object.keys(value).map((name) => fits(name, partAt(part, argument, keyword))))
    case 'properties':
      return isJsonObject(argument)
        ? all(entriesOf(argument).map(([name, schema]) => (has(name) ? fits(own(value, name), partAt(part, schema, keyword, name)) : true)))
        : undefined
    case 'patternProperties':
    case 'additionalProperties':
      return all(Object.keys(value).map((name) => fitsSpoken(value, name, { part, keyword, argument, fits })))
    case 'dependentRequired':
      return entriesOf(argument).every(([name, names]) => !has(name) || textsIn(names).every(has))
    case 'dependentSchemas':
      return all(entriesOf(argument).map(([name, schema]) => (has(name) ? fits(value, partAt(part, schema, keyword, name)) : true)))
    default:
      return undefined
  }
}

/** What patterns say of a name, or what is said of all that are not declared. */
function fitsSpoken(value: JsonObject, name: string, { part, keyword, fits }: AskedInside): Verdict {
  const { parts, isDeclared, isSure } = spokenOf(part, name)
  if (!isSure) return undefined
  if (isDeclared === (keyword === 'additionalProperties')) return true
  return all(parts.map((each) => fits(own(value, name), each)))
}
