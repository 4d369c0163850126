import { headerOf } from '../world/headers.ts'
import { Trouble } from './http-failure.ts'
import type { WireAnswer, WireRequest } from './http-wire.ts'

const mostRedirects = 5
const redirecting = new Set([301, 302, 303, 307, 308])

/** followed sends a request and follows redirects inside the origin of the server, so that credentials never reach another one. */
export async function followed(request: WireRequest, server: URL, send: (request: WireRequest) => Promise<WireAnswer>): Promise<WireAnswer> {
  let current = request
  for (let count = 0; ; count += 1) {
    if (current.url.origin !== server.origin) throw astray('the server names an address at another origin')
    const answer = await send(current)
    if (!redirecting.has(answer.status)) return answer
    answer.body.destroy()
    if (count === mostRedirects) throw astray(`the server redirects more than ${mostRedirects} times`, answer.status)
    current = { ...current, url: targetOf(answer, current) }
  }
}

function targetOf(answer: WireAnswer, { method, url }: WireRequest): URL {
  const { status } = answer
  const location = headerOf(answer.headers, 'location') ?? ''
  if (location === '' || !URL.canParse(location, url.href)) throw astray('the server redirects without saying where', status)
  const target = new URL(location, url)
  // Query and user name may hold what is nobody's business.
  const named = `${target.origin}${target.pathname}`.slice(0, 200)
  if (target.origin !== url.origin) throw astray(`the server redirects to ${named}, which is another origin`, status)
  // With 301 to 303 a browser would turn a POST into a GET and lose what was asked.
  if (method !== 'GET' && status < 307) throw astray(`the server redirects to ${named} in a way that loses the request`, status)
  target.username = target.password = ''
  return target
}

function astray(detail: string, status?: number): Trouble {
  return new Trouble(status === undefined ? { kind: 'redirect', detail } : { kind: 'redirect', status, detail })
}
