import { defineRule } from '../rule.ts'

export const parameterDefaultRequired = defineRule({
  code: 'parameter-default-required',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A parameter that must be given has a default',
  why: 'The default never holds: the agent asks the caller for the value every time, or makes one up.',
  check({ tool }, report) {
    for (const { name, required, schema, at } of tool.parameters) {
      if (!required || schema['default'] === undefined || schema['default'] === null) continue
      report({
        message: `parameter "${name}" has a default, but must be given: required is true unless said otherwise`,
        span: at.key('default'),
        hint: 'write required: false, or delete the default',
      })
    }
  },
})
