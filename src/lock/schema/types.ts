import type { Conjunction } from './conjunction.ts'
import type { ObjectPart } from './part.ts'

/** Kind is one of the kinds of values that a schema can tell apart; a number is an integer or has a fraction. */
export type Kind = 'null' | 'boolean' | 'object' | 'array' | 'string' | 'integer' | 'fraction'

const kindsByType: Readonly<Record<string, readonly Kind[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  object: ['object'],
  array: ['array'],
  string: ['string'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
}

/** allKinds are the kinds where nothing is said. */
const allKinds: readonly Kind[] = ['null', 'boolean', 'object', 'array', 'string', 'integer', 'fraction']

/** kindsOf are the kinds that one schema lets pass by its `type`; undefined where that names a type that there is not. */
export function kindsOf({ schema: { type, nullable }, document }: ObjectPart): readonly Kind[] | undefined {
  if (type === undefined) return allKinds
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  if (types.length === 0) return undefined
  const kinds: Kind[] = []
  for (const name of types) {
    const named = typeof name === 'string' && Object.hasOwn(kindsByType, name) ? kindsByType[name] : undefined
    if (named === undefined) return undefined
    kinds.push(...named)
  }
  return document.isNullable && nullable === true ? [...kinds, 'null'] : kinds
}

/** commonKinds are the kinds that all schemas of a conjunction let pass. */
export function commonKinds({ parts }: Conjunction): readonly Kind[] {
  let kinds = allKinds
  for (const part of parts) {
    const these = kindsOf(part)
    if (these !== undefined) kinds = kinds.filter((kind) => these.includes(kind))
    const { multipleOf } = part.schema
    if (typeof multipleOf === 'number' && multipleOf > 0 && Number.isInteger(multipleOf)) kinds = kinds.filter((kind) => kind !== 'fraction')
  }
  return kinds
}

/** kindOf is the kind of a value. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'boolean':
      return 'boolean'
    case 'string':
      return 'string'
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'fraction'
    default:
      return 'object'
  }
}
