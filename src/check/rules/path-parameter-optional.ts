import { placeholdersOf } from '../../model/template.ts'
import { defineRule } from '../rule.ts'

export const pathParameterOptional = defineRule({
  code: 'path-parameter-optional',
  on: 'tool',
  about: 'holes',
  severity: 'error',
  title: 'A parameter in the path is optional',
  why: 'Without the value the path has a hole, and the call would reach another endpoint.',
  check({ tool }, report) {
    // A query inside of a path is told as that: where it belongs, a value may be left out.
    const [path = ''] = tool.request.path.split('?', 1)
    const inPath = new Map(placeholdersOf(path).map(({ name, written }) => [name, written]))
    for (const { name, required } of tool.parameters) {
      const written = inPath.get(name)
      if (required || written === undefined) continue
      report({
        message: `parameter "${name}" is part of the path, so it cannot be optional`,
        span: tool.at.value('parameters', name, 'required'),
        related: [{ span: tool.at.within(written, 'request', 'path'), label: 'used in the path here' }],
        hint: 'take "required: false" away, or move the parameter to the query',
      })
    }
  },
})
