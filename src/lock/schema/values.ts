import { canonicalJson } from '../../text/canonical-json.ts'
import type { Conjunction } from './conjunction.ts'
import type { ObjectPart } from './part.ts'
import { commonKinds } from './types.ts'
import { fits } from './value.ts'
import type { Verdict } from './verdict.ts'

/** Listed is one of the few values that schemas let pass. */
export interface Listed {
  readonly value: unknown
  /** Whether all schemas are known to let it pass. */
  readonly isSure: boolean
}

/** valuesOf lists the values that fit, where schemas write them out; undefined where there are too many to say. */
export function valuesOf(narrow: Conjunction): readonly Listed[] | undefined {
  const listed = writtenIn(narrow.parts) ?? ofFewKinds(narrow)
  return listed?.flatMap((value) => {
    const verdicts: readonly Verdict[] = narrow.parts.map((part) => fits(value, part))
    return verdicts.includes(false) ? [] : [{ value, isSure: narrow.isWhole && verdicts.every((verdict) => verdict === true) }]
  })
}

function writtenIn(parts: readonly ObjectPart[]): readonly unknown[] | undefined {
  for (const { schema } of parts) {
    if (Object.hasOwn(schema, 'const')) return [schema['const']]
    const { enum: values } = schema
    if (Array.isArray(values)) return [...new Map(values.map((value: unknown) => [canonicalJson(value), value])).values()]
  }
  return undefined
}

function ofFewKinds(narrow: Conjunction): readonly unknown[] | undefined {
  const kinds = commonKinds(narrow)
  if (!kinds.every((kind) => kind === 'null' || kind === 'boolean')) return undefined
  return kinds.flatMap((kind) => (kind === 'null' ? [null] : [true, false]))
}
