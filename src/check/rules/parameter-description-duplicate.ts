import type { Parameter } from '../../model/parameter.ts'
import { defineRule } from '../rule.ts'

export const parameterDescriptionDuplicate = defineRule({
  code: 'parameter-description-duplicate',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'Two parameters of a tool have the same description',
  why: 'The agent tells by their descriptions what belongs into which, and puts the value of the one into the other now and then.',
  check({ tool }, report) {
    const firstByDescription = new Map<string, Parameter>()
    for (const parameter of tool.parameters) {
      const { description } = parameter.schema
      // An empty one is told as such.
      if (typeof description !== 'string' || description.trim() === '') continue
      const first = firstByDescription.get(description)
      if (first === undefined) firstByDescription.set(description, parameter)
      else
        report({
          message: `parameters "${first.name}" and "${parameter.name}" have the same description`,
          span: parameter.at.value('description'),
          related: [{ span: first.at.value('description'), label: `that of "${first.name}"` }],
          hint: 'say in each what it is that the other is not',
        })
    }
  },
})
