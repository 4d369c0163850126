import type { Socket } from 'node:net'
import { Client } from 'undici'
import type { BodyStream } from './http-body.ts'
import { connect, type Way } from './http-connect.ts'
import type { WireRequest } from './http-wire.ts'

/** Exchanged is an answer whose body has not been read, and the way to let go of its connection. */
export interface Exchanged extends BodyStream {
  readonly status: number
  readonly close: () => Promise<void>
}

/** exchange sends one request over a connection of its own with undici, follows nothing, and gives the answer as soon as its headers are there. */
export async function exchange(request: WireRequest, way: Way): Promise<Exchanged> {
  const { signal } = way
  signal.throwIfAborted()
  const sockets = new Set<Socket>()
  // The deadline of the whole call governs, so undici's own timers are off.
  const client = new Client(request.url.origin, {
    connect: (_options, connected) => connect(request.url, way, { note: (socket) => sockets.add(socket), connected }),
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 0,
  })
  const letGo = (): void => sockets.forEach((socket) => socket.destroy())
  const { aborted, forget } = abortionOf(signal, letGo)
  const close = async (): Promise<void> => {
    forget()
    await client.destroy()
    letGo()
  }
  try {
    const answer = await Promise.race([send(client, request, signal), aborted])
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

// undici leaves a connection that is still being made alone when its request is aborted; it would keep the process alive.
function abortionOf(signal: AbortSignal, letGo: () => void): { readonly aborted: Promise<never>; readonly forget: () => void } {
  let forget = (): void => undefined
  const aborted = new Promise<never>((_done, failed) => {
    const giveUp = (): void => {
      letGo()
      failed(signal.reason)
    }
    signal.addEventListener('abort', giveUp, { once: true })
    forget = () => signal.removeEventListener('abort', giveUp)
  })
  // While a body is read, nobody waits for it.
  aborted.catch(() => undefined)
  return { aborted, forget }
}

/** With `raw`, undici gives names and values in turn. */
function pairsOf(raw: unknown): (readonly [name: string, value: string])[] {
  const flat = Array.isArray(raw) ? raw.map(String) : []
  const pairs: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([(flat[index] ?? '').toLowerCase(), flat[index + 1] ?? ''])
  return pairs
}
