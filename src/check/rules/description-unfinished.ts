import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import { shorten } from '../../text/printable.ts'
import { isUnfinished } from '../description.ts'
import { defineRule } from '../rule.ts'

export const descriptionUnfinished = defineRule({
  code: 'description-unfinished',
  on: 'integration',
  about: ['descriptions', 'parameters', 'errors'],
  severity: 'warning',
  title: 'A text was never written',
  why: 'The agent reads the mark instead of what it needs to know, and guesses; or the caller hears it.',
  check(integration, report) {
    if (isUnfinished(integration.description)) {
      report(findingOf(`integration "${integration.name}"`, integration.description, integration.at.value('description')))
    }
    if (integration.type === 'mcp') return
    for (const { name, description, parameters, response, at } of integration.tools) {
      if (isUnfinished(description)) report(findingOf(`tool "${name}"`, description, at.value('description')))
      for (const [status, text] of response.errors) {
        if (!isUnfinished(text)) continue
        const message = `the error text for ${status} of tool "${name}" is "${shorten(text.trim(), 60)}"`
        report({ message, span: at.value('response', 'errors', String(status)), hint: 'write what the agent is to tell the caller' })
      }
      for (const parameter of parameters) {
        const words = parameter.schema['description']
        if (typeof words !== 'string' || !isUnfinished(words)) continue
        report(findingOf(`parameter "${parameter.name}"`, words, parameter.at.value('description')))
      }
    }
  },
})

function findingOf(subject: string, description: string, span: Span): Finding {
  const words = shorten(description.trim(), 60)
  return {
    message: `the description of ${subject} is ${words === '' ? 'blank' : `"${words}"`}`,
    span,
    hint: 'write it, or delete what it describes',
  }
}
