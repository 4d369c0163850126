import { Buffer } from 'node:buffer'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import type { Credentials, Integration } from '../model/integration.ts'
import { encoded, type Hideable, joined, reveal, Secret, shown } from '../world/secret.ts'
import type { HttpRequest, McpServer } from '../world/world.ts'
import { fillAddress } from './build.ts'
import type { Environment } from './environment.ts'
import { Filler } from './fill.ts'

/** Proof is what a request must carry to show who is asking: headers, query parameters, and the secrets to look for in answers. */
export interface Proof {
  readonly headers: readonly (readonly [name: string, value: Hideable])[]
  readonly query: readonly (readonly [name: string, value: Hideable])[]
  readonly secrets: readonly Secret[]
}

/** Resolved is a value, or the diagnostics that say what the environment lacks. */
export type Resolved<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** TokenRequest is what a token is asked for with (OAuth 2.0 client credentials). */
export interface TokenRequest {
  readonly tokenUrl: Hideable
  readonly clientId: Secret
  readonly clientSecret: Secret
  readonly scope: string | undefined
  readonly secrets: readonly Secret[]
}

/** proofOf resolves the credentials of an integration from the environment; a token request when a token has to be fetched first. */
export function proofOf(integration: Integration, environment: Environment, standIns = false): Resolved<Proof | TokenRequest> {
  const filler = new Filler({ arguments: {}, variables: new Map(), environment, standIns })
  const { credentials } = integration
  const value =
    credentials.type === 'oauth2_client_credentials' ? tokenRequest(filler, integration, credentials) : staticProof(filler, integration, credentials)
  if (filler.diagnostics.length === 0 && !needsToken(value)) refuseHeaders(filler, integration, value)
  if (filler.diagnostics.length > 0) return { ok: false, diagnostics: filler.diagnostics }
  return { ok: true, value }
}

/** A secret pasted with its line break could not be sent: it is told where the secret is named, not as a trouble of the network. */
function refuseHeaders(filler: Filler, integration: Integration, { headers }: Proof): void {
  for (const [name, value] of headers) {
    if (/^[\t\x20-\x7e\x80-\xff]*$/.test(reveal(value))) continue
    const message = `the value of header "${name}" holds a line break or another character that no header can carry`
    filler.refuse(
      'request-header-refused',
      message,
      integration.at.key('credentials'),
      `check ${shown(value).match(/\$\w+/g)?.join(' and ') ?? 'the variable'} in the environment`,
    )
  }
}

/** needsToken tells a token request from a proof. */
export function needsToken(value: Proof | TokenRequest): value is TokenRequest {
  return 'tokenUrl' in value
}

type StaticCredentials = Exclude<Credentials, { type: 'oauth2_client_credentials' }>

function staticProof(filler: Filler, integration: Integration, credentials: StaticCredentials): Proof {
  const text = (template: string, ...steps: string[]): Secret => asSecret(filler.text(template, spanIn(integration, ...steps)))
  const proof = (part: Partial<Proof>, ...secrets: Secret[]): Proof => ({ headers: [], query: [], ...part, secrets: [...filler.secrets, ...secrets] })
  switch (credentials.type) {
    case 'none':
    // What a person was given at a login stands elsewhere.
    case 'oauth2':
      return proof({})
    case 'bearer': {
      const token = text(credentials.token, 'token')
      refuseScheme(filler, token, integration)
      return proof({ headers: [['Authorization', joined(['Bearer ', token])]] }, token)
    }
    case 'basic': {
      const [user, password] = [text(credentials.username, 'username'), text(credentials.password, 'password')]
      // Beside a half from the environment a half that is written out is no secret: a user's name, or any password beside a key.
      const open = (half: Secret, written: string, other: Secret): Hideable => (half.label === hidden && other.label !== hidden ? written : half)
      const halves = [open(user, credentials.username, password), open(password, credentials.password, user)]
      const pair = inBase64(halves)
      return proof({ headers: [['Authorization', joined(['Basic ', pair])]] }, ...halves.slice(1).filter((half) => half instanceof Secret), pair)
    }
    case 'api_key': {
      const key = text(credentials.value, 'value')
      return proof(credentials.in === 'query' ? { query: [[credentials.name, key]] } : { headers: [[credentials.name, key]] }, key)
    }
    case 'headers': {
      const headers = credentials.headers.map(([name, template]) => [name, text(template, 'headers', name)] as const)
      return proof({ headers }, ...headers.map(([, value]) => value))
    }
  }
}

