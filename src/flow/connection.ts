import type { Integration, McpIntegration } from '../model/integration.ts'
import { mcpServerOf, needsToken, type Proof, proofOf, proofOfToken, type Resolved, type TokenRequest } from '../request/credentials.ts'
import type { Environment } from '../request/environment.ts'
import { redactor } from '../request/redact.ts'
import { judgeToken, judgeTokenFailure } from '../request/token-refusal.ts'
import { reveal, type Secret } from '../world/secret.ts'
import type { Answer, Limits, McpProgram, McpServer, TlsMaterial, World } from '../world/world.ts'
import { keysIn } from './listed-secrets.ts'
import { loginProof } from './login-proof.ts'
import { programOf, secretsOf } from './program.ts'
import { readTlsFiles } from './tls-files.ts'

/** Means is how the server that hands out tokens is reached. */
export interface Means {
  readonly tls: TlsMaterial | undefined
  readonly addresses: NonNullable<Limits['addresses']>
}

const tokenLimits = { milliseconds: 10_000, bytes: 256 * 1024 }

/** resolveProof resolves an integration's credentials, fetching a token where they ask for one and this run has none that is still good. */
export async function resolveProof(world: World, integration: Integration, environment: Environment, means: Means): Promise<Resolved<Proof>> {
  if (integration.type === 'mcp' && integration.credentials.type === 'oauth2') return loginProof(world, integration, environment, { means })
  const resolved = proofOf(integration, environment)
  if (!resolved.ok) return resolved
  const { value } = resolved
  return needsToken(value) ? tokenProof(world, { integration, request: value, means, milliseconds: tokenLimits.milliseconds }) : { ok: true, value }
}

/** Refused is a proof that a server no longer takes. */
export interface Refused {
  readonly proof: Proof
  readonly means: Means
  /** How long a new one may take. */
  readonly milliseconds: number
}

/** renewProof gets a new token in place of one that was refused; undefined where the credentials are no token, or none is handed out. */
export async function renewProof(world: World, integration: Integration, environment: Environment, refused: Refused): Promise<Proof | undefined> {
  if (integration.type === 'mcp' && integration.credentials.type === 'oauth2') {
    const again = await loginProof(world, integration, environment, { means: refused.means, refused: refused.proof })
    return again.ok ? again.value : undefined
  }
  const resolved = proofOf(integration, environment)
  if (!resolved.ok || !needsToken(resolved.value)) return undefined
  const wish: Wish = { integration, request: resolved.value, ...refused, milliseconds: Math.min(refused.milliseconds, tokenLimits.milliseconds) }
  const tokens = tokensOf(world)
  const kept = await tokens.get(nameOf(wish))
  // Another call of the run may have been quicker.
  if (kept !== undefined && kept.ok && kept.value.proof === refused.proof) tokens.delete(nameOf(wish))
  const renewed = await tokenProof(world, wish)
  return renewed.ok ? renewed.value : undefined
}

interface Wish {
  readonly integration: Integration
  readonly request: TokenRequest
  readonly means: Means
  readonly milliseconds: number
}

interface Token {
  readonly proof: Proof
  /** On the clock of the World. */
  readonly goodUntil: number
}

// In memory only, and of one run. The promises are kept, so that calls at the same time share one token.
const tokensByWorld = new WeakMap<World, Map<string, Promise<Resolved<Token>>>>()

function tokensOf(world: World): Map<string, Promise<Resolved<Token>>> {
  const tokens = tokensByWorld.get(world) ?? new Map<string, Promise<Resolved<Token>>>()
  tokensByWorld.set(world, tokens)
  return tokens
}

/** What was resolved from another environment is another token. */
function nameOf({ integration, request: { tokenUrl, clientId, clientSecret, scope } }: Wish): string {
  return JSON.stringify([integration.at.file.path, reveal(tokenUrl), clientId.reveal(), clientSecret.reveal(), scope])
}

