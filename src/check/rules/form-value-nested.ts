import { parameterNamed } from '../../model/lookup.ts'
import { defineRule } from '../rule.ts'

export const formValueNested = defineRule({
  code: 'form-value-nested',
  on: 'tool',
  about: 'values',
  severity: 'warning',
  title: 'A field of a form takes an object',
  why: 'A form knows texts only, so the object would be sent as the text of its JSON, which few servers read.',
  check({ tool }, report) {
    if (tool.request.form === undefined) return
    for (const { kind, name, written, in: text } of tool.request.holes) {
      if (kind !== 'parameter' || text.steps[1] !== 'form') continue
      const schema = parameterNamed(tool, name)?.schema
      if (schema === undefined || !isNested(schema)) continue
      report({
        message: `"${written}" is ${schema['type'] === 'object' ? 'an object' : 'a list of objects'}, and a form knows texts only`,
        span: tool.at.within(written, ...text.steps),
        related: [{ span: tool.at.key('parameters', name), label: 'the parameter is declared here' }],
        hint: 'declare a parameter for each field and write it under the name that the API reads, such as "address[city]"',
      })
    }
  },
})

type Schema = Readonly<Record<string, unknown>>

function isNested({ type, items }: Schema): boolean {
  return type === 'object' || (type === 'array' && typeof items === 'object' && items !== null && 'type' in items && items.type === 'object')
}
