import { defaultHeaders } from '../world/headers.ts'
import { type Hideable, reveal } from '../world/secret.ts'
import type { Answer, Failure, Http, HttpRequest, HttpResponse, Limits } from '../world/world.ts'
import { readWhole } from './http-body.ts'
import { type Clock, startClock } from './http-clock.ts'
import type { Way } from './http-connect.ts'
import { type Deadline, startDeadline } from './http-deadline.ts'
import { gateFor } from './http-egress.ts'
import { exchange, type Exchanged } from './http-exchange.ts'
import { failureOf } from './http-failure.ts'
import { inPhase, missingIn } from './http-phase.ts'
import { mostRedirects } from '../world/redirects.ts'
import { redirected } from './http-redirect.ts'
import { hider } from './http-secrets.ts'
import { trustOf } from './http-tls.ts'
import { headersOf, methodOf, urlOf, withDefaults, type WireRequest } from './http-wire.ts'

/** NetworkOptions is what of the World the network needs. */
export interface NetworkOptions {
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number
  readonly interrupted: AbortSignal
  /** Where the usual variables for proxies are looked for. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** createHttp makes the Http that sends over the real network. Whatever happens there becomes a value: it never throws and never hangs. */
export function createHttp(options: NetworkOptions): Http {
  return {
    async send(request, limits): Promise<Answer<HttpResponse>> {
      const clock = startClock(options.now)
      const deadline = startDeadline(limits.milliseconds, options.interrupted, () => missingIn(clock.phase))
      const seen: Seen = { answer: undefined, chunks: [], redirects: [], redirectStatuses: [] }
      try {
        return { ok: true, value: await call(request, limits, { options, deadline, clock, seen }) }
      } catch (error) {
        // Once the time is up, errors are only its echo: a destroyed socket says "reset".
        const failure = inPhase(failureOf(deadline.signal.aborted ? deadline.signal.reason : error), clock.phase)
        return { ok: false, failure: clock.phase === undefined ? failure : { ...failure, ...leftOf(seen, clock) } }
      } finally {
        deadline.end()
      }
    },
  }
}

/** Seen is what came so far. */
interface Seen {
  answer: Exchanged | undefined
  readonly chunks: Uint8Array[]
  readonly redirects: Hideable[]
  readonly redirectStatuses: number[]
}

/** How far a call came that has no answer, and what there is of one: it may say what went wrong. */
function leftOf({ answer, chunks, redirects, redirectStatuses }: Seen, clock: Clock): Pick<Failure, 'milliseconds' | 'phases' | 'partial'> {
  const time = clock.stop()
  if (answer === undefined) return time
  const { status, headers } = answer
  return { ...time, partial: { status, headers, body: Buffer.concat(chunks), ...time, redirects, redirectStatuses } }
}

interface Run {
  readonly options: NetworkOptions
  readonly seen: Seen
  readonly deadline: Deadline
  readonly clock: Clock
}

async function call(request: HttpRequest, limits: Limits, { options, deadline, clock, seen }: Run): Promise<HttpResponse> {
  const { signal } = deadline
  const first = wireRequestOf(request)
  const gate = gateFor(reveal(request.url), limits.addresses)
  const trust = trustOf(first.url.protocol === 'https:' ? request.tls : undefined)
  signal.throwIfAborted()
  const { redirects, redirectStatuses } = seen
  const onward = ({ href }: URL, status: number): void => {
    redirects.push(hider(secretsOf(request))(href))
    redirectStatuses.push(status)
  }
  const answer = await followed(first, { environment: options.environment, gate, trust, clock, signal }, onward)
  clock.enter('read')
  seen.answer = answer
  try {
    const body = await readWhole(answer, { most: limits.bytes, left: limits.bytes }, seen.chunks)
    return { status: answer.status, headers: answer.headers, body, ...clock.stop(), redirects, redirectStatuses }
  } finally {
    await answer.close()
  }
}

async function followed(first: WireRequest, way: Way, onward: (url: URL, status: number) => void): Promise<Exchanged> {
  let request = first
  for (let count = 0; ; count += 1) {
    const answer = await exchange(request, way)
    const next = count < mostRedirects ? redirected(request, answer) : undefined
    if (next === undefined) return answer
    await answer.close()
    onward(next.url, answer.status)
    request = next
  }
}

function secretsOf({ url, headers, body }: HttpRequest): Hideable[] {
  return [url, ...headers.map(([, value]) => value), ...(body === undefined ? [] : [body])]
}

function wireRequestOf({ method, url, headers, body }: HttpRequest): WireRequest {
  return {
    method: methodOf(method),
    url: urlOf(url),
    headers: withDefaults(headersOf(headers), defaultHeaders),
    body: body === undefined ? undefined : reveal(body),
  }
}
