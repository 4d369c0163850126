import { innerEndings } from '../../model/address.ts'
import type { Credentials, HttpIntegration } from '../../model/integration.ts'
import { holeEnd } from '../../model/template.ts'
import { sendsHeader } from '../credentials.ts'
import { isWordCode } from '../secret-words.ts'

/**
 * Whether an address is one of the open internet, of this machine, or comes from the environment, and a plain path behind it. Names in another script are
 * written in a way that not every client reads.
 */
function isOrdinaryAddress(text: string): boolean {
  const end = text.startsWith(https) ? hostEnd(text, https.length) : text.startsWith('$') ? variableEnd(text, 0) : loopbackEnd(text)
  return end > 0 && isPlainBehind(text, end) && !text.includes('xn--')
}

const https = 'https://'

/** Where a host ends that has an ending of letters, and of which other parts may come from the environment; 0 where there is none. */
function hostEnd(text: string, start: number): number {
  let label = start
  let isOfLetters = true
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === slash) break
    if (code === dot) {
      if (at === label) return 0
      label = at + 1
      isOfLetters = true
    } else if (code === dollar) {
      at = variableEnd(text, at) - 1
      if (at < 0) return 0
      isOfLetters = false
    } else if (code < smallA || code > smallZ) {
      if (code !== dash && !isDigit(code)) return 0
      isOfLetters = false
    }
  }
  return isOfLetters && at > label && label > start && !innerEndings.has(text.slice(label, at)) ? at : 0
}

/** Where a `${NAME}` ends; 0 where there is none. */
function variableEnd(text: string, start: number): number {
  const end = holeEnd(text, start + 1)
  return text.charCodeAt(end - 1) === closeBrace ? 0 : end + 1
}

function loopbackEnd(text: string): number {
  return /^http:\/\/(?:localhost|127\.0\.0\.1)(?::(?:[1-9]\d{1,3}|[1-5]\d{4}))?(?=\/|$)/.exec(text)?.[0].length ?? 0
}

/** Whether nothing follows but segments of letters and digits, which a dot or a dash does not begin. */
function isPlainBehind(text: string, start: number): boolean {
  if (start < text.length && text.charCodeAt(start) !== slash) return false
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isInner = code === dot || code === dash || code === slash
    if (isInner ? text.charCodeAt(at - 1) === slash : !isWordCode(code)) return false
  }
  return true
}

const [dollar, dash, dot, slash, smallA, smallZ, closeBrace] = [0x24, 0x2d, 0x2e, 0x2f, 0x61, 0x7a, 0x7d]

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
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
