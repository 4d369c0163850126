import type { FetchLike } from '@modelcontextprotocol/client'
import type { Agent } from 'node:http'
import { headerOf } from '../world/headers.ts'
import { reveal } from '../world/secret.ts'
import type { Failure, Limits, McpServer } from '../world/world.ts'
import { type Budget } from './http-body.ts'
import type { Deadline } from './http-deadline.ts'
import { gateFor } from './http-egress.ts'
import { failureOf, Trouble } from './http-failure.ts'
import { agentFor } from './http-proxy.ts'
import type { Quote } from './http-secrets.ts'
import { trustOf } from './http-tls.ts'
import { defaultHeaders } from '../world/headers.ts'
import { headersOf, openWire, urlOf, withDefaults, type WireAnswer, type WireRequest } from './http-wire.ts'
import { followed } from './mcp-redirect.ts'
import { isReply, responseOf } from './mcp-response.ts'

/** Line is the way to one MCP server for one conversation: what the protocol library takes for the network. */
export interface Line {
  readonly url: URL
  readonly fetch: FetchLike
  /** Lets the answers that come next be as large as all together were allowed to be. */
  readonly refill: () => void
  /** Ends the session on the server and closes every connection; never fails, and takes less than a second. */
  readonly hangUp: () => Promise<void>
}

/** LineOptions are what a Line lives on. */
export interface LineOptions {
  readonly server: McpServer
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly addresses: Limits['addresses']
  /** Most bytes of one answer. */
  readonly bytes: number
  /** Most bytes of all answers together; undefined: as many as one may have. */
  readonly bytesInAll?: number | undefined
  /** Most milliseconds for making a connection. */
  readonly connecting?: number | undefined
  readonly deadline: Deadline
  readonly quote: Quote
  /** Called when the conversation can no longer succeed. */
  readonly fail: (failure: Failure) => void
}

interface State extends LineOptions {
  readonly url: URL
  readonly own: WireRequest['headers']
  readonly agent: Agent
  /** Of all answers together. */
  readonly budget: Budget
  /** What is still on its way after the end of the time. */
  readonly late: Set<Promise<unknown>>
  /** What names the session in headers; undefined while the server keeps none. */
  session: { id: string; version: string | undefined } | undefined
}

/** sessionUnknown marks the failure that is a session which the server does not know any more. */
export const sessionUnknown = 'SESSION_UNKNOWN'

// Somebody who interrupts is to wait for a second at most, all in all.
const farewell = 700

/** openLine checks the address and the headers, and connects to nothing yet. */
export function openLine(options: LineOptions): Line {
  const { server, environment, addresses, bytes, bytesInAll: most = bytes, deadline } = options
  const url = urlOf(server.url)
  const own = withDefaults(headersOf(server.headers), defaultHeaders)
  const gate = gateFor(reveal(server.url), addresses)
  const trust = trustOf(url.protocol === 'https:' ? server.tls : undefined)
  const agent = agentFor(url, { environment, keepAlive: true, signal: deadline.signal, gate, trust })
  const state: State = { ...options, url, own, agent, budget: { most, left: most }, late: new Set(), session: undefined }
  return {
    url,
    fetch: (input, init) => fetchOver(state, requestOf(state, input, init), init?.signal ?? undefined),
    refill: () => void (state.budget.left = state.budget.most),
    hangUp: () => hangUp(state),
  }
}

// The library's headers win: they say what is in the body.
function requestOf({ own }: State, input: string | URL, init: RequestInit | undefined): WireRequest {
  const given = new Headers(init?.headers)
  return {
    method: init?.method ?? 'GET',
    url: new URL(input),
    headers: [...own.filter(([name]) => !given.has(name)), ...given],
    body: typeof init?.body === 'string' ? init.body : undefined,
  }
}

async function fetchOver(state: State, request: WireRequest, given: AbortSignal | undefined): Promise<Response> {
  if (isIdleStream(state, request)) return new Response(null, { status: 405 })
  const { deadline, fail, server, quote } = state
  const report = (error: unknown): void => {
    if (deadline.signal.aborted) fail(failureOf(deadline.signal.reason))
    // What the library itself gave up is no failure.
    else if (given?.aborted !== true) fail(failureOf(error))
  }
  try {
    const answer = await send(state, request, given)
    noteSession(state, request, answer)
    return await responseOf(answer, { request, transport: server.transport, budget: budgetOf(state, request), quote, report })
  } catch (error) {
    // That the server does not take what we say to its own question decides nothing: what we asked may be under way, and its answer still comes.
    if (isReply(request) && !deadline.signal.aborted) return new Response(null, { status: 202 })
    report(error)
    throw error
  }
}

// The one stream of HTTP+SSE carries all answers.
function budgetOf({ server, bytes, budget }: State, { method }: WireRequest): Budget {
  return server.transport === 'sse' && method === 'GET' ? budget : { most: bytes, left: bytes, whole: budget }
}

// The stream for what a server says unasked is of no use here; with an event id it takes up a broken answer again, which is.
function isIdleStream({ server }: State, { method, headers }: WireRequest): boolean {
  return server.transport === 'streamable-http' && method === 'GET' && !headers.some(([name]) => name === 'last-event-id')
}

function send({ url, agent, connecting, deadline, late }: State, request: WireRequest, given: AbortSignal | undefined): Promise<WireAnswer> {
  const over = (signal: AbortSignal) => followed(request, url, (each) => openWire(each, agent, signal, connecting))
  if (!deadline.signal.aborted) return over(given === undefined ? deadline.signal : AbortSignal.any([deadline.signal, given]))
  // The library sends a word of cancellation then.
  const sending = over(AbortSignal.timeout(farewell))
  late.add(sending)
  return sending
}

function noteSession(state: State, { headers }: WireRequest, answer: WireAnswer): void {
  // To the library it is a status like any other.
  if (answer.status === 404 && headers.some(([name]) => name === 'mcp-session-id')) {
    answer.body.destroy()
    const detail = 'the server no longer knows the session that it has opened'
    throw new Trouble({ kind: 'status', status: 404, code: sessionUnknown, detail: `${detail} (status 404)` })
  }
  const id = headerOf(answer.headers, 'mcp-session-id')
  if (id !== undefined && answer.status < 300) state.session = { id, version: undefined }
  const version = headers.find(([name]) => name === 'mcp-protocol-version')?.[1]
  if (state.session !== undefined && version !== undefined) state.session.version = version
}

async function hangUp(state: State): Promise<void> {
  const { url, own, session, agent, late } = state
  if (session !== undefined) {
    const version = session.version === undefined ? [] : [['mcp-protocol-version', session.version] as const]
    const headers = [...own, ['mcp-session-id', session.id] as const, ...version]
    // Not through the library: it cannot end a session whose handshake it did not accept.
    const signal = AbortSignal.timeout(farewell)
    late.add(followed({ method: 'DELETE', url, headers, body: undefined }, url, (each) => openWire(each, agent, signal)))
  }
  await Promise.allSettled(late)
  agent.destroy()
}
