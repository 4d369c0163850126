import { defineRule } from '../rule.ts'

export const apiKeyMisplaced = defineRule({
  code: 'api-key-misplaced',
  on: 'integration',
  about: 'credentials',
  severity: 'warning',
  title: 'A key goes into the query under the name of a header',
  why: 'An API that reads the key from a header would refuse every call, and the key would stand in the logs of every server on the way.',
  check({ credentials, at }, report) {
    if (credentials.type !== 'api_key' || credentials.in !== 'query') return
    if (!/^(?:authorization|x-(?:api-?key|auth-token|api-token|access-token))$/i.test(credentials.name)) return
    report({
      message: `"${credentials.name}" is the name of a header, and the key goes into the query`,
      span: at.value('credentials', 'in'),
      related: [{ span: at.value('credentials', 'name'), label: 'the name stands here' }],
      hint: 'write in: header, or the name that the API reads from the query',
    })
  },
})
