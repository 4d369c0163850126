import type { HttpTool } from '../../model/tool.ts'
import type { Step } from '../../yaml/cursor.ts'
import { bits, nameOf, type PlacedSchema, schemasOf } from '../parameter-schemas.ts'
import { refusal, shownValue } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const showing = bits('examples')

/** Misfit is an example that its schema refuses, with the way to what is wrong with it. */
interface Misfit {
  readonly value: unknown
  readonly message: string
  readonly steps: readonly Step[]
}

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
      const found = firstRefused(placed, values)
      if (found === undefined || isToldByCall(tool, placed)) continue
      report({
        message: `example ${shownValue(found.value)} of ${nameOf(placed)} ${found.message}`,
        span: placed.parameter.at.value(...placed.steps, 'examples', ...found.steps),
        hint: 'give one that fits, or mend the schema',
      })
    }
  },
})

function firstRefused(placed: PlacedSchema, values: readonly unknown[]): Misfit | undefined {
  for (const [index, value] of values.entries()) {
    const found = refusal(placed, value)
    if (found !== undefined) return { value, message: found.message, steps: [index, ...found.steps] }
  }
  return undefined
}

/** Where a whole example call is refused over the same parameter, the schema is the one cause, and that rule has told it. */
function isToldByCall({ examples }: HttpTool, placed: PlacedSchema): boolean {
  const { name } = placed.parameter
  if (placed.steps.length > 0) return false
  return examples.some(({ arguments: values }) => Object.hasOwn(values, name) && refusal(placed, values[name]) !== undefined)
}
