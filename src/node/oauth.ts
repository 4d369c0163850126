import { randomBytes } from 'node:crypto'
import { auth, extractWWWAuthenticateParams, OAuthError } from '@modelcontextprotocol/client'
import { Secret } from '../world/secret.ts'
import type { Answer, Failure, Logins, LoginWay } from '../world/world.ts'
import { type Deadline, startDeadline } from './http-deadline.ts'
import { failureOf, Trouble } from './http-failure.ts'
import { createHttp, type NetworkOptions } from './http.ts'
import { quoter, type Quote } from './http-secrets.ts'
import { urlOf } from './http-wire.ts'
import { fetchFor } from './oauth-fetch.ts'
import { Ended, Flow, type Place } from './oauth-flow.ts'
import { alone } from './oauth-lock.ts'
import { openRedirect, type Redirect } from './oauth-redirect.ts'
import { createLoginStore, type StoredLogin } from './oauth-store.ts'
import { quietly } from './oauth-quiet.ts'

/** createLogins makes the Logins that ask real servers, and keep what they give on the disk. Whatever happens there becomes a value. */
export function createLogins(options: NetworkOptions): Logins {
  const store = createLoginStore(options.environment)
  // Two integrations of one server would otherwise renew the same login at once, and the second with what the first has used up.
  const renewing = new Map<string, Promise<StoredLogin | undefined>>()
  return {
    login: (at, way) => outcome((secrets) => login({ options, store, at, secrets }, way)),
    async token(at, refused) {
      return outcome(async (secrets) => {
        const url = urlOf(at.url)
        const known = store.read(url)
        if (known === undefined) return undefined
        if (isGood(known, refused)) return known.tokens.access_token
        const renewed = renewing.get(url.href) ?? renew({ options, store, at, secrets }, refused)
        renewing.set(url.href, renewed)
        return (await renewed.finally(() => renewing.delete(url.href)))?.tokens.access_token
      })
    },
    logout: (at) => outcome(async () => kept(() => store.remove(urlOf(at.url)))),
  }
}

// A token that ends on its way to the server would be refused.
const early = 30_000

/** `refused` is a token that the server no longer takes. */
function isGood({ ends, tokens }: StoredLogin, refused: string | undefined): boolean {
  return refused === undefined ? ends === undefined || Date.now() < ends - early : tokens.access_token !== refused
}

async function outcome<Value>(work: (secrets: Secret[]) => Promise<Value>): Promise<Answer<Value>> {
  const secrets: Secret[] = []
  try {
    return { ok: true, value: await work(secrets) }
  } catch (error) {
    return { ok: false, failure: explained(error, (words) => quoter(secrets)(words)) }
  }
}

function explained(error: unknown, quote: Quote): Failure {
  if (error instanceof Trouble) return error.failure
  if (error instanceof OAuthError) return { kind: 'unauthorized', detail: `the login server refused: ${quote(`${error.code}: ${error.message}`)}` }
  if (error instanceof Error && 'code' in error && 'syscall' in error)
    return { kind: 'other', detail: `no browser can come back to this machine (${String(error.code)})` }
  if (error instanceof Error) return { kind: 'protocol', detail: `the login does not follow the protocol: ${quote(error.message)}` }
  return failureOf(error)
}

function kept<Value>(write: () => Value): Value {
  try {
    return write()
  } catch (error) {
    const { code, path } = error instanceof Error && 'code' in error && 'path' in error ? error : { code: 'unknown', path: '' }
    throw new Trouble({ kind: 'not-kept', detail: `the login cannot be kept in "${String(path)}" (${String(code)})` })
  }
}

