import { allowsType, bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { defineRule } from '../rule.ts'

// What says of a list what is in it.
const telling = bits('items', 'prefixItems', 'enum', 'const', 'anyOf', 'oneOf', 'allOf')

export const parameterItemsMissing = defineRule({
  code: 'parameter-items-missing',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A list does not say what its items are',
  why: 'The agent guesses whether to send texts, numbers or mappings; OpenAI and Gemini refuse such a schema.',
  check({ tool }, report) {
    for (const placed of schemasOf(tool).all) {
      if ((placed.uses & telling) !== 0 || !allowsType(placed, 'array')) continue
      report({
        message: `${nameOf(placed)} is a list, but does not say of what`,
        span: placed.parameter.at.value(...placed.steps, 'type'),
        hint: 'add items, such as items: { type: string }',
      })
    }
  },
})
