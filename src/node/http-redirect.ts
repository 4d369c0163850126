import { headerOf } from '../world/headers.ts'
import type { WireRequest } from './http-wire.ts'

/**
 * redirected is the request that an answer asks for instead; undefined where there is none, or where it is not followed: to another origin,
 * which is not to get our credentials, or where the request would become another one.
 */
export function redirected(
  request: WireRequest,
  answer: { readonly status: number; readonly headers: WireRequest['headers'] },
): WireRequest | undefined {
  if (!redirecting.has(answer.status)) return undefined
  const given = headerOf(answer.headers, 'location')
  // Headers come byte by byte; browsers take the bytes of an address for UTF-8.
  const location = given === undefined ? undefined : Buffer.from(given, 'latin1').toString()
  if (location === undefined || !URL.canParse(location, request.url.href)) return undefined
  const url = new URL(location, request.url)
  if (url.origin !== request.url.origin) return undefined
  url.username = url.password = url.hash = ''
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (isReading || answer.status >= 307) return { ...request, url }
  // What was written is to be read elsewhere; with 301 and 302 some servers mean that, and some do not.
  return answer.status === 303
    ? { method: 'GET', url, headers: request.headers.filter(([name]) => !/^content-/i.test(name)), body: undefined }
    : undefined
}

const redirecting = new Set([301, 302, 303, 307, 308])
