import type { IncomingHttpHeaders } from 'node:http'

/** Gives the token of a bearer `Authorization` header, or nothing when there is none. */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

/** Gives the two halves of a basic `Authorization` header, or nothing when there is none. */
export function basicCredentials(headers: IncomingHttpHeaders): { username: string; password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(headers.authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return colon < 0 ? undefined : { username: pair.slice(0, colon), password: pair.slice(colon + 1) }
}

/** Words the `WWW-Authenticate` header that a bearer service sends with a refusal. */
export function bearerChallenge(realm: string, headers: IncomingHttpHeaders): Record<string, string> {
  const error = headers.authorization === undefined ? '' : ', error="invalid_token"'
  return { 'WWW-Authenticate': `Bearer realm="${realm}"${error}` }
}
