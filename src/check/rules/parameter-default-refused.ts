import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { refusal, shownValue } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const falling = bits('default')

export const parameterDefaultRefused = defineRule({
  code: 'parameter-default-refused',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'The default of a parameter does not fit its own schema',
  why: 'The agent is told to fall back on a value that is then refused.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & falling) === 0) return
    for (const placed of all) {
      if ((placed.uses & falling) === 0) continue
      const value = placed.schema['default']
      // An empty default is a way to say that there is none.
      const found = value === null || value === undefined ? undefined : refusal(placed, value)
      if (found === undefined) continue
      report({
        message: `default ${shownValue(value)} of ${nameOf(placed)} ${found.message}`,
        span: placed.parameter.at.value(...placed.steps, 'default', ...found.steps),
        hint: 'give it a value that fits, or mend the schema',
      })
    }
  },
})
