import { closest } from '../../diagnostic/did-you-mean.ts'
import { placeholdersOf } from '../../model/template.ts'
import { templateTexts } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const parameterUndeclared = defineRule({
  code: 'parameter-undeclared',
  on: 'tool',
  severity: 'error',
  title: 'A placeholder is not a parameter of the tool',
  why: 'Nobody fills it: the request would carry the braces themselves, or could not be built in the middle of a call.',
  *check({ tool }) {
    const declared = tool.parameters.map(({ name }) => name)
    for (const { text, steps } of templateTexts(tool.request)) {
      for (const { kind, name, written } of placeholdersOf(text)) {
        if (kind !== 'parameter' || declared.includes(name)) continue
        yield {
          message: `placeholder "${written}" is not a parameter of tool "${tool.name}"`,
          span: tool.at.within(written, ...steps),
          hint: meant(name, declared),
        }
      }
    }
  },
})

function meant(name: string, declared: readonly string[]): string {
  const best = closest(name, declared)
  return best === undefined ? `declare "${name}" under parameters` : `did you mean "${best}"?`
}
