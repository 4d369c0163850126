import { defineRule } from '../rule.ts'

export const apiKeyNameRefused = defineRule({
  code: 'api-key-name-refused',
  on: 'integration',
  about: 'credentials',
  severity: 'error',
  title: 'The name of an api_key is no name for a header',
  why: 'A request with such a header is never sent.',
  check({ credentials, at }, report) {
    if (credentials.type !== 'api_key' || credentials.in !== 'header') return
    // RFC 9110, section 5.6.2: the same characters that the schema asks of all other headers.
    const wrong = /[^!#$%&'*+.^_`|~0-9A-Za-z-]/.exec(credentials.name)?.[0]
    if (wrong === undefined) return
    report({
      message: `"${credentials.name}" is no name for a header: it holds "${wrong}"`,
      span: at.value('credentials', 'name'),
      hint: 'a header name holds letters, digits and - only, such as X-Api-Key',
    })
  },
})
