import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { compareLocks, type LockDifference, type ToolChange } from '../lock/diff.ts'
import { freshness } from '../lock/freshness.ts'
import { type Grade, isAtLeast } from '../lock/grade.ts'
import { pin } from '../lock/pin.ts'
import { isDrift } from '../lock/server-changes.ts'
import { lockText } from '../lock/text.ts'
import { newerVersion } from '../lock/version.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import type { Lockfile } from '../model/lockfile.ts'
import type { Surroundings } from '../model/project.ts'
import type { Environment } from '../request/fill.ts'
import { judgeFailure } from '../request/failure.ts'
import { type Redact, redactor } from '../request/redact.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Answer, ListedTools, McpLimits, World } from '../world/world.ts'
import { acceptInto, refuseUnknown } from './accept.ts'
import { connectionOf, type Grants, type McpConnection, renewConnection } from './connection.ts'
import { environmentOf } from './environment.ts'
import { lockPathOf } from './find-project.ts'
import { introduced } from './introduced.ts'
import { loadProject, type LoadedProject } from './load-project.ts'
import type { Outcome } from './outcome.ts'
import { type Touched, touchedBy } from './touched.ts'

/** SyncedServer is what became of one MCP integration. */
export interface SyncedServer {
  readonly integration: string
  readonly lockfile: string
  readonly status: 'written' | 'unchanged' | 'drifted' | 'not-locked' | 'not-asked'
  readonly tools: number
  readonly server: { readonly name: string; readonly version: string; readonly protocolVersion: string } | undefined
  readonly difference: LockDifference
  /** Who uses what changed. */
  readonly touched: Touched
  /** Whether there was no lockfile before, so that everything is new. */
  readonly isFirst: boolean
  /** With `accept`: what else has changed and stays as it was locked. */
  readonly left: { readonly tools: readonly string[]; readonly server: boolean }
}

/** Synced is what became of each server, sorted by name. */
export interface Synced {
  readonly check: boolean
  readonly dryRun: boolean
  readonly servers: readonly SyncedServer[]
}

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

// Where to start from by the threat notes: enough for the largest honest server, bearable for the machine.
const limits: McpLimits = {
  ...{ milliseconds: 60_000, connecting: 10_000, answering: 30_000 },
  ...{ bytes: 8 * 1024 * 1024, bytesInAll: 32 * 1024 * 1024, pages: 100, tools: 2000 },
}

