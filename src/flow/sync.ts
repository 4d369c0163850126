import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Grade } from '../lock/grade.ts'
import { pin } from '../lock/pin.ts'
import type { McpIntegration } from '../model/integration.ts'
import type { Lockfile } from '../model/lockfile.ts'
import type { Environment } from '../request/environment.ts'
import { judgeFailure } from '../request/failure.ts'
import { type Redact, redactor } from '../request/redact.ts'
import type { Answer, ListedTools, McpLimits, World } from '../world/world.ts'
import { refuseUnknown } from './accept.ts'
import { askRenewing, connectionOf, type Grants, type McpConnection } from './connection.ts'
import { environmentOf, withSources } from './environment.ts'
import { lockPathOf } from './find-project.ts'
import { listedSecrets } from './listed-secrets.ts'
import { loadProject, type LoadedProject } from './load-project.ts'
import { mcpBounds } from './mcp-bounds.ts'
import { neighboursIn } from './neighbours.ts'
import type { Outcome } from './outcome.ts'
import { type Asked, type Heard, nothingChanged, settleLock, type Wishes, writtenAtOnce } from './settle-lock.ts'
import type { Synced, SyncedServer } from './synced.ts'
import { touchedBy } from './touched.ts'

/** SyncOptions says which servers to ask, and whether anything may be written. */
export interface SyncOptions {
  readonly names: readonly string[]
  readonly check: boolean
  /** Tell what would be written, and write nothing. */
  readonly dryRun?: boolean
  /** Only the changes of these tools are taken over; without any: all changes. */
  readonly accept?: readonly string[]
  /** With `check`: drift of this grade or a worse one is an error, the rest a note; undefined: any is an error. */
  readonly failOn?: Grade | undefined
  readonly environment: string | undefined
  /** What servers may be asked for it; by default those of the open internet, and declared inner ones. */
  readonly grants?: Grants
  readonly projectPath: string
  readonly onProgress: (text: string) => void
}

const limits: McpLimits = { ...mcpBounds, milliseconds: 60_000, answering: 30_000 }

/** sync pins the tools of MCP servers in their lockfiles; with `check` it only compares. One dead server never blocks another. */
export async function sync(world: World, options: SyncOptions): Promise<Outcome<Synced>> {
  const loaded = await loadProject(world, options.projectPath, { judge: false, keep: 'all' })
  const environment = environmentOf(world, loaded.root, options.environment)
  const all = loaded.project.integrations.filter((integration) => integration.type === 'mcp')
  const unknown = options.names.filter((name) => !all.some((integration) => integration.name === name))
  if (unknown.length > 0) return { diagnostics: unknown.map((name) => unknownName(loaded, all, name)), result: undefined }
  const chosen = options.names.length === 0 ? all : all.filter(({ name }) => options.names.includes(name))
  const broken = loaded.diagnostics.filter(
    // A lockfile that cannot be used is told with its server.
    ({ span, severity, code }) =>
      severity === 'error' && !/^lock-(?:unreadable|newer)$/.test(code) && !(span !== undefined && isAgentFile(loaded, span.file.path)),
  )
  if (chosen.length > 0) options.onProgress(`asking ${chosen.length} MCP ${chosen.length === 1 ? 'server' : 'servers'} …`)
  const { check, failOn = 'safe', dryRun = false, accept = [], grants = usualGrants } = options
  const heard = await Promise.all(
    chosen.map(async (integration) => {
      const one = await syncOne(world, {
        integration,
        environment,
        unusable: unusableLock(loaded, integration),
        around: loaded.project,
        grants,
        check,
        failOn,
        dryRun,
        accept,
      })
      return 'fresh' in one ? writtenAtOnce(world, one) : one
    }),
  )
  // A name that is wrong is told before anything is written; of a server that was not heard nobody knows what it has.
  if (heard.every((one) => 'fresh' in one))
    refuseUnknown(
      accept,
      heard.flatMap(({ fresh, integration }) => toolNames(fresh, integration)),
    )
  // Only now is it known what all of them list: no grade depends on who answers first.
  const neighbours = neighboursIn(
    loaded.project.integrations,
    heard.filter((one) => 'fresh' in one),
  )
  const asked = heard.map((one) => ('fresh' in one ? settleLock(world, one, neighbours) : one))
  return {
    diagnostics: [...(options.names.length === 0 ? broken : []), ...asked.flatMap(({ diagnostics }) => diagnostics)],
    result: { check, dryRun, servers: asked.map(({ server }) => server) },
  }
}

