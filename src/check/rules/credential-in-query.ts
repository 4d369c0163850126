import { defineRule } from '../rule.ts'

export const credentialInQuery = defineRule({
  code: 'credential-in-query',
  on: 'integration',
  about: 'credentials',
  severity: 'note',
  title: 'A token is sent in the query',
  why: 'Addresses stand in the logs of every server and proxy on the way, and the token with them.',
  check({ credentials, at }, report) {
    if (credentials.type !== 'api_key' || credentials.in !== 'query') return
    // Some APIs take a key nowhere else (appid, key, api_key); what is called a token or a password can always go into a header.
    if (
      !/^(?:access|auth|oauth|bearer|id|session|refresh)?[_-]?token$|^(?:jwt|bearer|password|passwd|pwd|secret|client[_-]?secret)$/i.test(
        credentials.name,
      )
    )
      return
    report({
      message: `"${credentials.name}" is sent in the query`,
      span: at.value('credentials', 'in'),
      hint: 'send it in a header where the API takes it there: credentials: { type: bearer, token: "${NAME}" }',
    })
  },
})
