import { typesNamed } from '../content-type.ts'
import { defineRule } from '../rule.ts'

export const contentTypeNotForm = defineRule({
  code: 'content-type-not-form',
  on: 'integration',
  about: ['headers', 'values'],
  severity: 'error',
  title: 'A header calls a form something else',
  why: 'What stands under form is always sent as application/x-www-form-urlencoded, so the server would read it by the wrong rules and refuse every call.',
  check(integration, report) {
    if (integration.type !== 'http') return
    for (const { type, span, tool } of typesNamed(integration, ({ request }) => request.form !== undefined)) {
      if (type.includes('{') || /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) continue
      report({
        message: `the form is sent as application/x-www-form-urlencoded, not as "${type}"`,
        span,
        related: [{ span: tool.at.key('request', 'form'), label: 'the form stands here' }],
        hint: /json/i.test(type)
          ? 'delete the header; or write the fields under body, if the API takes JSON'
          : 'delete the header, or use an endpoint that takes a form',
      })
    }
  },
})
