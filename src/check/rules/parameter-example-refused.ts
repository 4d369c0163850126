import type { HttpTool } from '../../model/tool.ts'
import { bits, nameOf, type PlacedSchema, schemasOf } from '../parameter-schemas.ts'
import { refusal, shownValue } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const showing = bits('examples')

export const parameterExampleRefused = defineRule({
  code: 'parameter-example-refused',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'An example value does not fit the schema of its parameter',
  why: 'The agent takes it as a pattern and fills in values that are refused.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & showing) === 0) return
    for (const placed of all) {
      if ((placed.uses & showing) === 0) continue
      const values = placed.schema['examples']
      if (!Array.isArray(values)) continue
      const refused = values.findIndex((value: unknown) => refusal(placed, value) !== undefined)
      const found = refused < 0 ? undefined : refusal(placed, values[refused])
      if (found === undefined || isToldByCall(tool, placed)) continue
      report({
        message: `example ${shownValue(values[refused])} of ${nameOf(placed)} ${found.message}`,
        span: placed.parameter.at.value(...placed.steps, 'examples', refused, ...found.steps),
        hint: 'give one that fits, or mend the schema',
      })
    }
  },
})

/** Where a whole example call is refused over the same parameter, the schema is the one cause, and that rule has told it. */
function isToldByCall({ examples }: HttpTool, placed: PlacedSchema): boolean {
  const { name } = placed.parameter
  if (placed.steps.length > 0) return false
  return examples.some(({ arguments: values }) => Object.hasOwn(values, name) && refusal(placed, values[name]) !== undefined)
}
