import type { Credentials } from '../model/integration.ts'

/** CredentialText is one text of the credentials that is filled and sent. */
export interface CredentialText {
  readonly text: string
  /** The way to it from the credentials. */
  readonly steps: readonly string[]
}

/** credentialTexts lists what credentials are made of; the address of a token server is no credential. */
export function credentialTexts(credentials: Credentials): readonly CredentialText[] {
  switch (credentials.type) {
    case 'none':
      return []
    case 'oauth2':
      return [
        ...(credentials.clientId === undefined ? [] : [{ text: credentials.clientId, steps: ['client_id'] }]),
        ...(credentials.clientSecret === undefined ? [] : [{ text: credentials.clientSecret, steps: ['client_secret'] }]),
      ]
    case 'bearer':
      return [{ text: credentials.token, steps: ['token'] }]
    case 'basic':
      return [
        { text: credentials.username, steps: ['username'] },
        { text: credentials.password, steps: ['password'] },
      ]
    case 'api_key':
      return [{ text: credentials.value, steps: ['value'] }]
    case 'headers':
      return credentials.headers.map(([name, text]) => ({ text, steps: ['headers', name] }))
    case 'oauth2_client_credentials':
      return [
        { text: credentials.clientId, steps: ['client_id'] },
        { text: credentials.clientSecret, steps: ['client_secret'] },
      ]
  }
}

/** sendsHeader tells whether credentials send a header of that name; they win over any other one. */
export function sendsHeader(credentials: Credentials, name: string): boolean {
  switch (credentials.type) {
    case 'none':
      return false
    case 'bearer':
    case 'basic':
    case 'oauth2':
    case 'oauth2_client_credentials':
      return isSameHeader(name, 'authorization')
    case 'api_key':
      return credentials.in === 'header' && isSameHeader(name, credentials.name)
    case 'headers':
      return credentials.headers.some(([own]) => isSameHeader(name, own))
  }
}

function isSameHeader(left: string, right: string): boolean {
  return left.length === right.length && left.toLowerCase() === right.toLowerCase()
}
