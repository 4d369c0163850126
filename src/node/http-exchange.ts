import http from 'node:http'
import { Socket } from 'node:net'
import type { BodyStream } from './http-body.ts'
import { connect, type Connected, type Way } from './http-connect.ts'
import { openWire, type WireRequest } from './http-wire.ts'

/** Exchanged is an answer whose body has not been read, and the way to let go of its connection. */
export interface Exchanged extends BodyStream {
  readonly status: number
  readonly close: () => Promise<void>
}

/** exchange sends one request over a connection of its own, follows nothing, and gives the answer as soon as its headers are there. */
export async function exchange(request: WireRequest, way: Way): Promise<Exchanged> {
  const { signal } = way
  signal.throwIfAborted()
  const sockets = new Set<Socket>()
  const letGo = (): void => sockets.forEach((socket) => socket.destroy())
  const { aborted, forget } = abortionOf(signal, letGo)
  const agent = agentOver(request.url, (connected) => connect(request.url, way, { note: (socket) => sockets.add(socket), connected }))
  const close = async (): Promise<void> => {
    forget()
    letGo()
  }
  try {
    return { ...(await Promise.race([openWire(request, agent, signal), aborted])), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** An agent whose connections are made elsewhere, and secured there. */
function agentOver(url: URL, open: (connected: Connected) => void): http.Agent {
  const isSecure = url.protocol === 'https:'
  // What https.Agent says of itself; without it, Node takes the agent for one of the other kind.
  const agent = Object.assign(new http.Agent(), { protocol: url.protocol, defaultPort: isSecure ? 443 : 80 })
  agent.createConnection = (_options, callback) => {
    // The agent reads the error alone; its type asks for a socket all the same.
    open((error, socket) => callback?.(error, socket ?? new Socket()))
    return undefined
  }
  return agent
}

// A request whose connection is still being made hears nothing of its end; the connection would keep the process alive.
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