function toolNames(fresh: Lockfile, { lock }: McpIntegration): readonly string[] {
  return [...fresh.tools, ...(lock?.lockfile.tools ?? [])].map(({ name }) => name)
}

function unusableLock({ diagnostics }: LoadedProject, integration: McpIntegration): Diagnostic | undefined {
  const lockfile = lockPathOf(integration.at.file.path)
  return diagnostics.find(({ code, span }) => /^lock-(?:unreadable|newer)$/.test(code) && span?.file.path === lockfile)
}

function isAgentFile({ project }: LoadedProject, path: string): boolean {
  return project.agents.some(({ at, prompt }) => at.file.path === path || prompt?.file?.path === path)
}

function unknownName({ project }: LoadedProject, servers: readonly McpIntegration[], name: string): Diagnostic {
  const other = project.integrations.find((integration) => integration.name === name)
  if (other === undefined && project.broken.has(name)) {
    return diagnose('project-integration-unknown', { message: `integration "${name}" cannot be read`, hint: 'run diga-int validate' })
  }
  if (other === undefined) {
    return diagnose('project-integration-unknown', {
      message: `there is no MCP integration "${name}"`,
      hint:
        didYouMean(
          name,
          servers.map((server) => server.name),
        ) ?? 'the project has no MCP integrations',
    })
  }
  return diagnose('project-integration-unknown', {
    message: `integration "${name}" is not an MCP server: its tools are written in the file`,
    span: other.at.value('type'),
    hint: 'sync is for type: mcp',
  })
}

const usualGrants: Grants = { addresses: 'declared', stdio: false }

interface OneServer extends Wishes {
  readonly environment: Environment
  readonly grants: Grants
  /** Why its lockfile cannot be used, where there is one. */
  readonly unusable: Diagnostic | undefined
}

async function syncOne(world: World, { environment, grants, unusable, ...wishes }: OneServer): Promise<Asked | Heard> {
  const { integration, around } = wishes
  const lockfile = lockPathOf(integration.at.file.path)
  const notAsked: SyncedServer = {
    integration: integration.name,
    lockfile,
    status: 'not-asked',
    tools: 0,
    server: undefined,
    difference: nothingChanged,
    touched: touchedBy(around, integration, nothingChanged),
    isFirst: false,
    left: { tools: [], server: false },
  }
  // Written anew it would be one without a past: every tool would seem new, and what the server changed since would be lost.
  if (unusable !== undefined) return { server: notAsked, diagnostics: [unusable] }
  const connection = await connectionOf(world, integration, environment, grants)
  if (!connection.ok) return { server: notAsked, diagnostics: connection.diagnostics }
  const listing = async ({ server }: McpConnection): Promise<{ readonly answer: Answer<ListedTools> }> => ({
    answer: await world.mcp.listTools(server, { ...limits, addresses: grants.addresses }),
  })
  const { asked, secrets } = await askRenewing(world, { integration, environment, connection: connection.value }, listing)
  const { answer } = asked
  const redact = redactor(secrets)
  if (!answer.ok) return { server: notAsked, diagnostics: withSources([judgeFailure(integration, answer.failure, redact)], integration, environment) }
  const refused = [...excludedTools(integration, answer.value, redact), ...listedSecrets(integration, answer.value, secrets)]
  if (refused.length > 0) return { server: notAsked, diagnostics: refused }
  return { ...wishes, lockfile, fresh: pin(integration, answer.value, world.sha256) }
}

function excludedTools(integration: McpIntegration, { excluded }: ListedTools, redact: Redact): readonly Diagnostic[] {
  return excluded.map(({ name, reason }) =>
    judgeFailure(
      integration,
      { kind: 'list-broken', detail: `the server lists tool "${name}", which the protocol forbids to use: ${reason}` },
      redact,
    ),
  )
}
