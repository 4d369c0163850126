import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { Integration } from '../../model/integration.ts'
import { placeholdersOf } from '../../model/template.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'
import { isUnfilled, meantVariable, variableFor } from '../variable-writing.ts'

export const credentialPlainText = defineRule({
  code: 'credential-plain-text',
  on: 'integration',
  about: ['address', 'credentials', 'headers', 'values'],
  severity: 'error',
  title: 'A credential is written in plain text',
  why: 'Whoever can read the repository can use it, for as long as the history exists.',
  check(integration, report) {
    for (const secret of secretTexts(integration)) if (isPlain(secret)) report(plainText(secret, integration.name))
  },
})

/** plainTextCredentials lists the places of which this rule tells. */
export function plainTextCredentials(integration: Integration): readonly SecretText[] {
  return secretTexts(integration).filter(isPlain)
}

/** A value of the call is no plain text; that it fills no credential is told. */
function isPlain({ text }: SecretText): boolean {
  return placeholdersOf(text).length === 0
}

function plainText({ text, steps, at }: SecretText, integration: string): Finding {
  const key = String(steps.at(-1))
  if (steps.length === 1) return loginInAddress(text, at, key, integration)
  // Credentials of type bearer add the scheme themselves.
  const scheme = steps[0] === 'credentials' && steps.length === 2 ? '' : (/^(?:Bearer|Basic|Token) /i.exec(text)?.[0] ?? '')
  const hint = `put the value into the environment and write ${scheme}\${${variableFor(integration, key)}} here`
  if (isUnfilled(text)) return { message: `"${text}" stands in the place of the real "${key}"`, span: at.value(...steps), hint }
  const meant = meantVariable(text)
  if (meant !== undefined) {
    const finding = { message: `"${meant.shown}" ${meant.trouble}`, hint: `write ${scheme}\${${meant.name}}` }
    return meant.isSecret
      ? { ...finding, span: at.key(...steps), hidden: at.value(...steps) }
      : { ...finding, span: at.within(meant.shown, ...steps) }
  }
  return {
    message: `"${key}" is written in plain text`,
    // The value itself is never shown: a report ends up in logs.
    span: at.key(...steps),
    hidden: at.value(...steps),
    hint: `${hint}; then replace the credential, for it has been published`,
  }
}

/** From the environment it would still be an address that is never sent. */
function loginInAddress(text: string, at: Cursor, key: string, integration: string): Finding {
  const login = /^[a-z]+:\/\/([^/?#]*@)/i.exec(text)?.[1] ?? text
  return {
    message: `"${key}" holds a user name and a password in plain text`,
    span: at.key(key),
    hidden: at.within(login, key),
    hint: `write credentials: { type: basic, username: ..., password: "\${${variableFor(integration, 'password')}}" } and take them out of the address; then replace the password, for it has been published`,
  }
}

interface SecretText {
  readonly text: string
  readonly steps: readonly Step[]
  readonly at: Cursor
}

// Names under which APIs take keys; a value that is one plain word (X-Atlassian-Token: no-check) is a setting.
const secretHeader = /^(authorization|proxy-authorization|cookie)$|api-?key|token|secret|password/i
const plainWord = /^[a-z-]{1,15}$/i

function secretTexts(integration: Integration): readonly SecretText[] {
  const { at } = integration
  const texts: SecretText[] = credentialTexts(integration).map(([text, ...steps]) => ({ text, steps: ['credentials', ...steps], at }))
  const url = integration.type === 'http' ? { text: integration.baseUrl, key: 'base_url' } : { text: integration.url, key: 'url' }
  if (/^[a-z]+:\/\/[^/?#]*:[^/?#]+@/i.test(url.text)) texts.push({ text: url.text, steps: [url.key], at })
  const password = integration.tls?.client?.keyPassword
  if (password !== undefined) texts.push({ text: password, steps: ['tls', 'client', 'key_password'], at })
  if (integration.type === 'mcp') return texts
  for (const [name, text] of integration.headers) if (isSecretHeader(name, text)) texts.push({ text, steps: ['headers', name], at })
  for (const tool of integration.tools) {
    for (const [name, text] of tool.request.headers)
      if (isSecretHeader(name, text)) texts.push({ text, steps: ['request', 'headers', name], at: tool.at })
    for (const { text, where, steps } of tool.request.texts) {
      if ((where === 'query' || where === 'body') && isSecretField(String(steps.at(-1)), text)) texts.push({ text, steps, at: tool.at })
    }
  }
  return texts
}

// In a query or a body many names hold "token" or "key" and no secret (page_token, sort_key); these do.
const secretField = /^(api_?key|access_?token|auth_?token|token|client_?secret|secret|password|private_?key)$/i

function isSecretField(name: string, text: string): boolean {
  return secretField.test(name.replaceAll('-', '_')) && isLiteral(text)
}

function isSecretHeader(name: string, text: string): boolean {
  return secretHeader.test(name) && isLiteral(text)
}

// A parameter or a variable of the call is no plain text either.
function isLiteral(text: string): boolean {
  return !plainWord.test(text) && placeholdersOf(text).length === 0
}

function credentialTexts({ credentials }: Integration): readonly (readonly [text: string, ...steps: Step[]])[] {
  switch (credentials.type) {
    case 'none':
      return []
    case 'oauth2':
      return credentials.clientSecret === undefined ? [] : [[credentials.clientSecret, 'client_secret']]
    case 'bearer':
      return [[credentials.token, 'token']]
    case 'basic':
      // Some APIs take the key as the user name, and any password.
      if (hasEnvironment(credentials.username)) return []
      return credentials.password === '' ? [[credentials.username, 'username']] : [[credentials.password, 'password']]
    case 'api_key':
      return [[credentials.value, 'value']]
    case 'headers': {
      // Beside the secret there may be an open header, such as the number of an account.
      const isOpenAllowed = credentials.headers.some(([, value]) => hasEnvironment(value))
      return credentials.headers.flatMap(([name, value]) =>
        isOpenAllowed && !isSecretHeader(name, value) ? [] : [[value, 'headers', name] as const],
      )
    }
    case 'oauth2_client_credentials':
      return [[credentials.clientSecret, 'client_secret']]
  }
}

function hasEnvironment(text: string): boolean {
  return placeholdersOf(text).some(({ kind }) => kind === 'environment')
}
