import http from 'node:http'
import type { Socket } from 'node:net'
import { limitText } from '../text/duration.ts'
import { type Hideable, reveal } from '../world/secret.ts'
import type { Phase } from '../world/world.ts'
import { blocked, Trouble } from './http-failure.ts'
import { missingIn } from './http-phase.ts'

// What everything here speaks over: docs/decisions/http.md says why it is Node's own client.

/** WireRequest is a request in plain text, checked: the secrets are in it. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
}

/** WireAnswer is an answer whose body has not been read. */
export interface WireAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: http.IncomingMessage
}

/**
 * openWire sends one request, follows nothing, and gives the answer as soon as its headers are there. Making the connection may take `connecting`
 * milliseconds.
 */
export function openWire(request: WireRequest, agent: http.Agent, signal: AbortSignal, connecting?: number): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    // What is secure about a connection is the matter of its agent.
    const sending = http.request(request.url, { method: request.method, agent, signal })
    if (connecting !== undefined) limitConnecting(sending, connecting)
    const body = request.body === undefined ? undefined : Buffer.from(request.body)
    putHeaders(sending, request.headers)
    // Node leaves it out for methods that usually have no body.
    if (body !== undefined) sending.setHeader('content-length', body.byteLength)
    sending.on('error', reject)
    sending.on('response', (message) => {
      // An error that comes while nobody reads must not bring the process down; a reader that comes later still gets it.
      message.on('error', () => undefined)
      if (message.statusCode === 101) return refuseChange(message)
      resolve({ status: message.statusCode ?? 0, headers: pairsOf(message), body: message })
      // What breaks an answer half way is only told here; its reader would learn no more than "reset". After its end it is no matter.
      sending.on('error', (error) => message.complete || message.destroy(error))
    })
    const refuseChange = ({ socket }: http.IncomingMessage): void => {
      socket.destroy()
      reject(new Trouble({ kind: 'protocol', detail: 'the server changes to another protocol, which was not asked of it' }))
    }
    sending.on('upgrade', refuseChange)
    sending.on('close', () => reject(new Trouble({ kind: 'reset', detail: 'the connection was closed without an answer' })))
    sending.end(body)
  })
}

function limitConnecting(sending: http.ClientRequest, milliseconds: number): void {
  let phase: Phase['name'] = 'connect'
  const expire = () => sending.destroy(new Trouble({ kind: 'timeout', detail: `${missingIn(phase)} within ${limitText(milliseconds)}` }))
  const timer = setTimeout(expire, milliseconds)
  const stop = (): void => clearTimeout(timer)
  sending.once('close', stop)
  // A socket of an earlier request is ready, and one through a proxy is connected.
  sending.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
    const isSecured = socket.secureConnecting !== true
    if (!socket.connecting && isSecured) return stop()
    socket.once('connect', () => (phase = 'tls'))
    socket.once(isSecured ? 'connect' : 'secureConnect', stop)
  })
}

/** urlOf reveals an address and refuses those that cannot be used, or that would carry credentials in the open. */
export function urlOf(address: Hideable): URL {
  const text = reveal(address)
  if (!URL.canParse(text)) throw blocked('the address is no URL')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw blocked('the address is neither https nor http')
  if (url.username !== '' || url.password !== '') throw blocked('the address holds a user name or password; credentials belong in a header')
  return url
}

/** headersOf reveals headers and refuses those that would break out of their line or contradict the connection. */
export function headersOf(headers: readonly (readonly [name: string, value: Hideable])[]): [name: string, value: string][] {
  return headers.map(([name, value]) => {
    const text = reveal(value)
    if (!isToken(name)) throw blocked(`${JSON.stringify(name)} is no name for a header`)
    if (ownHeaders.has(name.toLowerCase())) throw blocked(`the header "${name}" belongs to the connection and cannot be set`)
    if (/[\r\n\0]/.test(text)) throw blocked(`the header "${name}" holds a line break or a zero byte`)
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) throw blocked(`the header "${name}" holds characters that a header cannot carry`)
    return [name, text]
  })
}

/** methodOf refuses a method that is no word. */
export function methodOf(method: string): string {
  if (!isToken(method)) throw blocked(`${JSON.stringify(method)} is no HTTP method`)
  return method.toUpperCase()
}

/** withDefaults adds headers that are not there yet. */
export function withDefaults(
  headers: readonly (readonly [name: string, value: string])[],
  defaults: readonly (readonly [name: string, value: string])[],
): (readonly [name: string, value: string])[] {
  const present = new Set(headers.map(([name]) => name.toLowerCase()))
  return [...headers, ...defaults.filter(([name]) => !present.has(name))]
}

// A length or framing that differs from the body would leave the server waiting, or smuggle in a second request.
const ownHeaders = new Set([
  ...['content-length', 'transfer-encoding', 'te', 'trailer', 'expect'],
  ...['connection', 'keep-alive', 'proxy-connection', 'upgrade'],
])

// RFC 9110, section 5.6.2.
function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text)
}

// The first of a name replaces what Node itself put there (Host), further ones are added.
function putHeaders(sending: http.ClientRequest, headers: readonly (readonly [name: string, value: string])[]): void {
  const seen = new Set<string>()
  for (const [name, value] of headers) {
    if (seen.has(name.toLowerCase())) sending.appendHeader(name, value)
    else sending.setHeader(name, value)
    seen.add(name.toLowerCase())
  }
}

function pairsOf({ rawHeaders }: http.IncomingMessage): (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) pairs.push([(rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? ''])
  return pairs
}
