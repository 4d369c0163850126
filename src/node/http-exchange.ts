import type { Socket } from 'node:net'
import { buildConnector, Client } from 'undici'
import type { BodyStream } from './http-body.ts'
import { type AgentOptions, behindProxy, openTunnel, proxyFor, secured } from './http-proxy.ts'
import type { WireRequest } from './http-wire.ts'

/** Exchanged is an answer whose body has not been read, and the way to let go of its connection. */
export interface Exchanged extends BodyStream {
  readonly status: number
  readonly close: () => Promise<void>
}

/** exchange sends one request over a connection of its own with undici, follows nothing, and gives the answer as soon as its headers are there. */
export async function exchange(request: WireRequest, options: Omit<AgentOptions, 'keepAlive'>): Promise<Exchanged> {
  const { signal } = options
  const sockets = new Set<Socket>()
  // The deadline of the whole call governs, so undici's own timers are off.
  const client = new Client(request.url.origin, {
    connect: connector(request.url, options, sockets),
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 0,
  })
  // undici leaves a connection that is still being made alone when its request is aborted; it would keep the process alive.
  const letGo = (): void => sockets.forEach((socket) => socket.destroy())
  signal.addEventListener('abort', letGo, { once: true })
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', letGo)
    await client.destroy()
    letGo()
  }
  try {
    const answer = await Promise.race([send(client, request, signal), aborted(signal)])
    return { ...answer, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function send(client: Client, { method, url, headers, body }: WireRequest, signal: AbortSignal): Promise<Omit<Exchanged, 'close'>> {
  const answer = await client.request({
    method,
    path: url.pathname + url.search,
    headers: headers.flat(),
    body: body ?? null,
    signal,
    responseHeaders: 'raw',
  })
  return { status: answer.statusCode, headers: pairsOf(answer.headers), body: answer.body }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_done, failed) => signal.addEventListener('abort', () => failed(signal.reason), { once: true }))
}

function connector(url: URL, { environment, signal }: Omit<AgentOptions, 'keepAlive'>, sockets: Set<Socket>): buildConnector.connector {
  const proxy = proxyFor(url, environment)
  const direct = buildConnector({ timeout: 0 })
  return (options, callback) => {
    if (proxy === undefined) {
      // Its type says nothing, but it gives the socket that is being connected.
      const socket: unknown = direct(options, callback)
      if (isSocket(socket)) sockets.add(socket)
      return
    }
    openTunnel({ proxy, url, signal }).then(
      (tunnel) => {
        sockets.add(tunnel)
        if (url.protocol !== 'https:') return callback(null, tunnel)
        const secure = secured(tunnel, url)
        secure.once('secureConnect', () => callback(null, secure)).once('error', (error) => callback(error, null))
      },
      (error: unknown) => callback(behindProxy(error), null),
    )
  }
}

function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'destroy' in value
}

/** With `raw`, undici gives names and values in turn. */
function pairsOf(raw: unknown): (readonly [name: string, value: string])[] {
  const flat = Array.isArray(raw) ? raw.map(String) : []
  const pairs: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([(flat[index] ?? '').toLowerCase(), flat[index + 1] ?? ''])
  return pairs
}
