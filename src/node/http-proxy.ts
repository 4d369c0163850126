import http from 'node:http'
import type https from 'node:https'
import net from 'node:net'
import type tls from 'node:tls'
import { bareHost, type Gate } from './http-egress.ts'
import { failureOf, Trouble } from './http-failure.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** AgentOptions say how connections to one address are made. */
export interface AgentOptions {
  readonly environment: Environment
  /** Whether one connection serves several requests. */
  readonly keepAlive: boolean
  /** Ends the way through a proxy that is still being opened. */
  readonly signal: AbortSignal
  readonly gate: Gate
  /** What connections are secured with; undefined: as usual. */
  readonly trust: tls.SecureContext | undefined
}

/** patience is how long each of several addresses of a host is tried: Node's own 250 ms are too short for a server on another continent. */
export const patience = 1000

/** lateTls is node:tls, loaded on first use: what goes to this machine in plain text starts 5 ms sooner without it. */
export function lateTls(): typeof tls {
  return process.getBuiltinModule('node:tls')
}

function lateHttps(): typeof https {
  return process.getBuiltinModule('node:https')
}

/** agentFor makes the connections to one address, through the proxy that the environment names; destroying it closes them all. */
export function agentFor(url: URL, { environment, keepAlive, signal, gate, trust }: AgentOptions): http.Agent {
  gate.passNumber()
  const isSecure = url.protocol === 'https:'
  const options = { keepAlive, autoSelectFamilyAttemptTimeout: patience, lookup: gate.lookup }
  const agent = isSecure ? new (lateHttps().Agent)({ ...options, ...(trust === undefined ? {} : { secureContext: trust }) }) : new http.Agent(options)
  const proxy = proxyFor(url, environment)
  if (proxy === undefined) return agent
  // Node 20 knows no proxies of its own (`proxyEnv` came with 24).
  agent.createConnection = (_options, callback) => {
    openTunnel({ proxy, url, signal }).then(
      (socket) => callback?.(null, isSecure ? secured(socket, bareHost(url), trust) : socket),
      // The agent reads the error alone; its type asks for a socket all the same.
      (error: unknown) => callback?.(behindProxy(error), new net.Socket()),
    )
    return undefined
  }
  return agent
}

/** proxyFor is the proxy that the usual variables name for an address: HTTPS_PROXY, HTTP_PROXY, and NO_PROXY, in either case. */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const named = valueOf(environment, variable)
  // A proxy cannot reach the loopback of this machine.
  if (named === '' || isLoopback(url.hostname) || isExempt(url, valueOf(environment, 'NO_PROXY'))) return undefined
  // The value is not quoted: it may hold the password of the proxy.
  const unusable = new Trouble({ kind: 'other', detail: `the environment variable ${variable} holds no address of an http or https proxy` })
  const text = named.includes('://') ? named : `http://${named}`
  if (!URL.canParse(text)) throw unusable
  const proxy = new URL(text)
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') throw unusable
  return proxy
}

function valueOf(environment: Environment, name: string): string {
  return environment[name.toLowerCase()] ?? environment[name] ?? ''
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]'
}

// "example.com", ".example.com" and "*.example.com" all stand for the name and what is under it, as in curl; a port narrows it.
function isExempt(url: URL, exceptions: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return exceptions.split(/[\s,]+/).some((exception) => {
    if (exception === '*' || isInNetwork(bareHost(url), exception)) return true
    const [, name = '', onlyPort = port] = /^(.*?)(?::(\d+))?$/.exec(exception.toLowerCase().replace(/^\*?\./, '')) ?? []
    return name !== '' && onlyPort === port && (url.hostname === name || url.hostname.endsWith(`.${name}`))
  })
}

/** Of addresses also networks, "10.0.0.0/8", and IPv6 without brackets, whose last part is no port. */
function isInNetwork(host: string, exception: string): boolean {
  const [, address = '', bits] = /^\[?(.*?)\]?(?:\/(\d{1,3}))?$/.exec(exception) ?? []
  const family = net.isIP(address)
  const most = family === 4 ? 32 : 128
  const prefix = Number(bits ?? most)
  if (family === 0 || net.isIP(host) !== family || prefix > most) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  const network = new net.BlockList()
  network.addSubnet(address, prefix, type)
  return network.check(host, type)
}

/** openTunnel asks a proxy for a way through to an address (CONNECT). */
export function openTunnel({ proxy, url, signal }: { proxy: URL; url: URL; signal: AbortSignal }): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const target = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
    const open = proxy.protocol === 'https:' ? lateHttps().request : http.request
    const asking = open(new URL(proxy.origin), { method: 'CONNECT', path: target, agent: false, signal })
    asking.setHeader('host', target)
    if (proxy.username !== '') asking.setHeader('proxy-authorization', authorizationOf(proxy))
    asking.on('connect', (answer, socket: net.Socket) => {
      if (answer.statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new Trouble({ kind: 'other', detail: `the proxy refused the connection with status ${answer.statusCode}` }))
    })
    asking.on('error', reject)
    asking.on('close', () => reject(new Trouble({ kind: 'reset', detail: 'the connection was closed without an answer' })))
    asking.end()
  })
}

/** secured starts TLS with a host, inside a tunnel. */
export function secured(socket: net.Socket, host: string, trust?: tls.SecureContext): tls.TLSSocket {
  return lateTls().connect({ socket, ...securityFor(host, trust) })
}

/** securityFor is what TLS needs to know of the host that it is spoken with. */
export function securityFor(host: string, trust: tls.SecureContext | undefined): tls.ConnectionOptions {
  return {
    host,
    ALPNProtocols: ['http/1.1'],
    // An address has no name that could be asked for (RFC 6066, section 3).
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(trust === undefined ? {} : { secureContext: trust }),
  }
}

function authorizationOf({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`
}

/** behindProxy says of a failure that it is the proxy's: "nothing accepts connections there" would be read as said of the server. */
export function behindProxy(error: unknown): Trouble {
  const failure = failureOf(error)
  return new Trouble(error instanceof Trouble ? failure : { ...failure, detail: `the proxy cannot be used: ${failure.detail}` })
}
