import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { isJsonObject } from '../../json/schema.ts'
import type { Integration } from '../../model/integration.ts'
import { placeholdersOf } from '../../model/template.ts'
import type { Cursor } from '../../yaml/cursor.ts'
import { renamedIn } from '../renamed.ts'
import { defineRule } from '../rule.ts'

export const confirmationParameterUnknown = defineRule({
  code: 'confirmation-parameter-unknown',
  on: 'integration',
  about: 'confirmation',
  severity: 'error',
  title: 'A confirmation reads back something the tool does not have',
  why: 'The agent would say the braces aloud, or ask for a yes without saying what for.',
  check(integration, report) {
    for (const { name, confirmation, parameters, at } of confirmationsOf(integration)) {
      const known = new Set(parameters)
      for (const placeholder of placeholdersOf(confirmation)) {
        const isParameter = known.has(placeholder.name)
        if (isParameter ? placeholder.kind === 'parameter' : placeholder.kind === 'variable') continue
        if (isParameter) {
          report({
            message: `the confirmation of tool "${name}" reads back "${placeholder.written}", and "${placeholder.name}" is a parameter`,
            span: at.within(placeholder.written, 'confirmation'),
            hint: `write "{${placeholder.name}}"${placeholder.kind === 'environment' ? ', and a currency in words' : ''}`,
          })
          continue
        }
        report({
          message: `the confirmation of tool "${name}" reads back "${placeholder.written}", which is not a parameter`,
          span: at.within(placeholder.written, 'confirmation'),
          hint: placeholder.kind === 'environment' ? 'a secret must not be read aloud' : didYouMean(placeholder.name, parameters),
        })
      }
    }
  },
})

interface Confirmed {
  readonly name: string
  readonly confirmation: string
  readonly parameters: readonly string[]
  readonly at: Cursor
}

function confirmationsOf(integration: Integration): readonly Confirmed[] {
  if (integration.type === 'http') {
    return integration.tools.flatMap((tool) => {
      const { name, confirmation, parameters, at } = tool
      // A parameter that has another name everywhere is told where it is declared.
      return confirmation === undefined
        ? []
        : [{ name, confirmation, parameters: [...parameters.map((parameter) => parameter.name), ...renamedIn(tool).keys()], at }]
    })
  }
  const tools = new Map(integration.lock?.lockfile.tools.map((tool) => [tool.name, tool]))
  return integration.rules.flatMap(({ name, confirmation, at }) => {
    const locked = tools.get(name)
    // A tool that is not locked is another rule's business.
    if (confirmation === undefined || locked === undefined) return []
    const { inputSchema } = locked.definition
    const properties = isJsonObject(inputSchema) ? inputSchema['properties'] : undefined
    return [{ name, confirmation, parameters: isJsonObject(properties) ? Object.keys(properties) : [], at }]
  })
}
