import type { Credentials, HttpIntegration } from '../../model/integration.ts'
import { sendsHeader } from '../credentials.ts'
import { isOrdinaryAddress, variableEnd } from './address.ts'

/** areOrdinaryAddresses tells as much of all addresses of an integration; its tokens come from where its calls go. */
export function areOrdinaryAddresses({ baseUrl, credentials }: HttpIntegration): boolean {
  if (!isOrdinaryAddress(baseUrl)) return false
  return credentials.type !== 'oauth2_client_credentials' || (isOrdinaryAddress(credentials.tokenUrl) && isSameHost(baseUrl, credentials.tokenUrl))
}

function isSameHost(left: string, right: string): boolean {
  const end = left.indexOf('/', left.startsWith('https://') ? 8 : 0)
  const host = end < 0 ? left : left.slice(0, end)
  return right === host || right.startsWith(`${host}/`)
}

const userName = /^(?:\$\{[A-Za-z_]\w*\}|[\w.@+/-])+$/
const namesPerson = /user|email|login|client_?id/i
const headerValue = /^(?:[A-Za-z]+ )?\$\{[A-Za-z_]\w*\}$/

/** isOrdinaryCredentials tells whether there are none, or whether they come from the environment and go where most APIs take them. */
export function isOrdinaryCredentials(credentials: Credentials): boolean {
  switch (credentials.type) {
    case 'none':
      return true
    case 'bearer':
      return isVariable(credentials.token)
    case 'api_key':
      return credentials.in === 'header' && isOrdinaryKeyHeader(credentials.name) && isVariable(credentials.value)
    case 'basic':
      return userName.test(credentials.username) && isOrdinarySecret(credentials.password)
    case 'headers':
      return credentials.headers.every(
        ([name, text]) => isOrdinaryKeyHeader(name) && headerValue.test(text) && !isRepeated(name, credentials.headers),
      )
    case 'oauth2':
      return false
    case 'oauth2_client_credentials':
      return userName.test(credentials.clientId) && isOrdinarySecret(credentials.clientSecret) && /^[\w.:/ -]*$/.test(credentials.scope ?? '')
  }
}

function isOrdinarySecret(text: string): boolean {
  return isVariable(text) && !namesPerson.test(text)
}

function isVariable(text: string): boolean {
  return text.startsWith('$') && variableEnd(text, 0) === text.length
}

function isOrdinaryKeyHeader(name: string): boolean {
  return /^(?:authorization|x-[a-z-]+)$/i.test(name)
}

// What says more than the name of a value: who asks, how the connection is used, where the request comes from.
const meaningful = (
  'auth cookie key token secret password connection keep-alive trailer upgrade encoding settings length expect host content-type forwarded ' +
  'client-ip real-ip -url method from behalf impersonat user actor principal tenant role group'
).split(' ')
// Printable ASCII without braces, and without a quote at its end.
const value = /^[\x20-z|~]*[\x20!#-&(-z|~]$/

type Headers = HttpIntegration['headers']

/** areOrdinaryHeaders tells whether headers stand once, and hold a plain value that nothing fills. */
export function areOrdinaryHeaders(headers: Headers, credentials: Credentials): boolean {
  for (let at = 0; at < headers.length; at += 1) {
    const header = headers[at]
    if (header === undefined || !value.test(header[1]) || sendsHeader(credentials, header[0])) return false
    if (!isOrdinaryHeaderName(header[0].toLowerCase(), header[1])) return false
    if (headers.length > 1 && isRepeated(header[0], headers)) return false
  }
  return true
}

function isOrdinaryHeaderName(lower: string, text: string): boolean {
  if (lower === 'accept' || lower === 'content-type') return text === 'application/json'
  const before = known.get(lower)
  if (before !== undefined) return before
  // What is no name of somebody's own may be a misspelt one of all.
  const isOrdinary =
    (lower.startsWith('x-') || lower === 'accept-language' || lower === 'user-agent') && !meaningful.some((word) => lower.includes(word))
  if (known.size < mostKnown) known.set(lower, isOrdinary)
  return isOrdinary
}

// The headers of an API stand in many files.
const known = new Map<string, boolean>()
const mostKnown = 1000

function isRepeated(name: string, headers: Headers): boolean {
  // A long list is left to the rule, which takes less long for it.
  if (headers.length > 20) return true
  const lower = name.toLowerCase()
  for (const [other] of headers) if (other !== name && other.length === name.length && other.toLowerCase() === lower) return true
  return false
}
