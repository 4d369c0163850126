import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
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

// A browser asks in a moment, over one connection or a few; everybody else is not waited for.
const patience = 10_000
const mostConnections = 100

/**
 * openRedirect listens on this machine alone, at a port that the system gives. Any program of this machine, and any page in its browser, may ask there: who
 * does not bring the state is sent away, and nothing that is asked ends the wait.
 */
export async function openRedirect(state: string, deadline: Deadline, quote: Quote): Promise<Redirect> {
  let settle: (brought: Brought) => void = () => undefined
  let refuse: (error: Error) => void = () => undefined
  const brought = new Promise<Brought>((resolve, reject) => {
    settle = resolve
    refuse = reject
  })
  brought.catch(() => undefined)
  const server = http.createServer({ headersTimeout: patience, requestTimeout: patience, connectionsCheckingInterval: 1000 }, (request, response) => {
    const given = isForUs(request) ? queryOf(request) : new URLSearchParams()
    const [code, error] = [given.get('code'), given.get('error')]
    if (given.get('state') !== state || (code === null && error === null))
      return page(response, 400, 'This is no answer to a login that was asked for.')
    page(response, 200, error === null ? 'You are logged in. You can close this page.' : 'The login was refused. You can close this page.')
    if (code !== null && error === null) return settle({ code, iss: given.get('iss') ?? undefined })
    const words = [error, given.get('error_description')].filter((each) => each !== null).join(': ')
    refuse(new Trouble({ kind: 'unauthorized', detail: `the login was refused: ${quote(words)}` }))
  })
  keepRoom(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // A connection that cannot be taken is no matter: the next one may.
  server.on('error', () => undefined)
  deadline.signal.addEventListener('abort', () => refuse(new Trouble(failureOf(deadline.signal.reason))), { once: true })
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}${path}`, code: () => brought, close }
}

/** A page of somewhere else, whose name was made to lead to this machine, has the browser name that host. */
function isForUs({ method, url = '', headers, socket }: http.IncomingMessage): boolean {
  return method === 'GET' && url.startsWith(`${path}?`) && headers.host === `127.0.0.1:${socket.localPort}`
}

/** What is asked for may be anything, and need not be an address. */
function queryOf({ url = '' }: http.IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.slice(url.indexOf('?')))
}

/** Of too many connections the oldest goes: the browser's is new, and asks at once. */
function keepRoom(server: http.Server): void {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const [oldest] = open
    if (open.size > mostConnections) oldest?.destroy()
  })
}

function page(response: http.ServerResponse, status: number, words: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' }
  response.writeHead(status, headers).end(`${words}\n`)
}
