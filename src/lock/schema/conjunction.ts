import { isJsonObject } from '../../json/schema.ts'
import { type ObjectPart, type Part, partAt, targetOf } from './part.ts'

/** Conjunction is a set of values as a list of schemas that all have to fit: references followed, `allOf` taken apart. */
export interface Conjunction {
  readonly parts: readonly ObjectPart[]
  /** Whether one of them lets nothing pass. */
  readonly isFalse: boolean
  /** Whether all of them could be read: no odd shape, no reference that leads nowhere. */
  readonly isWhole: boolean
}

const mostParts = 200

/** conjunctionOf takes schemas that all have to fit apart. */
export function conjunctionOf(given: readonly Part[]): Conjunction {
  const parts: ObjectPart[] = []
  const seen = new Set<string>()
  const waiting = [...given]
  let isFalse = false
  let isWhole = true
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    part.document.meter.spend(1)
    const { schema } = part
    if (schema === true || schema === undefined) continue
    if (schema === false) isFalse = true
    else if (!isJsonObject(schema)) isWhole = false
    else if (parts.length >= mostParts) isWhole = false
    else {
      // A reference to itself asks for nothing more.
      const key = part.pointer
      if (seen.has(key)) continue
      seen.add(key)
      parts.push({ ...part, schema })
      if (isAnything(schema['not'])) isFalse = true
      const { allOf } = schema
      if (Array.isArray(allOf)) waiting.push(...allOf.map((item: unknown, index) => partAt(part, item, 'allOf', index)))
      if (schema['$ref'] === undefined) continue
      const target = targetOf(part, schema['$ref'])
      if (target === undefined) isWhole = false
      else waiting.push(target)
    }
  }
  return { parts, isFalse, isWhole }
}

/** isAnything tells whether a schema lets everything pass at sight. */
export function isAnything(schema: unknown): boolean {
  return schema === true || (isJsonObject(schema) && Object.keys(schema).every((key) => annotations.has(key)))
}

/** annotations are the keywords that say something of a value and ask nothing of it. */
export const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'example',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
  '$schema',
  '$id',
  '$defs',
  'definitions',
  '$anchor',
  '$vocabulary',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'markdownDescription',
  'enumNames',
])
