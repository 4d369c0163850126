import { reveal } from '../world/secret.ts'
import type { Answer, Http, HttpRequest, HttpResponse, Limits } from '../world/world.ts'
import { readWhole } from './http-body.ts'
import { type Deadline, startDeadline } from './http-deadline.ts'
import { exchange } from './http-exchange.ts'
import { failureOf } from './http-failure.ts'
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
      const deadline = startDeadline(limits.milliseconds, options.interrupted)
      try {
        return { ok: true, value: await call(request, limits, { options, deadline }) }
      } catch (error) {
        // Once the time is up, errors are only its echo: a destroyed socket says "reset".
        return { ok: false, failure: failureOf(deadline.signal.aborted ? deadline.signal.reason : error) }
      } finally {
        deadline.end()
      }
    },
  }
}

interface Setting {
  readonly options: NetworkOptions
  readonly deadline: Deadline
}

async function call(request: HttpRequest, limits: Limits, { options, deadline }: Setting): Promise<HttpResponse> {
  const sending = wireRequestOf(request)
  deadline.signal.throwIfAborted()
  const start = options.now()
  const answer = await exchange(sending, { environment: options.environment, signal: deadline.signal })
  try {
    const body = await readWhole(answer, { most: limits.bytes, left: limits.bytes })
    return { status: answer.status, headers: answer.headers, body, milliseconds: options.now() - start }
  } finally {
    await answer.close()
  }
}

function wireRequestOf({ method, url, headers, body }: HttpRequest): WireRequest {
  return {
    method: methodOf(method),
    url: urlOf(url),
    headers: withDefaults(headersOf(headers), defaultHeaders),
    body: body === undefined ? undefined : reveal(body),
  }
}
