import type { FetchLike } from '@modelcontextprotocol/client'
import { reachOf } from '../model/address.ts'
import { isInsecureUrl } from '../model/url.ts'
import { Secret } from '../world/secret.ts'
import type { Http, Limits, TlsMaterial } from '../world/world.ts'
import { blocked, Trouble } from './http-failure.ts'

/** FetchOptions are what the addresses of a login may be. */
export interface FetchOptions {
  readonly http: Http
  /** The MCP server, as the file names it. */
  readonly server: URL
  readonly limits: Limits
  readonly tls: TlsMaterial | undefined
}

/**
 * fetchFor makes what the library fetches with. All addresses but the server's own come from the network, so nobody meant an inner one: that a host is
 * written as inner opens nothing, and a name that leads to an inner address is refused when it is connected to.
 */
export function fetchFor({ http, server, limits, tls }: FetchOptions): FetchLike {
  return async (input, init) => {
    const url = new URL(input)
    requireSafe(url, server, limits)
    const isOwn = url.origin === server.origin
    const headers = [...new Headers(init?.headers)].map(
      ([name, value]) => [name, name === 'authorization' ? new Secret('(hidden)', value) : value] as const,
    )
    const body = init?.body === undefined || init.body === null ? undefined : new Secret('(hidden)', String(init.body))
    const answer = await http.send(
      { method: init?.method ?? 'GET', url: url.href, headers, body, tls: isOwn || tls === undefined ? tls : { ca: tls.ca, client: undefined } },
      limits,
    )
    if (!answer.ok) throw new Trouble(answer.failure)
    const { status, headers: given, body: bytes } = answer.value
    return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(bytes), {
      status,
      headers: given.filter(([name]) => name !== 'content-encoding' && name !== 'content-length').map(([name, value]) => [name, value]),
    })
  }
}

/** requireSafe refuses an address that a login may not lead to. */
export function requireSafe(url: URL, server: URL, { addresses }: Limits): void {
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || isInsecureUrl(url.href)))
    throw blocked(`the login leads to ${JSON.stringify(url.origin)}, which is not https`)
  if (url.username !== '' || url.password !== '') throw blocked('the login leads to an address with a password in it')
  if (addresses === 'any' || url.hostname === server.hostname || reachOf(url.href) === undefined) return
  throw blocked(`the login leads to ${JSON.stringify(url.host)}, an address of an inner network that no file names; --allow-private lets it pass`)
}
