import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client'
import type { Secret } from '../world/secret.ts'
import type { LoginAt, LoginWay } from '../world/world.ts'
import type { Trouble } from './http-failure.ts'
import type { NetworkOptions } from './http.ts'
import { urlOf } from './http-wire.ts'
import { requireSafe } from './oauth-fetch.ts'
import { openInBrowser } from './oauth-open.ts'
import type { LoginStore, StoredLogin } from './oauth-store.ts'

/** Place is where a login is for, and what is at hand for it. */
export interface Place {
  readonly options: NetworkOptions
  readonly store: LoginStore
  readonly at: LoginAt
  /** What must not be quoted back. */
  readonly secrets: Secret[]
}

/** Asking is how a person is asked to log in. */
export interface Asking {
  readonly redirectUrl: string
  readonly state: string
  readonly way: LoginWay
}

/** Ended says that there is nothing left to renew a login with. */
export class Ended extends Error {}

/** Flow is one login, or one renewal of it, as the library asks for its parts. */
export class Flow implements OAuthClientProvider {
  trouble: Trouble | undefined
  private readonly place: Place
  private readonly asking: Asking | undefined
  private client: StoredOAuthClientInformation | undefined
  private given: StoredOAuthTokens | undefined
  private discovery: OAuthDiscoveryState | undefined
  private verifier = ''

  constructor(place: Place, known: StoredLogin | undefined, asking: Asking | undefined) {
    const { clientId, clientSecret } = place.at
    this.place = place
    this.asking = asking
    const client = known?.client ?? (clientId === undefined ? undefined : { client_id: clientId })
    this.client = client === undefined || clientSecret === undefined ? client : { ...client, client_secret: clientSecret.reveal() }
    if (clientSecret !== undefined) place.secrets.push(clientSecret)
    this.given = known?.tokens
    this.discovery = known?.discovery
  }

  result(): StoredLogin {
    const { client, given, discovery } = this
    if (client === undefined || given === undefined || discovery === undefined) throw new Error('the login gave no token')
    return {
      client: this.withoutSecret(client),
      tokens: given,
      ends: given.expires_in === undefined ? undefined : Date.now() + given.expires_in * 1000,
      discovery,
    }
  }

  /** A secret that comes from the environment stays there. */
  private withoutSecret(client: StoredOAuthClientInformation): StoredOAuthClientInformation {
    if (this.place.at.clientSecret === undefined) return client
    const { client_secret: _, ...open } = client
    return open
  }

  // Without one the library would ask for a token without a person.
  get redirectUrl(): string {
    return this.asking?.redirectUrl ?? 'http://127.0.0.1/callback'
  }

  get clientMetadata(): OAuthClientMetadata {
    return { client_name: 'diga-int', redirect_uris: [this.redirectUrl], token_endpoint_auth_method: 'none', response_types: ['code'] }
  }

  state(): string {
    return this.asking?.state ?? ''
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.client
  }

  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.client = client
  }

  tokens(): StoredOAuthTokens | undefined {
    // Who logs in wants a new one.
    return this.asking === undefined ? this.given : undefined
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    // A server that keeps the refresh token does not send it again.
    const { refresh_token: kept } = this.given ?? {}
    this.given = kept === undefined ? tokens : { refresh_token: kept, ...tokens }
  }

  redirectToAuthorization(address: URL): void {
    if (this.asking === undefined) throw new Ended('the login has ended')
    const { token_endpoint: tokens } = this.discovery?.authorizationServerMetadata ?? {}
    // Before a person logs in, and not when the code has been given.
    for (const each of tokens === undefined ? [address] : [address, new URL(tokens)])
      requireSafe(each, urlOf(this.place.at.url), this.place.at.limits)
    const { way } = this.asking
    way.onAddress(address.href)
    if (way.opens) openInBrowser(address.href)
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier
  }

  codeVerifier(): string {
    return this.verifier
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.discovery
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.discovery = discovery
  }

  invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    // Of a client that is refused the library would make another one; whose it is stands in the file, or belongs to the login.
    if (what === 'all' || what === 'tokens') this.given = undefined
  }
}
