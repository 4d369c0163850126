import { type Hideable, reveal } from '../world/secret.ts'
import type { Answer, Http, HttpRequest, HttpResponse, Limits } from '../world/world.ts'
import { readWhole } from './http-body.ts'
import { type Clock, startClock } from './http-clock.ts'
import type { Way } from './http-connect.ts'
import { type Deadline, startDeadline } from './http-deadline.ts'
import { gateFor } from './http-egress.ts'
import { exchange, type Exchanged } from './http-exchange.ts'
import { failureOf } from './http-failure.ts'
import { inPhase, missingIn } from './http-phase.ts'
import { mostRedirects, redirected } from './http-redirect.ts'
import { hider } from './http-secrets.ts'
import { trustOf } from './http-tls.ts'
import { defaultHeaders, headersOf, methodOf, urlOf, withDefaults, type WireRequest } from './http-wire.ts'

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
      try {
        return { ok: true, value: await call(request, limits, { options, deadline, clock }) }
      } catch (error) {
        // Once the time is up, errors are only its echo: a destroyed socket says "reset".
        return { ok: false, failure: inPhase(failureOf(deadline.signal.aborted ? deadline.signal.reason : error), clock.phase) }
      } finally {
        deadline.end()
      }
    },
  }
}

interface Run {
  readonly options: NetworkOptions
  readonly deadline: Deadline
  readonly clock: Clock
}

async function call(request: HttpRequest, limits: Limits, { options, deadline, clock }: Run): Promise<HttpResponse> {
  const { signal } = deadline
  const first = wireRequestOf(request)
  const gate = gateFor(reveal(request.url), limits.addresses)
  const trust = trustOf(first.url.protocol === 'https:' ? request.tls : undefined)
  signal.throwIfAborted()
  const redirects: Hideable[] = []
  const onward = ({ href }: URL): void => void redirects.push(hider(secretsOf(request))(href))
  const answer = await followed(first, { environment: options.environment, gate, trust, clock, signal }, onward)
  clock.enter('read')
  try {
    const body = await readWhole(answer, { most: limits.bytes, left: limits.bytes })
    return { status: answer.status, headers: answer.headers, body, ...clock.stop(), redirects }
  } finally {
    await answer.close()
  }
}

async function followed(first: WireRequest, way: Way, onward: (url: URL) => void): Promise<Exchanged> {
  let request = first
  for (let count = 0; ; count += 1) {
    const answer = await exchange(request, way)
    const next = count < mostRedirects ? redirected(request, answer) : undefined
    if (next === undefined) return answer
    await answer.close()
    onward(next.url)
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
