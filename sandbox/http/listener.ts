import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Switches } from '../switches.ts'
import { readBody } from './body.ts'
import { findService, matchRoute } from './route-match.ts'
import { plainProblemBody, type Answer, type Call, type Exchange, type Problem, type Service } from './service.ts'

/** What the listener needs: the doors, what may go wrong behind them, and when to stop waiting. */
export interface ListenerParts {
  readonly services: readonly Service[]
  /** The services that work whatever the switches say, so that a switch can be turned back. */
  readonly controls: readonly Service[]
  readonly switches: Switches
  readonly closing: AbortSignal
  readonly log: (line: string) => void
}

/** Makes the one request listener of the sandbox. */
export function createListener(parts: ListenerParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const startedAt = performance.now()
    response.on('close', () => {
      const outcome = response.writableFinished ? String(response.statusCode) : 'unfinished'
      parts.log(`${request.method} ${request.url} ${outcome} ${Math.round(performance.now() - startedAt)} ms`)
    })
    serve(parts, { request, response }).catch((error: unknown) => {
      // A client that hung up while it was sending needs no answer and is no fault of ours.
      if (parts.closing.aborted || request.socket.destroyed) return
      parts.log(`${request.method} ${request.url} broke: ${error instanceof Error ? error.stack : String(error)}`)
      const url = urlOf(request)
      const service = url && findService(parts.services, url.pathname)
      const problem = { status: 500, code: 'internal_error', message: 'The sandbox could not handle this request.' }
      if (response.headersSent) request.socket.destroy()
      else send(response, problemAnswer(service, problem))
    })
  }
}

async function serve(parts: ListenerParts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const url = urlOf(request)
  if (url === undefined) {
    return send(response, problemAnswer(undefined, { status: 400, code: 'bad_request', message: 'The request target is not a path.' }))
  }
  const control = findService(parts.controls, url.pathname)
  if (control !== undefined) return respond(control, exchange, url, parts, false)

  const service = findService(parts.services, url.pathname)
  const { latencyMs, dropConnections } = parts.switches.state()
  if (latencyMs > 0) await pause(latencyMs, undefined, { signal: parts.closing })
  const failure = parts.switches.takeFailure(url.pathname)
  if (failure !== undefined) return send(response, problemAnswer(service, plannedFailure(failure)))
  if (service === undefined) {
    return send(response, problemAnswer(undefined, { status: 404, code: 'not_found', message: `Nothing is served at ${url.pathname}.` }))
  }
  return respond(service, exchange, url, parts, dropConnections)
}

async function respond(service: Service, exchange: Exchange, url: URL, parts: ListenerParts, isDropping: boolean): Promise<void> {
  const { request, response } = exchange
  const admitted = await admit(service, request, url)
  // The body may have taken longer to arrive than the sandbox had to live.
  parts.closing.throwIfAborted()
  if ('problem' in admitted) {
    return isDropping ? void request.socket.destroy() : send(response, problemAnswer(service, admitted.problem))
  }
  const { route, call } = admitted
  if ('stream' in route) {
    return isDropping ? void request.socket.destroy() : route.stream(call, exchange)
  }
  // The work is done before the line is cut: the case that makes a blind retry dangerous.
  const answer = route.answer(call)
  if (isDropping) request.socket.destroy()
  else send(response, answer)
}

type Admitted = { readonly problem: Problem } | { readonly route: Service['routes'][number]; readonly call: Call }

async function admit(service: Service, request: IncomingMessage, url: URL): Promise<Admitted> {
  const refusal = service.refuse(request.headers)
  if (refusal) return { problem: refusal }
  const method = request.method ?? 'GET'
  const match = matchRoute(service, method, url.pathname)
  if (match.kind === 'malformed') return { problem: { status: 400, code: 'bad_request', message: 'The path is not encoded properly.' } }
  if (match.kind === 'nothing') return { problem: { status: 404, code: 'not_found', message: `Nothing is served at ${url.pathname}.` } }
  if (match.kind === 'wrong-method') {
    const message = `${method} does not work here.`
    return { problem: { status: 405, code: 'method_not_allowed', message, headers: { Allow: match.allowed.join(', ') } } }
  }
  const { route, segments } = match
  const read = route.accepts === undefined ? { body: undefined } : await readBody(request, route.accepts)
  if ('problem' in read) return read
  const { headers } = request
  return { route, call: { method, path: url.pathname, segments, query: url.searchParams, headers, body: read.body } }
}

function plannedFailure(status: number): Problem {
  const headers = status === 429 || status === 503 ? { headers: { 'Retry-After': '1' } } : {}
  return { status, code: 'planned_failure', message: `A switch of the sandbox asked for status ${status}.`, ...headers }
}

function problemAnswer(service: Service | undefined, problem: Problem): Answer {
  const body = (service?.problemBody ?? plainProblemBody)(problem)
  return { status: problem.status, body, ...(problem.headers ? { headers: problem.headers } : {}) }
}

function send(response: ServerResponse, answer: Answer): void {
  const text = JSON.stringify(answer.body)
  response.writeHead(answer.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...answer.headers,
  })
  response.end(text)
}

function urlOf(request: IncomingMessage): URL | undefined {
  const target = request.url ?? ''
  return target.startsWith('/') && URL.canParse(`http://sandbox${target}`) ? new URL(`http://sandbox${target}`) : undefined
}
