import type { Meter } from '../../json/meter.ts'
import { pointerStep, stepIn } from '../../json/pointer.ts'
import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { traitsOf } from './traits.ts'

/** SchemaDocument is a whole schema: what `#` in its references means. */
interface SchemaDocument {
  readonly root: unknown
  /** Where it stands in the definition of its tool. */
  readonly pointer: string
  /** What looking at its parts may cost: schemas come from servers, and choices in choices multiply. */
  readonly meter: Pick<Meter, 'spend'>
  /** Whether `nullable` lets null pass, as in OpenAPI. */
  readonly isNullable: boolean
}

/** Part is a schema at its place. */
export interface Part {
  readonly schema: unknown
  readonly pointer: string
  readonly document: SchemaDocument
}

/** ObjectPart is a schema that is an object, so one with keywords. */
export interface ObjectPart extends Part {
  readonly schema: JsonObject
}

/** rootPart is a whole schema. */
export function rootPart(root: unknown, pointer: string, meter: Pick<Meter, 'spend'>, isNullable = false): Part {
  return { schema: root, pointer, document: { root, pointer, meter, isNullable } }
}

/** partAt is a schema inside of another one. */
export function partAt({ pointer, document }: Part, schema: unknown, ...steps: readonly (string | number)[]): Part {
  return { schema, pointer: steps.reduce<string>((before, step) => `${before}/${pointerStep(step)}`, pointer), document }
}

/** own reads a key that a server chose: it may be named after something that every object inherits. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** entriesOf lists what an object holds by name; of anything else nothing. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isJsonObject(value) ? Object.entries(value) : []
}

/** textsOf lists the texts of a list. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** targetOf is what a local reference leads to; undefined for any other one, as nothing is ever fetched, and where `#` may be something else than the whole. */
export function targetOf({ document }: Part, reference: unknown): Part | undefined {
  if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference) || traitsOf(document.root).hasInnerAddress) return undefined
  let schema = document.root
  let { pointer } = document
  for (const step of reference
    .slice(2)
    .split('/')
    .filter((_, index, all) => all.length > 1 || all[index] !== '')) {
    const key = unescaped(step)
    if (key === undefined) return undefined
    if (Array.isArray(schema) && /^\d{1,6}$/.test(key)) schema = schema[Number(key)]
    else if (isJsonObject(schema)) schema = own(schema, key)
    else return undefined
    pointer += `/${pointerStep(key)}`
  }
  return schema === undefined ? undefined : { schema, pointer, document }
}

function unescaped(step: string): string | undefined {
  try {
    return stepIn(decodeURIComponent(step))
  } catch {
    return undefined
  }
}
