import { closest } from '../../diagnostic/did-you-mean.ts'
import { isSystemVariable } from '../../model/agent.ts'
import { parameterNamed } from '../../model/lookup.ts'
import { selectionIn } from '../graphql.ts'
import { renamedIn } from '../renamed.ts'
import { defineRule } from '../rule.ts'

export const parameterUndeclared = defineRule({
  code: 'parameter-undeclared',
  on: 'tool',
  about: 'holes',
  severity: 'error',
  title: 'A placeholder is not a parameter of the tool',
  why: 'Nobody fills it: the request would carry the braces themselves, or could not be built in the middle of a call.',
  check({ tool }, report) {
    const declared = tool.parameters.map(({ name }) => name)
    const renamed = renamedIn(tool)
    const told = new Set<string>()
    for (const hole of tool.request.holes) {
      const { kind, name, written, in: text } = hole
      if (kind !== 'parameter' || parameterNamed(tool, name) !== undefined || told.has(name) || selectionIn(hole) !== undefined) continue
      const parameter = renamed.get(name)
      if (parameter !== undefined) {
        told.add(name)
        report({
          message: `parameter "${parameter}" of tool "${tool.name}" is called "${name}" wherever it is used`,
          span: tool.at.key('parameters', parameter),
          related: [{ span: tool.at.within(written, ...text.steps), label: 'used here' }],
          hint: `call it "${name}" here too`,
        })
        continue
      }
      report({
        message: `placeholder "${written}" is not a parameter of tool "${tool.name}"`,
        span: tool.at.within(written, ...text.steps),
        hint: meant(name, declared),
      })
    }
  },
})

function meant(name: string, declared: readonly string[]): string {
  if (isSystemVariable(name)) return `write "{{${name}}}": it is a variable of the call`
  const best = closest(name, declared)
  return best === undefined ? `declare "${name}" under parameters` : `did you mean "${best}"?`
}
