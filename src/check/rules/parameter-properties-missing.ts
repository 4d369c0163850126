import { allowsType, bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { defineRule } from '../rule.ts'

// What says of a mapping what is in it, or that it may be anything.
const telling = bits('properties', 'additionalProperties', 'enum', 'const', 'anyOf', 'oneOf', 'allOf')

export const parameterPropertiesMissing = defineRule({
  code: 'parameter-properties-missing',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A mapping does not say what its keys are',
  why: 'The agent makes keys up, and the API drops or refuses them.',
  check({ tool }, report) {
    for (const placed of schemasOf(tool).all) {
      if ((placed.uses & telling) !== 0 || !allowsType(placed, 'object')) continue
      report({
        message: `${nameOf(placed)} is a mapping, but does not say which keys it has`,
        span: placed.parameter.at.value(...placed.steps, 'type'),
        hint: 'list them under properties, or write additionalProperties: true if any key will do',
      })
    }
  },
})
