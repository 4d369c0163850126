import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deadline } from './http-deadline.ts'
import { failureOf, Trouble } from './http-failure.ts'
import type { Quote } from './http-secrets.ts'

/** Redirect is where a browser is sent after a login: a page of this machine, for one login. */
export interface Redirect {
  readonly url: string
  /** The code that the browser brings; throws Trouble where the login was refused, or the time is up. */
  readonly code: () => Promise<Brought>
  readonly close: () => void
}

interface Brought {
  readonly code: string
  /** Who says to have issued it (RFC 9207). */
  readonly iss: string | undefined
}

const path = '/callback'

/** openRedirect listens on this machine alone, at a port that the system gives. Who does not bring the state is sent away, and waited on no less. */
export async function openRedirect(state: string, deadline: Deadline, quote: Quote): Promise<Redirect> {
  let settle: (brought: Brought) => void = () => undefined
  let refuse: (error: Error) => void = () => undefined
  const brought = new Promise<Brought>((resolve, reject) => {
    settle = resolve
    refuse = reject
  })
  brought.catch(() => undefined)
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const isOurs = request.method === 'GET' && pathname === path && searchParams.get('state') === state
    const code = searchParams.get('code')
    const error = searchParams.get('error')
    if (!isOurs || (code === null && error === null)) return page(response, 400, 'This is no answer to a login that was asked for.')
    page(response, 200, error === null ? 'You are logged in. You can close this page.' : 'The login was refused. You can close this page.')
    if (code !== null && error === null) return settle({ code, iss: searchParams.get('iss') ?? undefined })
    const words = [error, searchParams.get('error_description')].filter((each) => each !== null).join(': ')
    refuse(new Trouble({ kind: 'unauthorized', detail: `the login was refused: ${quote(words)}` }))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  deadline.signal.addEventListener('abort', () => refuse(new Trouble(failureOf(deadline.signal.reason))), { once: true })
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}${path}`, code: () => brought, close }
}

function page(response: http.ServerResponse, status: number, words: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' }
  response.writeHead(status, headers).end(`${words}\n`)
}
