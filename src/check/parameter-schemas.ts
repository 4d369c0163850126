import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Parameter } from '../model/parameter.ts'
import type { HttpTool } from '../model/tool.ts'
import type { Step } from '../yaml/cursor.ts'

// One bit a keyword: nearly every schema is settled by its bits alone, which matters in ten thousand files.
const words = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'pattern', 'minLength', 'maxLength'],
  ...['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'properties', 'additionalProperties', 'minProperties', 'maxProperties'],
  ...['required', 'format', 'enum', 'const', 'default', 'examples', 'anyOf', 'oneOf', 'allOf'],
]
const bitOf: ReadonlyMap<string, number> = new Map(words.map((word, index) => [word, 1 << index]))

/** bits marks keywords, to be compared with what a schema uses. */
export function bits(...keywords: readonly string[]): number {
  return keywords.reduce((marks, keyword) => marks | (bitOf.get(keyword) ?? 0), 0)
}

/** Kind is a kind of values with the keywords that are for them alone. */
export interface Kind {
  readonly words: string
  readonly type: string
  readonly keywords: readonly string[]
  readonly bits: number
}

/** kinds lists the kinds of values that have keywords of their own. */
export const kinds: readonly Kind[] = [
  kind('texts', 'string', 'pattern', 'minLength', 'maxLength'),
  kind('numbers', 'number', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'),
  kind('lists', 'array', 'items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'),
  kind('mappings', 'object', 'properties', 'additionalProperties', 'required', 'minProperties', 'maxProperties'),
]

function kind(name: string, type: string, ...keywords: readonly string[]): Kind {
  return { words: name, type, keywords, bits: bits(...keywords) }
}

/** PlacedSchema is a schema inside of the parameters of a tool: that of a parameter, or one further down. */
export interface PlacedSchema {
  readonly parameter: Parameter
  readonly schema: JsonObject
  /** The way to it from the parameter. */
  readonly steps: readonly Step[]
  readonly type: unknown
  /** The keywords that it uses. */
  readonly uses: number
  /** The keywords that say something of its types; all of them where it names no type. */
  readonly fitting: number
}

interface ToolSchemas {
  /** The keywords that any of them uses. */
  readonly uses: number
  readonly all: readonly PlacedSchema[]
}

let asked: HttpTool | undefined
let answer: ToolSchemas = { uses: 0, all: [] }

/** schemasOf lists every schema in the parameters of a tool. A dozen rules ask in turn, tool by tool, so the last answer is kept. */
export function schemasOf(tool: HttpTool): ToolSchemas {
  if (asked === tool) return answer
  const all: PlacedSchema[] = []
  for (const parameter of tool.parameters) collect(parameter, parameter.schema, top, all)
  let uses = 0
  for (const placed of all) uses |= placed.uses
  asked = tool
  answer = { uses, all }
  return answer
}

const top: readonly Step[] = []
const unions = ['anyOf', 'oneOf', 'allOf']
const furtherDown = bits('properties', 'additionalProperties', 'items', 'prefixItems', ...unions)

function collect(parameter: Parameter, schema: JsonObject, steps: readonly Step[], into: PlacedSchema[]): void {
  let uses = 0
  for (const keyword in schema) uses |= bitOf.get(keyword) ?? 0
  const { type } = schema
  into.push({ parameter, schema, steps, type, uses, fitting: fittingBits(type) })
  if ((uses & furtherDown) === 0) return
  for (const keyword of ['additionalProperties', 'items']) {
    const inner = schema[keyword]
    if (isJsonObject(inner)) collect(parameter, inner, [...steps, keyword], into)
  }
  // Not what stands under `not`: there everything means its contrary.
  for (const keyword of ['properties', 'prefixItems', ...unions]) {
    for (const [key, inner] of Object.entries(schema[keyword] ?? {})) {
      if (isJsonObject(inner)) collect(parameter, inner, [...steps, keyword, key], into)
    }
  }
}

const everything = -1
const typed = kinds.reduce((marks, { bits: own }) => marks | own, 0)
const fittingByType: ReadonlyMap<unknown, number> = new Map([
  ...kinds.map(({ type, bits: own }) => [type, ~typed | own] as const),
  ['integer', ~typed | bits('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')],
  ['boolean', ~typed],
  ['null', ~typed],
])

function fittingBits(type: unknown): number {
  if (!Array.isArray(type)) return fittingByType.get(type) ?? everything
  return type.reduce<number>((marks, one) => marks | (fittingByType.get(one) ?? everything), ~typed)
}

/** allowsType tells whether a schema names a type, alone or among others. */
export function allowsType({ type }: PlacedSchema, wanted: string): boolean {
  return type === wanted || (Array.isArray(type) && type.includes(wanted))
}

/** nameOf names a schema in a message: the parameter, and the way from there. */
export function nameOf({ parameter, steps }: PlacedSchema): string {
  const way = steps.filter((step, index) => step !== 'properties' || typeof steps[index + 1] !== 'string')
  return steps.length === 0 ? `parameter "${parameter.name}"` : `"${way.join('.')}" of parameter "${parameter.name}"`
}