interface Asked {
  readonly server: SyncedServer | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** sync pins the tools of MCP servers in their lockfiles; with `check` it only compares. One dead server never blocks another. */
export async function sync(world: World, options: SyncOptions): Promise<Outcome<Synced>> {
  const loaded = await loadProject(world, options.projectPath, { judge: false, keep: 'all' })
  const environment = environmentOf(world, loaded.root, options.environment)
  const all = loaded.project.integrations.filter((integration) => integration.type === 'mcp')
  const unknown = options.names.filter((name) => !all.some((integration) => integration.name === name))
  if (unknown.length > 0) return { diagnostics: unknown.map((name) => unknownName(loaded, all, name)), result: undefined }
  const chosen = options.names.length === 0 ? all : all.filter(({ name }) => options.names.includes(name))
  const broken = loaded.diagnostics.filter(
    ({ span, severity, code }) => severity === 'error' && code !== 'lock-unreadable' && !(span !== undefined && isAgentFile(loaded, span.file.path)),
  )
  if (chosen.length > 0) options.onProgress(`asking ${chosen.length} MCP ${chosen.length === 1 ? 'server' : 'servers'} …`)
  const { check, failOn = 'safe', dryRun = false, accept = [], grants = usualGrants } = options
  const heard = await Promise.all(
    chosen.map(async (integration) => {
      const one = await syncOne(world, { integration, environment, around: loaded.project, grants, check, failOn, dryRun, accept })
      return accept.length === 0 ? settled(world, one) : one
    }),
  )
  // A name that is wrong is told before anything is written; of a server that was not heard nobody knows what it has.
  if (heard.every((one) => 'fresh' in one))
    refuseUnknown(
      accept,
      heard.flatMap(({ fresh, integration }) => toolNames(fresh, integration)),
    )
  const asked = heard.map((one) => settled(world, one))
  return {
    diagnostics: [...(options.names.length === 0 ? broken : []), ...asked.flatMap(({ diagnostics }) => diagnostics)],
    result: { check, dryRun, servers: asked.flatMap(({ server }) => (server === undefined ? [] : [server])) },
  }
}

function toolNames(fresh: Lockfile, { lock }: McpIntegration): readonly string[] {
  return [...fresh.tools, ...(lock?.lockfile.tools ?? [])].map(({ name }) => name)
}

function settled(world: World, one: Asked | Fresh): Asked {
  return 'fresh' in one ? settleLock(world, one) : one
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

const nothingLeft: SyncedServer['left'] = { tools: [], server: false }

const nothing: LockDifference = { tools: [], server: [], rewritten: [] }

/** What a newer diga-int keeps in a lockfile would be lost. */
function newerLock({ files }: World, integration: McpIntegration, lockfile: string): Diagnostic | undefined {
  const read = files.read(lockfile)
  const newer = read.ok ? newerVersion(read.text) : undefined
  if (newer === undefined) return undefined
  const message = `the lockfile of "${integration.name}" is not written over: ${newer.trouble}`
  return diagnose('lock-unreadable', { message, span: integration.at.key(), hint: newer.hint })
}

const usualGrants: Grants = { addresses: 'declared', stdio: false }

interface OneServer extends Wishes {
  readonly environment: Environment
  readonly grants: Grants
}

/** Wishes are what is to become of what a server lists. */
interface Wishes {
  readonly integration: McpIntegration
  readonly around: Surroundings
  readonly check: boolean
  readonly failOn: Grade
  readonly dryRun: boolean
  readonly accept: readonly string[]
}

async function syncOne(world: World, { environment, grants, ...wishes }: OneServer): Promise<Asked | Fresh> {
  const { integration, around } = wishes
  const connection = await connectionOf(world, integration, environment, grants)
  const lockfile = lockPathOf(integration.at.file.path)
  const notAsked: SyncedServer = {
    integration: integration.name,
    lockfile,
    status: 'not-asked',
    tools: 0,
    server: undefined,
    difference: nothing,
    touched: touchedBy(around, integration, nothing),
    isFirst: false,
    left: nothingLeft,
  }
  if (!connection.ok) return { server: notAsked, diagnostics: connection.diagnostics }
  const newer = newerLock(world, integration, lockfile)
  if (newer !== undefined) return { server: notAsked, diagnostics: [newer] }
  let redact = redactor(connection.value.secrets)
  const ask = ({ server }: McpConnection): Promise<Answer<ListedTools>> => world.mcp.listTools(server, { ...limits, addresses: grants.addresses })
  let answer = await ask(connection.value)
  if (!answer.ok && answer.failure.status === 401) {
    const renewed = await renewConnection(world, integration, environment, connection.value)
    if (renewed !== undefined) {
      redact = redactor([...connection.value.secrets, ...renewed.secrets])
      answer = await ask(renewed)
    }
  }
  if (!answer.ok) return { server: notAsked, diagnostics: [judgeFailure(integration, answer.failure, redact)] }
  const excluded = excludedTools(integration, answer.value, redact)
  if (excluded.length > 0) return { server: notAsked, diagnostics: excluded }
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

interface Fresh extends Wishes {
  readonly lockfile: string
  readonly fresh: Lockfile
}

function settleLock(world: World, heard: Fresh): Asked {
  const { integration, around, lockfile, check, failOn, dryRun, accept } = heard
  const before = integration.lock?.lockfile
  const whole = compareLocks(before, heard.fresh, introduced)
  const fresh = accept.length === 0 ? heard.fresh : acceptInto(before, heard.fresh, whole, { accept, sha256: world.sha256 })
  const difference = accept.length === 0 ? whole : compareLocks(before, fresh, introduced)
  const server = { name: fresh.serverName, version: fresh.serverVersion, protocolVersion: fresh.protocolVersion }
  const touched = touchedBy(around, integration, difference)
  const synced = {
    integration: integration.name,
    lockfile,
    tools: fresh.tools.length,
    server,
    difference,
    touched,
    isFirst: before === undefined,
    left: leftBy(whole, difference),
  }
  if (check) {
    const stale = freshness(integration, world.sha256)
    const drift = stale.length > 0 || before === undefined ? [] : driftDiagnostics(integration, difference, failOn)
    const isDrifted = stale.length > 0 || drift.length > 0
    return {
      server: { ...synced, status: before === undefined ? 'not-locked' : isDrifted ? 'drifted' : 'unchanged' },
      diagnostics: [...stale, ...drift],
    }
  }
  const text = lockText(fresh)
  if (accept.length > 0) {
    const refused = unkept(world, heard)
    if (refused.length > 0) return { server: { ...synced, status: 'not-asked', difference: nothing }, diagnostics: refused }
    // A server that has none of the tools is not touched at all.
    if (toolsAccepted(difference) === 0) return { server: { ...synced, status: before === undefined ? 'not-locked' : 'unchanged' }, diagnostics: [] }
  }
  if (dryRun) {
    const isSame = integration.lock?.at.file.text === text
    return { server: { ...synced, status: isSame ? 'unchanged' : 'written' }, diagnostics: goneTools(integration, fresh, difference) }
  }
  const written = world.files.write(lockfile, text)
  if (!written.ok) {
    const message = `"${lockfile}" cannot be written (${written.failure.kind === 'folder' ? 'a folder stands there' : written.failure.detail})`
    return {
      server: { ...synced, status: 'not-asked' },
      diagnostics: [
        diagnose('project-file-unwritable', {
          message,
          span: integration.at.key(serverKey(integration)),
          hint: 'check the rights of the folder and the space on the disk',
        }),
      ],
    }
  }
  return { server: { ...synced, status: written.changed ? 'written' : 'unchanged' }, diagnostics: goneTools(integration, fresh, difference) }
}

function toolsAccepted({ tools, rewritten }: LockDifference): number {
  return tools.length + rewritten.length
}

function leftBy(whole: LockDifference, taken: LockDifference): SyncedServer['left'] {
  const isTaken = new Set(taken.tools.map(({ tool }) => tool))
  return {
    tools: whole.tools.map(({ tool }) => tool).filter((tool) => !isTaken.has(tool)),
    server: whole.server.some(isDrift) && !taken.server.some(isDrift),
  }
}

/** Of a lockfile that was edited, is of another server or cannot be read, nothing can be kept. */
function unkept({ files, sha256 }: World, { integration, lockfile }: Fresh): readonly Diagnostic[] {
  if (integration.lock !== undefined) return freshness(integration, sha256)
  if (files.kind(lockfile) === undefined) return []
  const message = `the lockfile of "${integration.name}" cannot be read, so the other tools cannot stay as they are locked`
  return [diagnose('lock-unreadable', { message, span: integration.at.key(serverKey(integration)), hint: 'run sync without --accept' })]
}

function driftDiagnostics(integration: McpIntegration, difference: LockDifference, failOn: Grade): readonly Diagnostic[] {
  const hint = `run diga-int sync ${integration.name} and review what changes`
  const at = integration.lock?.at
  const drift = (grade: Grade, message: string, span: Diagnostic['span']): Diagnostic => {
    const diagnostic = diagnose('lock-drift', { message: `"${integration.name}" ${message}`, span, hint })
    return isAtLeast(grade, failOn) ? diagnostic : { ...diagnostic, severity: 'note' }
  }
  const tools = difference.tools.map((change) => {
    const locked = change.kind === 'added' ? undefined : (change.formerly ?? change.tool)
    return drift(
      change.grade,
      toolWords(change),
      locked === undefined || at === undefined ? integration.at.value(serverKey(integration)) : at.key('tools', locked),
    )
  })
  // Versions are a server's own words about itself; only what reaches a model, or who answers, counts as drift.
  const server = difference.server.filter(isDrift).map(({ grade, message }) => {
    const said = grade === 'security' ? `${message} (security)` : 'has changed its instructions (warning)'
    return drift(grade, grade === 'security' ? `has changed: ${said}` : said, at?.key('server') ?? integration.at.value(serverKey(integration)))
  })
  return [...tools, ...server]
}

function toolWords({ kind, tool, formerly = '', grade, contract, parts }: ToolChange): string {
  const name = printableLine(shorten(tool, 60))
  const [worst] = parts
  const why = worst === undefined ? '' : `: ${worst.message}`
  switch (kind) {
    case 'added':
      return `offers a tool that is not locked: "${name}" (${grade})${why}`
    case 'removed':
      return `no longer offers "${name}" (${grade})`
    case 'renamed':
      return `has most likely renamed "${printableLine(shorten(formerly, 60))}" to "${name}" (${grade})`
    case 'changed':
      return `has changed "${name}" (${grade}${contract ? '' : ', wording only'})${why}`
  }
}

/** Tools that the project's own files name, but that the server has no longer. */
function goneTools(integration: McpIntegration, fresh: Lockfile, { tools }: LockDifference): readonly Diagnostic[] {
  const left = new Set(fresh.tools.map(({ name }) => name))
  const before = integration.lock?.lockfile.tools.map(({ name }) => name) ?? []
  const named = [
    ...integration.rules.map(({ name, at }) => ({ name, span: at.key() })),
    ...(integration.include ?? []).map((name, index) => ({ name, span: integration.at.value('tools', 'include', index) })),
  ]
  return named
    .filter(({ name }) => before.includes(name) && !left.has(name))
    .map(({ name, span }) =>
      diagnose('lock-tool-gone', {
        message: `"${integration.name}" no longer offers "${name}"`,
        span,
        hint: goneHint(tools.find(({ formerly }) => formerly === name)?.tool),
      }),
    )
}

function goneHint(renamed: string | undefined): string {
  if (renamed === undefined) return 'take it out here and out of the agents that use it'
  return `it is most likely called "${printableLine(shorten(renamed, 60))}" now: name that here and in the agents that use it`
}
