import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { shownValue } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const listing = bits('enum')

export const parameterEnumDuplicate = defineRule({
  code: 'parameter-enum-duplicate',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'An enum lists a value twice',
  why: 'One of the two was most likely meant to be another value, which the agent then cannot give; some platforms refuse the schema.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & listing) === 0) return
    for (const placed of all) {
      if ((placed.uses & listing) === 0) continue
      const values = placed.schema['enum']
      if (!Array.isArray(values) || new Set(values).size === values.length) continue
      const second = values.findIndex((value, index) => values.indexOf(value) !== index)
      const { parameter, steps } = placed
      report({
        message: `enum of ${nameOf(placed)} lists ${shownValue(values[second])} twice`,
        span: parameter.at.value(...steps, 'enum', second),
        related: [{ span: parameter.at.value(...steps, 'enum', values.indexOf(values[second])), label: 'first listed here' }],
        hint: 'delete it, or write the value that was meant',
      })
    }
  },
})
