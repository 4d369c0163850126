import { innerEndings } from '../../model/address.ts'
import type { Credentials, HttpIntegration } from '../../model/integration.ts'
import { sendsHeader } from '../credentials.ts'

// https, a host with an ending, of which parts may come from the environment, and a plain path; a port of this machine; or all of it from the environment.
const address =
  /^(?:https:\/\/(?:[a-z0-9-]|\$\{[A-Za-z_]\w*\})+(?:\.(?:[a-z0-9-]|\$\{[A-Za-z_]\w*\})+)*\.([a-z]+)|http:\/\/(?:localhost|127\.0\.0\.1)(?::(?:[1-9]\d{1,3}|[1-5]\d{4}))?|\$\{[A-Za-z_]\w*\})(?:\/\w[\w.-]*)*\/?$/

/** Whether an address is one of the open internet, or comes from the environment, and holds nothing but that. */
function isOrdinaryAddress(text: string): boolean {
  const match = address.exec(text)
  // Names in another script are written in a way that not every client reads.
  return match !== null && (match[1] === undefined || !innerEndings.has(match[1])) && !text.includes('xn--')
}

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

const fromEnvironment = /^\$\{[A-Za-z_]\w*\}$/
const userName = /^(?:\$\{[A-Za-z_]\w*\}|[\w.@+/-])+$/
const namesPerson = /user|email|login|client_?id/i
const headerValue = /^(?:[A-Za-z]+ )?\$\{[A-Za-z_]\w*\}$/

/** isOrdinaryCredentials tells whether there are none, or whether they come from the environment and go where most APIs take them. */
export function isOrdinaryCredentials(credentials: Credentials): boolean {
  switch (credentials.type) {
    case 'none':
      return true
    case 'bearer':
      return fromEnvironment.test(credentials.token)
    case 'api_key':
      return credentials.in === 'header' && isOrdinaryKeyHeader(credentials.name) && fromEnvironment.test(credentials.value)
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
  return fromEnvironment.test(text) && !namesPerson.test(text)
}

function isOrdinaryKeyHeader(name: string): boolean {
  return /^(?:authorization|x-[a-z-]+)$/i.test(name)
}

// What says more than the name of a value: who asks, how the connection is used, where the request comes from.
const meaningful = new RegExp(
  (
    'auth cookie key token secret password connection keep-alive trailer upgrade encoding settings length expect host content-type forwarded ' +
    'client-ip real-ip -url method from behalf impersonat user actor principal tenant role group'
  ).replaceAll(' ', '|'),
)
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
  if (lower === 'accept' || (lower === 'content-type' && text === 'application/json')) return true
  return lower !== 'te' && !meaningful.test(lower)
}

function isRepeated(name: string, headers: Headers): boolean {
  // A long list is left to the rule, which takes less long for it.
  if (headers.length > 20) return true
  const lower = name.toLowerCase()
  for (const [other] of headers) if (other !== name && other.length === name.length && other.toLowerCase() === lower) return true
  return false
}
