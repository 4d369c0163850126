import type { Integration, McpIntegration } from '../model/integration.ts'
import { mcpServerOf, needsToken, type Proof, proofFromToken, proofOf, type Resolved } from '../request/credentials.ts'
import type { Environment } from '../request/fill.ts'
import { judgeFailure } from '../request/judge.ts'
import { redactor } from '../request/redact.ts'
import type { Secret } from '../world/secret.ts'
import type { McpServer, World } from '../world/world.ts'

const tokenLimits = { milliseconds: 10_000, bytes: 256 * 1024 }

/** resolveProof resolves an integration's credentials, fetching a token where they ask for one. */
export async function resolveProof(world: World, integration: Integration, environment: Environment): Promise<Resolved<Proof>> {
  const resolved = proofOf(integration, environment)
  if (!resolved.ok) return resolved
  if (!needsToken(resolved.value)) return { ok: true, value: resolved.value }
  const answer = await world.http.send(resolved.value.request, tokenLimits)
  if (answer.ok) return proofFromToken(integration, resolved.value, answer.value)
  const diagnostic = judgeFailure(integration, answer.failure, redactor(resolved.value.secrets))
  return { ok: false, diagnostics: [{ ...diagnostic, span: integration.at.value('credentials', 'token_url') }] }
}

/** connectionOf is where an MCP server is, what to say to it, and the secrets in it. */
export async function connectionOf(
  world: World,
  integration: McpIntegration,
  environment: Environment,
): Promise<Resolved<{ server: McpServer; secrets: readonly Secret[] }>> {
  const proof = await resolveProof(world, integration, environment)
  if (!proof.ok) return proof
  const server = mcpServerOf(integration, proof.value, environment)
  return server.ok ? { ok: true, value: { server: server.value, secrets: proof.value.secrets } } : server
}
