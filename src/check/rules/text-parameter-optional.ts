import { placeholdersOf, wholePlaceholder } from '../../model/template.ts'
import { templateTexts } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const textParameterOptional = defineRule({
  code: 'text-parameter-optional',
  on: 'tool',
  severity: 'error',
  title: 'An optional parameter stands inside a longer text',
  why: 'Without the value the text has a hole ("order ") that nobody wants to be sent.',
  *check({ tool }) {
    const optional = new Set(tool.parameters.filter(({ required }) => !required).map(({ name }) => name))
    const spoken = tool.confirmation === undefined ? [] : [{ text: tool.confirmation, where: 'confirmation', steps: ['confirmation'] } as const]
    for (const { text, where, steps } of [...templateTexts(tool.request), ...spoken]) {
      if (where === 'path' || (where !== 'confirmation' && wholePlaceholder(text) !== undefined)) continue
      for (const { kind, name, written } of placeholdersOf(text)) {
        if (kind !== 'parameter' || !optional.has(name)) continue
        yield {
          message: `parameter "${name}" is optional, but stands inside the longer text "${text}"`,
          span: tool.at.within(written, ...steps),
          related: [{ span: tool.at.value('parameters', name, 'required'), label: 'made optional here' }],
          hint:
            where === 'confirmation'
              ? `make "${name}" required, or leave it out of the question`
              : `make "${name}" required, or send it alone: "{${name}}"`,
        }
      }
    }
  },
})
