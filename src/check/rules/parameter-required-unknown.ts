import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { isJsonObject } from '../../json/schema.ts'
import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { defineRule } from '../rule.ts'

const both = bits('properties', 'required')

export const parameterRequiredUnknown = defineRule({
  code: 'parameter-required-unknown',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A mapping requires a key that it does not describe',
  why: 'The agent must send a key of which it knows nothing but the name, and the one that was meant stays optional.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & both) !== both) return
    for (const placed of all) {
      const { parameter, steps, schema } = placed
      const { required, properties } = schema
      if (!Array.isArray(required) || !isJsonObject(properties)) continue
      const known = Object.keys(properties)
      for (const [index, key] of required.entries()) {
        if (typeof key !== 'string' || Object.hasOwn(properties, key)) continue
        report({
          message: `${nameOf(placed)} requires key "${key}", which is not under its properties`,
          span: parameter.at.value(...steps, 'required', index),
          hint: didYouMean(key, known),
        })
      }
    }
  },
})
