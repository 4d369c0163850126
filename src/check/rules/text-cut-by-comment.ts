import type { Integration } from '../../model/integration.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { confirmationsIn } from '../confirmation.ts'
import { cutBehind } from '../cut-text.ts'
import { defineRule } from '../rule.ts'

export const textCutByComment = defineRule({
  code: 'text-cut-by-comment',
  on: 'integration',
  about: 'comments',
  severity: 'warning',
  title: 'A comment cuts a text off',
  why: 'To YAML a # behind a space begins a comment: the caller is asked half of the question, and the model reads half of the description.',
  check(integration, report) {
    if (integration.at.document.hasTightComments === false) return
    for (const { at, steps } of textsOf(integration)) {
      const span = cutBehind(at.value(...steps))
      if (span === undefined) continue
      const rest = span.file.text.slice(span.start, span.end)
      report({
        message: `"${String(steps.at(-1))}" ends before ${rest.length > 40 ? 'the #, which begins a comment' : `"${rest}", which is a comment`}`,
        span,
        hint: 'put the whole text in quotes, or a space behind the # of a comment',
      })
    }
  },
})

/** What is said, or read by the model. */
function* textsOf(integration: Integration): Generator<{ readonly at: Cursor; readonly steps: readonly Step[] }> {
  yield { at: integration.at, steps: ['description'] }
  for (const { at } of confirmationsIn(integration)) yield { at, steps: ['confirmation'] }
  if (integration.type === 'mcp') return
  for (const { at, parameters, response } of integration.tools) {
    yield { at, steps: ['description'] }
    for (const status of response.errors.keys()) yield { at, steps: ['response', 'errors', String(status)] }
    for (const parameter of parameters) if ('description' in parameter.schema) yield { at: parameter.at, steps: ['description'] }
  }
}
