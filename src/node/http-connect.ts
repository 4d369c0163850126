import net, { type Socket } from 'node:net'
import type tls from 'node:tls'
import type { Clock } from './http-clock.ts'
import { bareHost, type Gate } from './http-egress.ts'
import { behindProxy, lateTls, openTunnel, patience, proxyFor, secured, securityFor } from './http-proxy.ts'

/** Way is how a connection is made. */
export interface Way {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly gate: Gate
  /** Certificates beside the usual ones. */
  readonly trust: tls.SecureContext | undefined
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Connected takes the connection, ready to speak HTTP over, or why there is none. */
export type Connected = (...outcome: [error: null, socket: Socket] | [error: Error, socket: null]) => void

/** Listener hears of a connection that is made. */
export interface Listener {
  /** Told of every socket as soon as it is there: it may have to be let go of. */
  readonly note: (socket: Socket) => void
  readonly connected: Connected
}

/** connect makes a connection to the server of an address. */
export function connect(url: URL, way: Way, { note, connected }: Listener): void {
  try {
    way.gate.passNumber()
    const proxy = proxyFor(url, way.environment)
    if (proxy !== undefined) return throughProxy({ url, proxy, way }, { note, connected })
    way.clock.enter(net.isIP(bareHost(url)) === 0 ? 'dns' : 'connect')
    direct(url, way, { note, connected })
  } catch (error) {
    connected(error instanceof Error ? error : new Error('the connection failed'), null)
  }
}

function direct(url: URL, { gate, trust, clock }: Way, { note, connected }: Listener): void {
  const isSecure = url.protocol === 'https:'
  const host = bareHost(url)
  const options = {
    ...{ host, port: Number(url.port || (isSecure ? 443 : 80)), lookup: gate.lookup },
    ...{ noDelay: true, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: patience },
  }
  const socket = isSecure ? lateTls().connect({ ...options, ...securityFor(host, trust) }) : net.connect(options)
  note(socket)
  socket.once('lookup', (error: Error | null) => error ?? clock.enter('connect'))
  socket.once('connect', () => clock.enter(isSecure ? 'tls' : 'wait'))
  whenReady(socket, { isSecure, clock, connected })
}

function throughProxy({ url, proxy, way }: { url: URL; proxy: URL; way: Way }, { note, connected }: Listener): void {
  const { clock, trust, signal } = way
  clock.enter('connect')
  openTunnel({ proxy, url, signal }).then(
    (tunnel) => {
      note(tunnel)
      const isSecure = url.protocol === 'https:'
      clock.enter(isSecure ? 'tls' : 'wait')
      if (!isSecure) return connected(null, tunnel)
      whenReady(secured(tunnel, bareHost(url), trust), { isSecure, clock, connected })
    },
    (error: unknown) => connected(behindProxy(error), null),
  )
}

function whenReady(socket: Socket, { isSecure, clock, connected }: { isSecure: boolean; clock: Clock; connected: Connected }): void {
  socket.once(isSecure ? 'secureConnect' : 'connect', () => {
    clock.enter('wait')
    connected(null, socket)
  })
  // Stays: between two owners an error must not bring the process down.
  socket.on('error', (error) => connected(error, null))
}
