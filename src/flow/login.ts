import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { judgeFailure } from '../request/failure.ts'
import { redactor } from '../request/redact.ts'
import { shown } from '../world/secret.ts'
import type { LoginAt, World } from '../world/world.ts'
import type { McpIntegration } from '../model/integration.ts'
import type { Resolved } from '../request/credentials.ts'
import { environmentOf } from './environment.ts'
import { loadProject } from './load-project.ts'
import { loginAt, type LoginMeans } from './login-proof.ts'
import type { Outcome } from './outcome.ts'
import { readTlsFiles } from './tls-files.ts'
import { UsageError } from './usage-error.ts'

/** LoginOptions says for which integration a person logs in. */
export interface LoginOptions {
  readonly name: string
  readonly environment: string | undefined
  readonly projectPath: string
  readonly addresses: LoginMeans['addresses']
}

/** LoggedIn is what became of it. */
export interface LoggedIn {
  readonly integration: string
  readonly server: string
  /** After a logout: whether there was a login. */
  readonly isChanged: boolean
}

// As long as somebody may need to find a password and a second factor.
const patience = 5 * 60_000

/** login lets a person log in at the server of an integration, and keeps what it gives for later runs of this user. */
export async function login(
  world: World,
  options: LoginOptions & { readonly opens: boolean; readonly onAddress: (address: string) => void },
): Promise<Outcome<LoggedIn>> {
  const found = await find(world, options)
  if (!found.ok) return { diagnostics: found.diagnostics, result: undefined }
  const { integration, at } = found.value
  const answer = await world.logins.login(at, { onAddress: options.onAddress, opens: options.opens, milliseconds: patience })
  if (!answer.ok) return { diagnostics: [loginTrouble(integration, judgeFailure(integration, answer.failure, redactor([])))], result: undefined }
  return { diagnostics: [], result: { integration: integration.name, server: shown(at.url), isChanged: true } }
}

/** logout forgets a login. */
export async function logout(world: World, options: LoginOptions): Promise<Outcome<LoggedIn>> {
  const found = await find(world, options)
  if (!found.ok) return { diagnostics: found.diagnostics, result: undefined }
  const { integration, at } = found.value
  const answer = await world.logins.logout(at)
  if (!answer.ok) return { diagnostics: [judgeFailure(integration, answer.failure, redactor([]))], result: undefined }
  return { diagnostics: [], result: { integration: integration.name, server: shown(at.url), isChanged: answer.value } }
}

/** Whoever is logging in is not told to log in. */
function loginTrouble({ name }: McpIntegration, diagnostic: Diagnostic): Diagnostic {
  return diagnostic.hint === `run diga-int login ${name}` ? { ...diagnostic, hint: 'try it again, or ask who runs the server' } : diagnostic
}

interface Found {
  readonly integration: McpIntegration
  readonly at: LoginAt
}

async function find(world: World, { name, environment: environmentName, projectPath, addresses }: LoginOptions): Promise<Resolved<Found>> {
  const loaded = await loadProject(world, projectPath, { judge: false, keep: 'all' })
  const all = loaded.project.integrations.filter((each) => each.type === 'mcp' && each.credentials.type === 'oauth2')
  const integration = all.find((each) => each.name === name)
  if (integration === undefined || integration.type !== 'mcp') {
    const names = all.map((each) => each.name)
    const those = names.length === 0 ? 'none does: credentials: { type: oauth2 }' : `those that do: ${names.join(', ')}`
    if (loaded.project.integrations.some((each) => each.name === name)) throw new UsageError(`"${name}" wants no login; ${those}`)
    throw new UsageError(`there is no integration "${name}"; ${names.length === 0 ? 'none of the project wants a login' : didYouMean(name, names)}`)
  }
  const environment = environmentOf(world, loaded.root, environmentName)
  const tls = readTlsFiles(world, integration, environment)
  if (!tls.ok) return tls
  const at = loginAt(integration, environment, { tls: tls.value, addresses })
  return at.ok ? { ok: true, value: { integration, at: at.value } } : at
}
