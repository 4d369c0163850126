import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { plainlyFits } from '../../json/plain-fit.ts'
import { refusalsOf } from '../../json/refusals.ts'
import type { JsonObject } from '../../json/schema.ts'
import { argumentsSchema, type Parameter } from '../../model/parameter.ts'
import { schemasOf } from '../parameter-schemas.ts'
import { contradictsItself } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

export const exampleArgumentsRefused = defineRule({
  code: 'example-arguments-refused',
  on: 'tool',
  about: 'examples',
  severity: 'error',
  title: 'The arguments of an example do not fit the parameters',
  why: 'The example cannot be run, and either it or the parameters tell the agent something wrong.',
  check({ tool }, report) {
    for (const example of tool.examples) {
      if (fitsForSure(tool.parameters, example.arguments)) continue
      for (const { pointer, keyword, message } of refusalsOf(argumentsSchema(tool.parameters), example.arguments)) {
        // A schema that cannot be used has been told at its own place.
        if (keyword === '') continue
        const steps = pointer.split('/').slice(1)
        // A schema that takes no value, or refuses what it lists, has been told as such.
        if (schemasOf(tool).all.some((placed) => placed.parameter.name === steps[0] && contradictsItself(placed))) continue
        report({
          message: `example "${example.name}" of tool "${tool.name}": ${steps.length === 0 ? message : `"${steps.join('.')}" ${message}`}`,
          span:
            steps.length === 0
              ? example.at.key('arguments')
              : keyword === 'false'
                ? example.at.key('arguments', ...steps)
                : example.at.value('arguments', ...steps),
          hint:
            keyword === 'false'
              ? didYouMean(
                  steps.at(-1) ?? '',
                  tool.parameters.map(({ name }) => name),
                )
              : undefined,
        })
      }
    }
  },
})

/** Most examples are plain, and judging them in full takes a hundred times longer. */
function fitsForSure(parameters: readonly Parameter[], given: JsonObject): boolean {
  let known = 0
  for (const { name, required, schema } of parameters) {
    if (!Object.hasOwn(given, name)) {
      if (required) return false
    } else if (plainlyFits(schema, given[name])) known += 1
    else return false
  }
  return known === Object.keys(given).length
}