async function login(place: Place, way: LoginWay): Promise<void> {
  const { options, at, store } = place
  const deadline = startDeadline(way.milliseconds, options.interrupted, () => 'nobody logged in')
  const state = randomBytes(32).toString('base64url')
  let redirect: Redirect | undefined
  try {
    deadline.signal.throwIfAborted()
    redirect = await openRedirect(state, deadline, quoter([]))
    const flow = new Flow(place, undefined, { redirectUrl: redirect.url, state, way })
    const challenge = await challengeOf(place)
    await stepOf(place, flow, deadline, challenge)
    const { code, iss } = await redirect.code()
    place.secrets.push(new Secret('(the code)', code))
    await stepOf(place, flow, deadline, { ...challenge, authorizationCode: code, ...(iss === undefined ? {} : { iss }) })
    const made = flow.result()
    kept(() => store.write(urlOf(at.url), made))
  } finally {
    redirect?.close()
    deadline.end()
  }
}

/**
 * undefined: the login has ended, and only a person can renew it. A token to renew with is often good once, and some servers end the login of who brings it
 * again: one process renews, and the others take what it got.
 */
async function renew(place: Place, refused: string | undefined): Promise<StoredLogin | undefined> {
  const { store, at, options } = place
  const url = urlOf(at.url)
  return alone(store.lockOf(url), { milliseconds: at.limits.milliseconds, interrupted: options.interrupted }, async () => {
    const known = store.read(url)
    if (known === undefined || isGood(known, refused)) return known
    const renewed = await renewedBy(place, known)
    const now = store.read(url)
    // Who logged in or out meanwhile has the last word; so has a process that did not wait, if this one came too late for that.
    if (now?.tokens.access_token !== known.tokens.access_token) return now
    if (renewed !== undefined) kept(() => store.write(url, renewed))
    return renewed
  })
}

async function renewedBy(place: Place, known: StoredLogin): Promise<StoredLogin | undefined> {
  if (known.tokens.refresh_token === undefined) return undefined
  const { access_token: token, refresh_token: refresh } = known.tokens
  place.secrets.push(new Secret('(the token)', token), new Secret('(the token)', refresh ?? token))
  const deadline = startDeadline(place.at.limits.milliseconds, place.options.interrupted)
  try {
    deadline.signal.throwIfAborted()
    const flow = new Flow(place, known, undefined)
    await stepOf(place, flow, deadline, {})
    return flow.result()
  } catch (error) {
    if (error instanceof Ended) return undefined
    throw error
  } finally {
    deadline.end()
  }
}

interface Challenge {
  readonly resourceMetadataUrl?: URL
  readonly scope?: string
  readonly authorizationCode?: string
  readonly iss?: string
}

async function stepOf(place: Place, flow: Flow, { signal }: Deadline, challenge: Challenge): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Trouble(failureOf(signal.reason))), { once: true })
  })
  aborted.catch(() => undefined)
  const { scope = challenge.scope } = place.at
  const step = quietly(() =>
    auth(flow, {
      ...challenge,
      serverUrl: urlOf(place.at.url),
      fetchFn: fetchOf(place, (trouble) => (flow.trouble ??= trouble)),
      ...(scope === undefined ? {} : { scope }),
    }),
  )
  // What the network said is the cause; the library makes words of its own of it, or tries something else.
  await Promise.race([step, aborted]).catch((error: unknown) => {
    throw flow.trouble ?? error
  })
}

function fetchOf({ options, at }: Place, onTrouble: (trouble: Trouble) => void = () => undefined): ReturnType<typeof fetchFor> {
  const fetch = fetchFor({ http: createHttp(options), server: urlOf(at.url), limits: at.limits, tls: at.tls })
  return (input, init) =>
    fetch(input, init).catch((error: unknown) => {
      if (error instanceof Trouble) onTrouble(error)
      throw error
    })
}

/** What the server says to somebody without a token: where its metadata are, and what it wants. */
async function challengeOf(place: Place): Promise<Challenge> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })
  const response = await fetchOf(place)(urlOf(place.at.url), { method: 'POST', headers, body })
  if (response.status !== 401) return {}
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response)
  return { ...(resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl }), ...(scope === undefined ? {} : { scope }) }
}
