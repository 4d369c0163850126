import { bits, kinds, nameOf, type PlacedSchema, schemasOf } from '../parameter-schemas.ts'
import { idleKeywords } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

// What does for the other type what the keyword was meant to do.
const instead: Readonly<Record<string, string>> = { minimum: 'minLength', maximum: 'maxLength', minLength: 'minimum', maxLength: 'maximum' }

export const parameterKeywordIdle = defineRule({
  code: 'parameter-keyword-idle',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A keyword of a parameter says nothing of its type',
  why: 'JSON Schema ignores it in silence, so a value goes out on a call that it was meant to keep back; or the type is wrong.',
  check({ tool }, report) {
    for (const placed of schemasOf(tool).all) {
      const idle = idleKeywords(placed)
      if (idle === 0) continue
      const kind = kinds.find((one) => (idle & one.bits) !== 0)
      const written = kind?.keywords.filter((word) => placed.schema[word] !== undefined) ?? []
      const [first] = written
      if (kind === undefined || first === undefined) continue
      const { parameter, steps } = placed
      report({
        message: `${written.join(' and ')} of ${nameOf(placed)} ${written.length === 1 ? 'is' : 'are'} for ${kind.words}, but its type is ${typeWords(placed)}`,
        span: parameter.at.key(...steps, first),
        related: [{ span: parameter.at.value(...steps, 'type'), label: 'the type is set here' }],
        hint: hintFor(placed, first, kind.type),
      })
    }
  },
})

function typeWords({ type }: PlacedSchema): string {
  return Array.isArray(type) ? type.join(' or ') : String(type)
}

function hintFor(placed: PlacedSchema, keyword: string, type: string): string {
  const other = instead[keyword]
  return other !== undefined && bits(other) === (bits(other) & placed.fitting)
    ? `write type: ${type}, or ${other}`
    : `write type: ${type}, or delete the keyword`
}
