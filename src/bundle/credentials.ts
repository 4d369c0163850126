import type { Credentials } from '../model/integration.ts'

/** CredentialsByReference is how an integration proves who it is, with `${NAME}`s as the file writes them: what a bundle may hold. */
export type CredentialsByReference =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'api_key'; readonly in: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly type: 'headers'; readonly headers: readonly { readonly name: string; readonly value: string }[] }
  | { readonly type: 'oauth2'; readonly scope?: string; readonly client_id?: string; readonly client_secret?: string }
  | {
      readonly type: 'oauth2_client_credentials'
      readonly token_url: string
      readonly client_id: string
      readonly client_secret: string
      readonly scope?: string
    }

/** credentialsByReference writes credentials down as a bundle's document does. */
export function credentialsByReference(credentials: Credentials): CredentialsByReference {
  switch (credentials.type) {
    case 'headers':
      return { type: 'headers', headers: credentials.headers.map(([name, value]) => ({ name, value })) }
    case 'oauth2': {
      const { type, scope, clientId, clientSecret } = credentials
      const client = clientId === undefined ? {} : { client_id: clientId }
      const secret = clientSecret === undefined ? {} : { client_secret: clientSecret }
      return { type, ...(scope === undefined ? {} : { scope }), ...client, ...secret }
    }
    case 'oauth2_client_credentials': {
      const { tokenUrl, clientId, clientSecret, scope } = credentials
      const any = { type: credentials.type, token_url: tokenUrl, client_id: clientId, client_secret: clientSecret }
      return scope === undefined ? any : { ...any, scope }
    }
    default:
      return credentials
  }
}

/** secretTexts lists the parts of credentials that have to name the environment, each with its way in the file. */
export function secretTexts(credentials: Credentials): readonly { readonly text: string; readonly steps: readonly string[] }[] {
  switch (credentials.type) {
    case 'none':
      return []
    case 'oauth2':
      return credentials.clientSecret === undefined ? [] : [{ text: credentials.clientSecret, steps: ['credentials', 'client_secret'] }]
    case 'bearer':
      return [{ text: credentials.token, steps: ['credentials', 'token'] }]
    case 'basic':
      return [{ text: credentials.password, steps: ['credentials', 'password'] }]
    case 'api_key':
      return [{ text: credentials.value, steps: ['credentials', 'value'] }]
    case 'headers':
      return credentials.headers.map(([name, text]) => ({ text, steps: ['credentials', 'headers', name] }))
    case 'oauth2_client_credentials':
      return [{ text: credentials.clientSecret, steps: ['credentials', 'client_secret'] }]
  }
}

/** credentialTexts lists every text of credentials in which the environment may be named. */
export function credentialTexts(credentials: Credentials): readonly string[] {
  const secrets = secretTexts(credentials).map(({ text }) => text)
  if (credentials.type === 'oauth2') return [credentials.clientId ?? '', ...secrets]
  if (credentials.type === 'basic') return [credentials.username, ...secrets]
  if (credentials.type !== 'oauth2_client_credentials') return secrets
  return [credentials.tokenUrl, credentials.clientId, credentials.scope ?? '', ...secrets]
}
