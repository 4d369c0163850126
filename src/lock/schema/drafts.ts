import type { JsonObject } from '../../json/schema.ts'
import { annotations } from './conjunction.ts'
import type { Edit } from './edits.ts'
import { objectsIn } from './traits.ts'

const drafts = ['draft-04', 'draft-06', 'draft-07', 'draft/2019-09', 'draft/2020-12']
const [, six = 0, seven = 0, of2019 = 0, of2020 = 0] = drafts.keys()

/** The first and the last draft in which a keyword means what it means. */
type Span = readonly [first: number, last: number]

const since = (first: number): Span => [first, of2020]
const until = (last: number): Span => [0, last]

const spans: ReadonlyMap<string, Span> = new Map([
  ...['const', 'contains', 'propertyNames'].map((word) => [word, since(six)] as const),
  ...['if', 'then', 'else'].map((word) => [word, since(seven)] as const),
  ...['dependentRequired', 'dependentSchemas', 'minContains', 'maxContains'].map((word) => [word, since(of2019)] as const),
  ...['unevaluatedProperties', 'unevaluatedItems', '$anchor'].map((word) => [word, since(of2019)] as const),
  ...['prefixItems', '$dynamicRef'].map((word) => [word, since(of2020)] as const),
  ['$recursiveRef', [of2019, of2019]],
  ['additionalItems', until(of2019)],
  ['dependencies', until(seven)],
])

/** otherwiseRead names a keyword of the schemas that one draft reads otherwise than the other one; `$schema` where one of the drafts is not known here. */
export function otherwiseRead({ before, after, owners }: Pick<Edit, 'before' | 'after' | 'owners'>): string | undefined {
  const [old, fresh] = [draftOf(before), draftOf(after)]
  if (old < 0 || fresh < 0) return '$schema'
  if (old === fresh) return undefined
  const isOtherwise = (span: Span): boolean => isWithin(old, span) !== isWithin(fresh, span)
  for (const schema of owners.flatMap((each) => objectsIn(each))) {
    const found = Object.keys(schema).find((keyword) => isOtherwise(spanOf(keyword, schema)))
    if (found !== undefined) return found
  }
  return undefined
}

/** isMisread tells whether a schema uses what the draft that it names does not know: here it is read all the same. */
export function isMisread(schema: JsonObject): boolean {
  const draft = draftOf(schema['$schema'])
  if (schema['$schema'] === undefined || draft < 0) return false
  return objectsIn(schema).some((each) => Object.keys(each).some((keyword) => !isWithin(draft, spanOf(keyword, each))))
}

// What names none is read in the draft that MCP takes then.
function draftOf(address: unknown): number {
  if (address === undefined) return of2020
  const found = typeof address === 'string' ? /^https?:\/\/json-schema\.org\/(.+)\/schema#?$/.exec(address) : null
  return drafts.indexOf(found?.[1] ?? '')
}

function spanOf(keyword: string, schema: JsonObject): Span {
  const value = schema[keyword]
  switch (keyword) {
    case 'items':
      return Array.isArray(value) ? until(of2019) : since(0)
    case '$ref':
      // What stood beside a reference was passed over once.
      return Object.keys(schema).every((other) => other === '$ref' || (other !== '$id' && annotations.has(other))) ? since(0) : since(of2019)
    case '$id':
      return typeof value === 'string' && value.startsWith('#') ? [six, seven] : since(six)
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return typeof value === 'boolean' ? until(0) : since(six)
    default:
      return spans.get(keyword) ?? since(0)
  }
}

function isWithin(draft: number, [first, last]: Span): boolean {
  return first <= draft && draft <= last
}
