import { bits, kinds, nameOf, type PlacedSchema, schemasOf } from '../parameter-schemas.ts'
import { defineRule } from '../rule.ts'

// What says of a value what it is, as well as a type does, or that the schema is one of several parts.
const telling = bits('enum', 'const', 'anyOf', 'oneOf', 'allOf')

export const parameterTypeMissing = defineRule({
  code: 'parameter-type-missing',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A parameter does not say of which type it is',
  why: 'The agent guesses whether to send a text, a number or a list, and guesses otherwise on the next call; Gemini and the strict mode of OpenAI refuse such a schema.',
  check({ tool }, report) {
    for (const placed of schemasOf(tool).all) {
      const { parameter, steps, schema, type, uses } = placed
      // The parts of a union add to what stands around them.
      if (type !== undefined || (uses & telling) !== 0 || steps.some((step) => typeof step === 'string' && parts.has(step)) || '$ref' in schema)
        continue
      const meant = typeOf(placed)
      report({
        message: `${nameOf(placed)} does not say of which type it is`,
        span: parameter.at.key(...steps),
        hint: meant === undefined ? 'add one, such as type: string' : `add type: ${meant}`,
      })
    }
  },
})

const parts: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf'])

/** What its other keywords are for. */
function typeOf({ uses, schema }: PlacedSchema): string | undefined {
  if ((uses & bits('format')) !== 0 && typeof schema['format'] === 'string') return 'string'
  return kinds.find((kind) => (uses & kind.bits) !== 0)?.type
}
