import { Buffer } from 'node:buffer'
import type { ShownResponse, Tried } from '../flow/tried.ts'
import { headerOf } from '../world/headers.ts'
import { addedHeaders } from '../world/headers.ts'
import { shown } from '../world/secret.ts'
import type { HttpRequest, Phase } from '../world/world.ts'
import { cookiesIn, setCookies } from './har-cookies.ts'
import { jsonText } from './json.ts'
import { reasonOf } from './reason.ts'

/** HarMade says who writes a HAR file, and when the call began. */
export interface HarMade {
  readonly version: string
  readonly startedAt: string
}

/**
 * harText is one call as HTTP Archive 1.2, without secrets: what browsers and other tools of HTTP read. Undefined for what went another way.
 * The rules are those of http://www.softwareishard.com/blog/har-12-spec/.
 */
export function harText(tried: Tried, { version, startedAt }: HarMade): string | undefined {
  const { request, response, course, integration, tool } = tried
  if (request?.sent === undefined) return undefined
  const { sent } = request
  const whole: Sent = {
    response,
    milliseconds: response?.milliseconds ?? course?.milliseconds ?? 0,
    phases: response?.phases ?? course?.phases ?? [],
    after: 0,
  }
  const all = tried.attempts?.map((attempt): Sent => ({ ...attempt, phases: attempt.response?.phases ?? [] })) ?? [whole]
  const entries = all.flatMap((one, index) => {
    const count = all.length > 1 ? [`attempt ${index + 1} of ${all.length}`] : []
    return entriesOf(sent, one, { startedAt, comment: [`diga-int try ${integration}/${tool}`, ...count].join('; ') })
  })
  return jsonText({ log: { version: '1.2', creator: { name: 'diga-int', version }, entries } })
}

/** Sent is one sending of the request. */
interface Sent {
  readonly response: ShownResponse | undefined
  readonly milliseconds: number
  readonly phases: readonly Phase[]
  readonly after: number
}

/** An entry for each place that the server sent us on to, and one for the answer. Of the way there neither headers nor times are known. */
function entriesOf(
  sent: HttpRequest,
  one: Sent,
  { startedAt, comment }: { readonly startedAt: string; readonly comment: string },
): readonly object[] {
  const { response, milliseconds, phases, after } = one
  const startedDateTime = new Date(Date.parse(startedAt) + after).toISOString()
  const { redirects = [], redirectStatuses = [] } = response ?? {}
  let asked = sent
  const hops = redirects.map((next, index) => {
    const status = redirectStatuses[index] ?? 0
    const hop = { ...noResponse, status, statusText: reasonOf(status), httpVersion: 'HTTP/1.1', redirectURL: next }
    const entry = { startedDateTime, time: 0, request: requestOf(asked), response: hop, cache: {}, timings: untimed, comment: `${comment}; sent on` }
    asked = status === 303 ? { ...asked, url: next, method: 'GET', body: undefined } : { ...asked, url: next }
    return entry
  })
  const timings = timingsOf({ milliseconds, phases })
  const note = response === undefined ? 'no answer came' : response.isPartial ? 'the answer broke off' : undefined
  const last = {
    startedDateTime,
    time: rounded(spent(timings)),
    request: requestOf(asked),
    response: response === undefined ? noResponse : responseOf(response),
    cache: {},
    timings,
    comment: note === undefined ? comment : `${comment}; ${note}`,
  }
  return [...hops, last]
}

// Sizes of what went over the wire are not measured.
const unknown = -1

function requestOf(sent: HttpRequest): object {
  const { method } = sent
  const url = shown(sent.url)
  const own = sent.headers.map(([name, value]) => [name, shown(value)] as const)
  const headers = [...own, ...addedHeaders({ url, headers: own })]
  const body = sent.body === undefined ? undefined : shown(sent.body)
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: cookiesIn(headerOf(headers, 'cookie') ?? ''),
    headers: pairs(headers),
    queryString: queryOf(url),
    ...(body === undefined ? {} : { postData: postData(body, headerOf(headers, 'content-type') ?? 'application/json') }),
    headersSize: unknown,
    bodySize: body === undefined ? 0 : typeof sent.body === 'string' ? Buffer.byteLength(body) : unknown,
  }
}

/** The text and the pairs of a form exclude one another. */
function postData(body: string, mimeType: string): object {
  if (!/^application\/x-www-form-urlencoded\b/i.test(mimeType)) return { mimeType, text: body }
  return { mimeType, params: [...new URLSearchParams(body)].map(([name, value]) => ({ name, value })) }
}

function queryOf(url: string): object {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }))
}

function responseOf({ status = 0, type, headers, bytes, body, base64 }: ShownResponse): object {
  return {
    status,
    statusText: reasonOf(status),
    httpVersion: 'HTTP/1.1',
    cookies: setCookies(headers),
    headers: pairs(headers),
    content: {
      size: bytes,
      mimeType: type === '' ? 'x-unknown' : type,
      ...(base64 === undefined ? { text: body } : { text: base64, encoding: 'base64' }),
    },
    redirectURL: headerOf(headers, 'location') ?? '',
    headersSize: unknown,
    bodySize: unknown,
  }
}

// As browsers write a call that failed.
const noResponse = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: unknown,
  bodySize: unknown,
}

interface Timings {
  readonly blocked: number
  readonly dns: number
  readonly connect: number
  readonly ssl: number
  readonly send: number
  readonly wait: number
  readonly receive: number
}

const untimed: Timings = { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 }

/** What does not apply is -1. The time of the security is a part of that of the connection; sending is a part of waiting with us. */
function timingsOf({ phases, milliseconds }: Pick<Sent, 'phases' | 'milliseconds'>): Timings {
  if (phases.length === 0) return { ...untimed, wait: milliseconds }
  const of = (name: Phase['name']): number | undefined => phases.find((phase) => phase.name === name)?.milliseconds
  const [connect, ssl] = [of('connect'), of('tls')]
  return {
    blocked: -1,
    dns: rounded(of('dns') ?? -1),
    connect: connect === undefined && ssl === undefined ? -1 : rounded((connect ?? 0) + (ssl ?? 0)),
    ssl: rounded(ssl ?? -1),
    send: 0,
    wait: rounded(of('wait') ?? 0),
    receive: rounded(of('read') ?? 0),
  }
}

function spent({ blocked, dns, connect, send, wait, receive }: Timings): number {
  return [blocked, dns, connect, send, wait, receive].reduce((sum, time) => sum + Math.max(0, time), 0)
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}

function pairs(headers: ShownResponse['headers']): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }))
}
