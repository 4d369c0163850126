import { fitsCredentials } from '../../generated/fits.js'
import { isJsonObject } from '../../json/schema.ts'
import type { Credentials } from '../../model/integration.ts'
import { sendsHeader } from '../credentials.ts'
import { isOrdinaryAddress, variableEnd } from './address.ts'
import { hasOnly } from './value.ts'

/** isTokenFromSameHost tells whether a token that is asked for comes from where the calls go, and from an address as ordinary as theirs. */
export function isTokenFromSameHost(baseUrl: string, credentials: Credentials): boolean {
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
export function isOrdinaryCredentials(written: unknown, credentials: Credentials): boolean {
  return written === undefined || (haveShape(written, credentials) && comeFromEnvironment(credentials))
}

const keysOfBearer = new Set(['type', 'token'])
const keysOfBasic = new Set(['type', 'username', 'password'])
const keysOfApiKey = new Set(['type', 'in', 'name', 'value'])

/** Of what most of them are, the values need no second look: each has to be a text of its own form. */
function haveShape(written: unknown, { type }: Credentials): boolean {
  if (!isJsonObject(written)) return false
  switch (type) {
    case 'bearer':
      return hasOnly(keysOfBearer, written)
    case 'basic':
      return hasOnly(keysOfBasic, written)
    case 'api_key':
      return hasOnly(keysOfApiKey, written) && (written['in'] === undefined || written['in'] === 'header')
    default:
      return fitsCredentials(written)
  }
}

function comeFromEnvironment(credentials: Credentials): boolean {
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
      return (
        credentials.headers.length <= mostHeaders &&
        credentials.headers.every(([name, text]) => isOrdinaryKeyHeader(name) && headerValue.test(text)) &&
        !isAnyRepeated(credentials.headers.map(([name]) => name))
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

// A long list is left to the rules, which take less long for it.
const mostHeaders = 20

/** areOrdinaryHeaders tells whether headers, if there are any, stand once, and hold a plain value that nothing fills. */
export function areOrdinaryHeaders(headers: unknown, credentials: Credentials): boolean {
  if (headers === undefined) return true
  if (!isJsonObject(headers)) return false
  let count = 0
  for (const name in headers) {
    const text = headers[name]
    if (typeof text !== 'string' || !value.test(text) || sendsHeader(credentials, name)) return false
    if (!isOrdinaryHeaderName(name.toLowerCase(), text)) return false
    count += 1
  }
  return count < 2 || (count <= mostHeaders && !isAnyRepeated(Object.keys(headers)))
}

function isOrdinaryHeaderName(lower: string, text: string): boolean {
  if (lower === 'accept' || lower === 'content-type') return text === 'application/json'
  const before = known.get(lower)
  if (before !== undefined) return before
  // What is no name of somebody's own may be a misspelt one of all.
  const isOrdinary =
    (ownName.test(lower) || lower === 'accept-language' || lower === 'user-agent') && !meaningful.some((word) => lower.includes(word))
  if (known.size < mostKnown) known.set(lower, isOrdinary)
  return isOrdinary
}

const ownName = /^x-[\w-]+$/

// The headers of an API stand in many files.
const known = new Map<string, boolean>()
const mostKnown = 1000

function isAnyRepeated(names: readonly string[]): boolean {
  const lower = names.map((name) => name.toLowerCase())
  return lower.some((name, index) => lower.indexOf(name) !== index)
}
