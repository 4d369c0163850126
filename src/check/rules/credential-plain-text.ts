import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { Integration } from '../../model/integration.ts'
import { placeholdersOf } from '../../model/template.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'

export const credentialPlainText = defineRule({
  code: 'credential-plain-text',
  on: 'integration',
  severity: 'error',
  title: 'A credential is written in plain text',
  why: 'Whoever can read the repository can use it, for as long as the history exists.',
  *check(integration) {
    for (const { text, steps, at } of secretTexts(integration)) {
      if (!placeholdersOf(text).some(({ kind }) => kind === 'environment')) yield plainText(at, steps)
    }
  },
})

function plainText(at: Cursor, steps: readonly Step[]): Finding {
  const key = String(steps.at(-1))
  const name = key.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
  return {
    message: `"${key}" is written in plain text`,
    // The value itself is never quoted: a diagnostic ends up in logs.
    span: at.key(...steps),
    hint: `put the value into the environment and write \${${name}} here; then replace the credential, for it has been published`,
  }
}

interface SecretText {
  readonly text: string
  readonly steps: readonly Step[]
  readonly at: Cursor
}

const secretHeader = /^(authorization|proxy-authorization|cookie|x-api-key|api-key|apikey)$|token|secret|password/i

function secretTexts(integration: Integration): readonly SecretText[] {
  const { at } = integration
  const texts: SecretText[] = credentialTexts(integration).map(([text, ...steps]) => ({ text, steps: ['credentials', ...steps], at }))
  if (integration.type === 'mcp') return texts
  for (const [name, text] of integration.headers) if (secretHeader.test(name)) texts.push({ text, steps: ['headers', name], at })
  for (const tool of integration.tools) {
    for (const [name, text] of tool.request.headers) if (secretHeader.test(name)) texts.push({ text, steps: ['request', 'headers', name], at: tool.at })
  }
  return texts
}

function credentialTexts({ credentials }: Integration): readonly (readonly [text: string, ...steps: Step[]])[] {
  switch (credentials.type) {
    case 'none':
      return []
    case 'bearer':
      return [[credentials.token, 'token']]
    case 'basic':
      return [[credentials.password, 'password']]
    case 'api_key':
      return [[credentials.value, 'value']]
    case 'headers':
      return credentials.headers.map(([name, value]) => [value, 'headers', name])
    case 'oauth2_client_credentials':
      return [[credentials.clientSecret, 'client_secret']]
  }
}
