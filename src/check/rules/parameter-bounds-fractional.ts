import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { emptyBounds } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const bounded = bits(...bounds)

export const parameterBoundsFractional = defineRule({
  code: 'parameter-bounds-fractional',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A whole number has a bound with a fraction',
  why: 'Either fractions are meant, and an amount such as 12.50 is refused on a call, or the bound is not the one that was meant.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & bounded) === 0) return
    for (const placed of all) {
      const { parameter, schema, steps, type } = placed
      if ((placed.uses & bounded) === 0 || type !== 'integer') continue
      const bound = bounds.find((word) => typeof schema[word] === 'number' && !Number.isInteger(schema[word]))
      // Bounds that leave nothing are told as such.
      if (bound === undefined || emptyBounds(placed) !== undefined) continue
      report({
        message: `${bound} ${schema[bound]} of ${nameOf(placed)} has a fraction, but the type is integer`,
        span: parameter.at.value(...steps, bound),
        related: [{ span: parameter.at.value(...steps, 'type'), label: 'the type is set here' }],
        hint: 'write type: number if fractions are meant, or a whole bound',
      })
    }
  },
})
