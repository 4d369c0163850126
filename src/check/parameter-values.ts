import { isWithin, isOfType, plainlyFits } from '../json/plain-fit.ts'
import { refusalsOf } from '../json/refusals.ts'
import type { JsonObject } from '../json/schema.ts'
import { shorten } from '../text/printable.ts'
import type { Step } from '../yaml/cursor.ts'
import { bits, type PlacedSchema } from './parameter-schemas.ts'

/** idleKeywords marks the keywords of a schema that say nothing of its types. */
export function idleKeywords({ uses, fitting }: PlacedSchema): number {
  return uses & ~fitting
}

/** EmptyBounds is a pair of bounds that leaves nothing between them. */
export interface EmptyBounds {
  readonly what: 'number' | 'whole number' | 'text' | 'list' | 'mapping'
  readonly lower: string
  readonly upper: string
}

interface Counted extends EmptyBounds {
  readonly both: number
}

const counted: readonly Counted[] = [
  { what: 'text', lower: 'minLength', upper: 'maxLength', both: bits('minLength', 'maxLength') },
  { what: 'list', lower: 'minItems', upper: 'maxItems', both: bits('minItems', 'maxItems') },
  { what: 'mapping', lower: 'minProperties', upper: 'maxProperties', both: bits('minProperties', 'maxProperties') },
]
const lowest = bits('minimum', 'exclusiveMinimum')
const highest = bits('maximum', 'exclusiveMaximum')

/** emptyBounds finds bounds of a schema that no value keeps. */
export function emptyBounds({ schema, uses, fitting }: PlacedSchema): EmptyBounds | undefined {
  const judged = uses & fitting
  if ((judged & lowest) !== 0 && (judged & highest) !== 0) {
    const found = emptyRange(schema)
    if (found !== undefined) return found
  }
  return counted.find(({ both, lower, upper }) => (judged & both) === both && Number(schema[lower]) > Number(schema[upper]))
}

function emptyRange(schema: JsonObject): EmptyBounds | undefined {
  const isWhole = schema['type'] === 'integer'
  for (const lower of ['minimum', 'exclusiveMinimum']) {
    for (const upper of ['maximum', 'exclusiveMaximum']) {
      const least = schema[lower]
      const most = schema[upper]
      if (typeof least !== 'number' || typeof most !== 'number') continue
      if (!isWithin(upper, most, least) || (least === most && lower === 'exclusiveMinimum')) return { what: 'number', lower, upper }
      const first = lower === 'minimum' ? Math.ceil(least) : Math.floor(least) + 1
      if (isWhole && !isWithin(upper, most, first)) return { what: 'whole number', lower, upper }
    }
  }
  return undefined
}

// What says more of a value than its type.
const judging = ~bits('enum', 'const', 'default', 'examples')

/** ListedValue is a value that a schema lists as allowed, with the way to it. */
interface ListedValue {
  readonly value: unknown
  readonly steps: readonly Step[]
}

/** Misfit is a listed value that its schema refuses; `isAll`: so it does with every other one. */
export interface Misfit extends ListedValue {
  readonly message: string
  readonly isAll: boolean
}

/** listedMisfit finds a value of `enum` or `const` that the rest of the schema refuses. An empty value among others is a way to say "none". */
export function listedMisfit({ schema, uses }: PlacedSchema): Misfit | undefined {
  const { type } = schema
  const listed = listedValues(schema)
  if ((uses & judging) === 0 && (type === undefined || listed.every(({ value }) => isOfType(type, value)))) return undefined
  const { enum: _enum, const: _const, ...rest } = schema
  const misfits = listed.flatMap((one) => {
    const message = plainlyFits(rest, one.value) ? undefined : refusalOf(rest, one.value)?.message
    return message === undefined ? [] : [{ ...one, message }]
  })
  const isAll = misfits.length === listed.length
  const first = isAll ? misfits[0] : misfits.find(({ value }) => value !== null)
  return first === undefined ? undefined : { ...first, isAll }
}

function listedValues({ enum: values, const: only }: JsonObject): readonly ListedValue[] {
  if (Array.isArray(values)) return values.map((value: unknown, index) => ({ value, steps: ['enum', index] }))
  return only === undefined ? [] : [{ value: only, steps: ['const'] }]
}

/** contradictsItself tells whether a schema takes no value, or lists one that it refuses: what is refused then says nothing more. */
export function contradictsItself(placed: PlacedSchema): boolean {
  const known = contradictions.get(placed)
  if (known !== undefined) return known
  const contradicts = emptyBounds(placed) !== undefined || listedMisfit(placed) !== undefined
  contradictions.set(placed, contradicts)
  return contradicts
}

// Asked for each value that does not fit.
const contradictions = new WeakMap<PlacedSchema, boolean>()

/** refusal says why a value is not one that its schema takes; undefined as well where the schema itself is the trouble, which other rules tell. */
export function refusal(placed: PlacedSchema, value: unknown): { readonly message: string; readonly steps: readonly string[] } | undefined {
  if (plainlyFits(placed.schema, value)) return undefined
  if (idleKeywords(placed) !== 0 || contradictsItself(placed)) return undefined
  return refusalOf(placed.schema, value)
}

function refusalOf(schema: JsonObject, value: unknown): { readonly message: string; readonly steps: readonly string[] } | undefined {
  const [first] = refusalsOf(schema, value)
  // Without a keyword, the schema cannot be used.
  if (first === undefined || first.keyword === '') return undefined
  return { message: first.message, steps: first.pointer.split('/').slice(1) }
}

/** shownValue writes a value into a message. */
export function shownValue(value: unknown): string {
  return shorten(JSON.stringify(value), 60)
}
