import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { refusalsOf } from '../../json/refusals.ts'
import { argumentsSchema } from '../../model/parameter.ts'
import { defineRule } from '../rule.ts'

export const exampleArgumentsRefused = defineRule({
  code: 'example-arguments-refused',
  on: 'tool',
  severity: 'error',
  title: 'The arguments of an example do not fit the parameters',
  why: 'The example cannot be run, and either it or the parameters tell the agent something wrong.',
  check({ tool }, report) {
    for (const example of tool.examples) {
      for (const { pointer, keyword, message } of refusalsOf(argumentsSchema(tool.parameters), example.arguments)) {
        const steps = pointer.split('/').slice(1)
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
