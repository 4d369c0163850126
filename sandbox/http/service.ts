import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** One request, as a route gets to see it: already let in, matched and parsed. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly segments: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** What goes back to the client, as JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Something that went wrong before or beside a route; each service words it in its own shape. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The raw pair of Node objects, for the protocols that write their own answer. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** One method on one path; a route either gives an answer or writes a stream itself. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly accepts?: 'json' | 'form'
} & ({ readonly answer: (call: Call) => Answer } | { readonly stream: (call: Call, exchange: Exchange) => Promise<void> })

/** What stands behind one path prefix: who may come in, what it can do, and how it words a problem. */
export interface Service {
  readonly prefix: string
  readonly routes: readonly Route[]
  readonly refuse: (headers: IncomingHttpHeaders) => Problem | undefined
  readonly problemBody: (problem: Problem) => unknown
}

/** Words a problem as `{error: {code, message}}`, the shape of most of the sandbox's services. */
export function plainProblemBody(problem: Problem): unknown {
  return { error: { code: problem.code, message: problem.message } }
}

/** Makes the answer of a route that met a problem, in the plain shape. */
export function plainProblem(status: number, code: string, message: string): Answer {
  return { status, body: plainProblemBody({ status, code, message }) }
}

/** Makes the answer for fields that do not hold what they should: `{errors: [{field, message}]}`. */
export function invalidFields(errors: readonly { field: string; message: string }[]): Answer {
  return { status: 422, body: { errors } }
}
