import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { emptyBounds } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const upper = bits('maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties')

export const parameterBoundsEmpty = defineRule({
  code: 'parameter-bounds-empty',
  on: 'tool',
  about: 'parameters',
  severity: 'error',
  title: 'The bounds of a parameter leave no value',
  why: 'Whatever the agent fills in is refused, so the tool can never be called.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & upper) === 0) return
    for (const placed of all) {
      const found = (placed.uses & upper) === 0 ? undefined : emptyBounds(placed)
      if (found === undefined) continue
      const { parameter, schema, steps } = placed
      const { what, lower, upper: other } = found
      report({
        message: `no ${what} fits ${nameOf(placed)}: ${lower} ${schema[lower]} and ${other} ${schema[other]} leave nothing between them`,
        span: parameter.at.value(...steps, lower),
        related: [{ span: parameter.at.value(...steps, other), label: 'the other bound' }],
        hint: what === 'whole number' ? 'write type: number, or bounds with a whole number between them' : 'swap them, or mend the one that is wrong',
      })
    }
  },
})