async function tokenProof(world: World, wish: Wish): Promise<Resolved<Proof>> {
  const tokens = tokensOf(world)
  const name = nameOf(wish)
  for (;;) {
    const kept = tokens.get(name)
    const fetching = kept ?? grant(world, wish)
    tokens.set(name, fetching)
    const token = await fetching
    const isGood = token.ok && (kept === undefined || world.now() < token.value.goodUntil)
    if (!isGood && tokens.get(name) === fetching) tokens.delete(name)
    if (isGood || !token.ok) return token.ok ? { ok: true, value: token.value.proof } : token
  }
}

// A token that ends on its way to the server would be refused.
const earlierSeconds = 10

async function grant(world: World, { integration, request, means, milliseconds }: Wish): Promise<Resolved<Token>> {
  const { fetchToken } = await import('./token.ts')
  const limits = { ...tokenLimits, milliseconds, addresses: means.addresses }
  const granted = await fetchToken(world, { request, limits, tls: means.tls })
  if (granted.ok) {
    const { token, expiresInSeconds = Number.POSITIVE_INFINITY } = granted
    return {
      ok: true,
      value: { proof: proofOfToken(token, request.secrets), goodUntil: world.now() + (expiresInSeconds - earlierSeconds) * 1000 },
    }
  }
  const redact = redactor(request.secrets)
  const why = 'response' in granted ? judgeToken(integration, granted, redact) : judgeTokenFailure(integration, granted.failure, redact)
  return { ok: false, diagnostics: [why] }
}

/** McpConnection is where an MCP server is, what to say to it, and the secrets in it. */
export interface McpConnection {
  readonly server: McpServer | McpProgram
  readonly secrets: readonly Secret[]
  readonly proof: Proof
  readonly means: Means
}

/** Grants is what a person allows a connection. */
export interface Grants {
  readonly addresses: Means['addresses']
  /** Whether programs may be started. */
  readonly stdio: boolean
}

/** connectionOf resolves how an MCP server is spoken to. */
export async function connectionOf(
  world: World,
  integration: McpIntegration,
  environment: Environment,
  { addresses, stdio }: Grants,
): Promise<Resolved<McpConnection>> {
  if (integration.program !== undefined) {
    const program = programOf(world, integration, integration.program, { environment, isAllowed: stdio })
    if (!program.ok) return program
    const secrets = secretsOf(program.value)
    return { ok: true, value: { server: program.value, secrets, proof: { headers: [], query: [], secrets }, means: { tls: undefined, addresses } } }
  }
  const files = readTlsFiles(world, integration, environment)
  if (!files.ok) return files
  const means = { tls: files.value, addresses }
  const proof = await resolveProof(world, integration, environment, means)
  return proof.ok ? connectionWith(integration, environment, { proof: proof.value, means }) : proof
}

interface Asking {
  readonly integration: McpIntegration
  readonly environment: Environment
  readonly connection: McpConnection
}

/** askRenewing asks over a connection, and once more over one with a new token where the server refuses the first. The secrets are those of both. */
export async function askRenewing<Asked extends { readonly answer: Answer<unknown> }>(
  world: World,
  { integration, environment, connection }: Asking,
  ask: (connection: McpConnection) => Promise<Asked>,
): Promise<{ readonly asked: Asked; readonly secrets: readonly Secret[] }> {
  const { proof, means, secrets } = connection
  const asked = await ask(connection)
  if (asked.answer.ok || asked.answer.failure.status !== 401) return { asked, secrets }
  const renewed = await renewProof(world, integration, environment, { proof, means, milliseconds: tokenLimits.milliseconds })
  const again = renewed === undefined ? undefined : connectionWith(integration, environment, { proof: renewed, means })
  if (again?.ok !== true) return { asked, secrets }
  const both = [...secrets, ...again.value.secrets]
  return { asked: await ask({ ...again.value, secrets: both }), secrets: both }
}

function connectionWith(
  integration: McpIntegration,
  environment: Environment,
  { proof, means }: Pick<McpConnection, 'proof' | 'means'>,
): Resolved<McpConnection> {
  const server = mcpServerOf(integration, proof, environment)
  if (!server.ok) return server
  const secrets = [...proof.secrets, ...keysIn(server.value.url)]
  return { ok: true, value: { server: { ...server.value, tls: means.tls }, secrets, proof, means } }
}
