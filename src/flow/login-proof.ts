import { diagnose } from '../diagnostic/codes.ts'
import type { McpIntegration } from '../model/integration.ts'
import { mcpServerOf, type Proof, proofOfToken, type Resolved } from '../request/credentials.ts'
import type { Environment } from '../request/environment.ts'
import { Filler } from '../request/fill.ts'
import { judgeFailure } from '../request/failure.ts'
import { redactor } from '../request/redact.ts'
import { type Hideable, reveal, Secret } from '../world/secret.ts'
import type { Limits, LoginAt, TlsMaterial, World } from '../world/world.ts'

/** LoginMeans is how the servers of a login are reached. */
export interface LoginMeans {
  readonly tls: TlsMaterial | undefined
  readonly addresses: NonNullable<Limits['addresses']>
}

const noProof: Proof = { headers: [], query: [], secrets: [] }
const nothingSaid = { scope: undefined, clientId: undefined, clientSecret: undefined }
const limits = { milliseconds: 15_000, bytes: 256 * 1024 }

/** loginAt tells where a person logs in for an MCP integration. */
export function loginAt(integration: McpIntegration, environment: Environment, { tls, addresses }: LoginMeans): Resolved<LoginAt> {
  const { credentials, at } = integration
  const server = mcpServerOf(integration, noProof, environment)
  if (!server.ok) return server
  const { scope, clientId, clientSecret } = credentials.type === 'oauth2' ? credentials : nothingSaid
  const filler = new Filler({ arguments: {}, variables: new Map(), environment })
  const fill = (text: string | undefined, key: string): Hideable | undefined =>
    text === undefined ? undefined : filler.text(text, (written) => at.within(written, 'credentials', key))
  const client = fill(clientId, 'client_id')
  const secret = fill(clientSecret, 'client_secret')
  if (filler.diagnostics.length > 0) return { ok: false, diagnostics: filler.diagnostics }
  const id = client === undefined ? undefined : reveal(client)
  const hidden = typeof secret === 'string' ? new Secret('(hidden)', secret) : secret
  return { ok: true, value: { url: server.value.url, scope, clientId: id, clientSecret: hidden, tls, limits: { ...limits, addresses } } }
}

/** loginProof is the token of a login that a person has made; `refused` is one that the server no longer takes. */
export async function loginProof(
  world: World,
  integration: McpIntegration,
  environment: Environment,
  { means, refused }: { readonly means: LoginMeans; readonly refused?: Proof },
): Promise<Resolved<Proof>> {
  const place = loginAt(integration, environment, means)
  if (!place.ok) return place
  const token = await world.logins.token(place.value, refused?.secrets.at(-1)?.reveal())
  if (!token.ok) return { ok: false, diagnostics: [judgeFailure(integration, token.failure, redactor([]))] }
  if (token.value !== undefined) return { ok: true, value: proofOfToken(token.value, []) }
  const { name, at } = integration
  const message = `"${name}" wants a login, and there is none on this machine`
  return { ok: false, diagnostics: [diagnose('login-missing', { message, span: at.key('credentials'), hint: `run diga-int login ${name}` })] }
}
