import { typesNamed } from '../content-type.ts'
import { defineRule } from '../rule.ts'

export const contentTypeNotJson = defineRule({
  code: 'content-type-not-json',
  on: 'integration',
  about: 'headers',
  severity: 'error',
  title: 'A header calls a JSON body something else',
  why: 'What stands under body is always sent as JSON, so the server would read it by the wrong rules and refuse every call.',
  check(integration, report) {
    if (integration.type !== 'http') return
    for (const { type, span, tool } of typesNamed(integration, ({ request }) => request.body !== undefined && request.form === undefined)) {
      if (type.includes('{') || /json/i.test(type)) continue
      report({
        message: `the body is sent as JSON, not as "${type}"`,
        span,
        related: [{ span: tool.at.key('request', 'body'), label: 'the body stands here' }],
        hint: hintFor(type),
      })
    }
  },
})

function hintFor(type: string): string {
  if (/x-www-form/i.test(type)) return 'write the fields under form in place of body; or delete the header, if the API takes JSON'
  return 'delete the header, or use an endpoint that takes JSON'
}