/** `Bearer Bearer …` is what comes of a variable that was copied out of a header. */
function refuseScheme(filler: Filler, token: Secret, { at }: Integration): void {
  const scheme = /^(?:bearer|basic|token)\s/i.exec(token.reveal())?.[0]
  if (scheme === undefined) return
  const message = `the value of ${token.label} begins with "${scheme.trim()}", and Bearer is put in front of it`
  filler.refuse('request-header-refused', message, at.value('credentials', 'token'), 'take the word out of the variable')
}

type ClientCredentials = Extract<Credentials, { type: 'oauth2_client_credentials' }>

function tokenRequest(filler: Filler, integration: Integration, { tokenUrl, clientId, clientSecret, scope }: ClientCredentials): TokenRequest {
  const url = fillAddress(filler, tokenUrl, integration, 'credentials', 'token_url')
  const id = asSecret(filler.text(clientId, spanIn(integration, 'client_id')))
  const secret = asSecret(filler.text(clientSecret, spanIn(integration, 'client_secret')))
  return { tokenUrl: url, clientId: id, clientSecret: secret, scope, secrets: [...filler.secrets, secret] }
}

function inBase64(halves: readonly Hideable[]): Secret {
  return asSecret(
    encoded(joined(halves.flatMap((half, index) => (index === 0 ? [half] : [':', half]))), 'base64', (text) => Buffer.from(text).toString('base64')),
  )
}

/** proofOfToken is the proof that a token is. */
export function proofOfToken(token: string, secrets: readonly Secret[]): Proof {
  const secret = new Secret('$ACCESS_TOKEN', token)
  return { headers: [['Authorization', joined(['Bearer ', secret])]], query: [], secrets: [...secrets, secret] }
}

/** withCredentials adds a proof to a request; what proves who is asking wins over a header of the same name. */
export function withCredentials(request: HttpRequest, { headers, query }: Proof): HttpRequest {
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  const pairs = query.map(([name, value]) => joined([encodeURIComponent(name), '=', encoded(value, 'percent', encodeURIComponent)]))
  const separator = reveal(request.url).includes('?') ? '&' : '?'
  const url =
    pairs.length === 0 ? request.url : joined([request.url, separator, ...pairs.flatMap((pair, index) => (index === 0 ? [pair] : ['&', pair]))])
  return { ...request, url, headers: [...request.headers.filter(([name]) => !names.has(name.toLowerCase())), ...headers] }
}

/** mcpServerOf resolves where an MCP integration's server on the network is, with its proof. */
export function mcpServerOf(
  integration: Extract<Integration, { type: 'mcp' }>,
  proof: Proof,
  environment: Environment,
  standIns = false,
): Resolved<McpServer> {
  const filler = new Filler({ arguments: {}, variables: new Map(), environment, standIns })
  const url = fillAddress(filler, integration.url, integration, 'url')
  const transport = integration.transport === 'sse' ? 'sse' : 'streamable-http'
  if (filler.diagnostics.length > 0) return { ok: false, diagnostics: filler.diagnostics }
  const { url: withQuery, headers } = withCredentials({ method: 'POST', url, headers: [], body: undefined }, proof)
  return { ok: true, value: { url: withQuery, transport, headers } }
}

function spanIn(integration: Integration, ...steps: string[]): (written: string) => Span {
  return (written) => integration.at.within(written, 'credentials', ...steps)
}

/** Whatever stands under credentials is hidden, even a text that a rule should have refused. */
function asSecret(text: Hideable): Secret {
  return typeof text === 'string' ? new Secret(hidden, text) : text
}

const hidden = '(hidden)'
