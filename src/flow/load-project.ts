import { posix } from 'node:path'
import { Checker } from '../check/check.ts'
import { allParts, type OddParts, oddPartsOf } from '../check/ordinary.ts'
import { applyPolicy, type Judged, type Policy, settableOnly, settingsTrouble, type Waived } from '../check/policy.ts'
import { bounded } from '../diagnostic/bounded.ts'
import { diagnose } from '../diagnostic/codes.ts'
import { agent as fitsAgent } from '../generated/fits.js'
import { closest } from '../diagnostic/did-you-mean.ts'
import { freshness } from '../lock/freshness.ts'
import { unusable } from '../lock/unusable.ts'
import { type Diagnostic, roomFor } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import { decodeAgent, decodeIntegration, decodeLockfile } from '../model/decode.ts'
import type { Integration, LockedAt, McpIntegration } from '../model/integration.ts'
import { object } from '../model/plain.ts'
import { type Project, type Surroundings, toolsOf } from '../model/project.ts'
import { decodeSettings, defaultSettings, type Settings } from '../model/settings.ts'
import type { World } from '../world/world.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { Documents, wholeFile } from './documents.ts'
import { Enough } from './enough.ts'
import { findRoot, leadsOut, lockPathOf, nearlyNamed, settingsName, renameYml, type YamlFiles, yamlFilesIn } from './find-project.ts'
import { type FolderKey, folderKeys, missingFolders } from './missing-folders.ts'
import { Kept } from './kept.ts'
import { hasErrors } from './outcome.ts'
import { UsageError } from './usage-error.ts'

/** LoadOptions says what is wanted of a project beyond its files. */
export interface LoadOptions {
  /** Whether its meaning is judged too: rules, lockfiles, waivers. */
  readonly judge: boolean
  /** `assigned`: integrations that no agent uses are let go once they are judged, so that ten thousand files fit into memory. */
  readonly keep: 'all' | 'assigned'
  /** Only these files are of interest (absolute paths): other integrations are not even read, unless an agent uses them. */
  readonly only?: ReadonlySet<string>
  /**
   * One integration is all that is asked for: of the others no more than their names is learnt, agents are read only on request, and what is judged
   * across files is not judged.
   */
  readonly alone?: { readonly integration: string; readonly agents: boolean }
  /** Whether of files behind as many errors as a person reads at once it is only told that they are wrong. */
  readonly skim?: boolean
  /** What more is to be said of a project without errors. */
  readonly more?: (project: Project) => Promise<readonly Diagnostic[]>
}

/** LoadedProject is a project as far as it could be read, with everything that is wrong with it. */
export interface LoadedProject {
  readonly root: string
  readonly settings: Settings
  readonly project: Project
  readonly diagnostics: readonly Diagnostic[]
  readonly waived: readonly Waived[]
  /** How the project wants to be judged: for what a command finds beyond this. */
  readonly policy: Policy
  /** The files that were read, as absolute paths. */
  readonly paths: readonly string[]
  /** How many files were read, and what they hold. */
  readonly counts: { readonly files: number; readonly integrations: number; readonly tools: number; readonly agents: number }
  /** Whether some files are told to be wrong, and not how. */
  readonly hasSkimmed: boolean
}

/** loadProject reads, and unless told otherwise judges, the whole project around a path. A broken file never hides another one. */
export async function loadProject(world: World, path: string, options: LoadOptions): Promise<LoadedProject> {
  const { files, today } = world
  if (files.kind(path) === undefined) throw new UsageError(`there is no "${path}"`)
  const loader = new Loader(world, options)
  const root = findRoot(files, path)
  const settings = await loader.settings(posix.join(root, settingsName))
  const inIntegrations = yamlFilesIn(files, posix.join(root, settings.integrations))
  const inAgents = yamlFilesIn(files, posix.join(root, settings.agents))
  // Agents first: which integrations they use says what has to be kept.
  const agents = options.alone?.agents === false ? [] : await loader.agents(inAgents.yaml, root)
  const loose = looseFile(world, path, [...inIntegrations.yaml, ...inAgents.yaml, ...inIntegrations.locks])
  await loader.integrations(inIntegrations, loose, { agents, targets: settings.targets })
  loader.ignored([...inIntegrations.ignored, ...inAgents.ignored])
  if (options.alone === undefined) {
    loader.absent(root, settings)
    loader.misnamed(root, settings)
    if (loose !== undefined) loader.outside(loose, root, settings)
  }
  loader.documents.unreadable([...inIntegrations.unreadable, ...inAgents.unreadable])
  const { documents, kept, names, homes, broken, counts } = loader
  if (names.size + broken.size + inIntegrations.unreadable.length === 0) loader.empty(root, settings)
  const project: Project = {
    get integrations() {
      return kept.integrations
    },
    agents,
    targets: settings.targets,
    names,
    homes,
    broken,
    misnamed: loader.misnamedIn(inIntegrations),
  }
  const found =
    options.judge && options.alone === undefined
      ? [...documents.diagnostics, ...loader.checker.project(project, kept.written)]
      : documents.diagnostics
  if (options.more !== undefined && !hasErrors(found)) for (const diagnostic of await options.more(project)) found.push(diagnostic)
  const policy = { severity: settings.severity, waivers: options.judge ? documents.waivers : [], today }
  return {
    root,
    settings,
    project,
    policy,
    ...judgedBy(policy, found.length > roomFor(0) ? bounded(found) : found),
    paths: documents.paths,
    counts: { ...counts, files: documents.paths.length, agents: agents.length },
    hasSkimmed: documents.hasSkimmed,
  }
}

/** Most projects have no policy. */
function judgedBy(policy: Policy, found: readonly Diagnostic[]): Judged {
  return policy.severity.size + policy.waivers.length === 0 ? { diagnostics: found, waived: [] } : applyPolicy(found, policy)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.yaml'.length)
}

/** A file that was named but is no part of a project is judged as an integration of its own. */
function looseFile({ files }: World, path: string, known: readonly string[]): string | undefined {
  const absolute = files.resolve(path)
  const isYaml = files.kind(absolute) === 'file' && absolute.endsWith('.yaml') && posix.basename(absolute) !== settingsName
  return isYaml && !known.includes(absolute) ? absolute : undefined
}

class Loader {
  readonly checker = new Checker()
  readonly documents: Documents
  readonly kept = new Kept()
  readonly names = new Set<string>()
  readonly homes = new Map<string, string>()
  readonly broken = new Set<string>()
  readonly counts = { integrations: 0, tools: 0 }
  private settingsPath = ''
  private missing: ReadonlyMap<FolderKey, Diagnostic> = new Map()
  /** What is odd in the integration that was read last. */
  private odd = allParts
  private readonly reading: { readonly look?: (root: Cursor) => boolean }
  private readonly world: World
  private readonly options: LoadOptions

  constructor(world: World, options: LoadOptions) {
    this.world = world
    this.options = options
    this.documents = new Documents(world.files, options.judge ? this.checker : undefined)
    this.reading = options.judge ? { look: (root) => (this.odd = oddPartsOf(root)).all === 0 } : {}
    if (options.skim === true) this.documents.enough = new Enough()
  }

  async settings(path: string): Promise<Settings> {
    this.settingsPath = path
    if (this.world.files.kind(path) !== 'file') return defaultSettings
    const root = await this.documents.yaml(path, 'project', { emptyIsFine: true })
    if (root === undefined) return defaultSettings
    const settings = decodeSettings(root)
    if (settings.severity.size === 0) return settings
    // What is an error is only known when all is weighed.
    this.documents.enough = undefined
    this.tell(settingsTrouble(settings.severity, root))
    return { ...settings, severity: settableOnly(settings.severity) }
  }

  async agents(paths: readonly string[], root: string): Promise<readonly Agent[]> {
    const agents: Agent[] = []
    for (const path of paths) {
      // Its schema is a short one, and asked here: those of all the others are only loaded where something is out of the ordinary.
      const cursor = await this.documents.yaml(path, 'agent', { look: ({ data }) => fitsAgent(data) })
      if (cursor === undefined) continue
      const { promptPath, ...agent } = decodeAgent(nameOf(path), cursor)
      agents.push({ ...agent, prompt: promptPath === undefined ? undefined : this.prompt(posix.join(posix.dirname(path), promptPath), root, cursor) })
    }
    return agents
  }

  async integrations({ yaml, locks }: YamlFiles, loose: string | undefined, around: Surroundings): Promise<void> {
    const unclaimed = new Set(locks)
    const assigned = new Set(around.agents.flatMap(({ assignments }) => assignments.map(({ integration }) => integration)))
    const isOfInterest = this.interest(around, assigned)
    const firstPaths = new Map<string, string>()
    for (const path of loose === undefined ? yaml : [...yaml, loose]) {
      const name = nameOf(path)
      if (!isOfInterest(path, name)) {
        this.names.add(name)
        unclaimed.delete(lockPathOf(path))
        continue
      }
      // One wait less for nearly every file.
      const read = this.documents.yaml(path, 'integration', this.reading)
      const root = read instanceof Promise ? await read : read
      const odd = this.odd
      const first = firstPaths.get(name)
      if (root === undefined) {
        this.broken.add(name)
        unclaimed.delete(lockPathOf(path))
      } else if (first === undefined) {
        firstPaths.set(name, path)
        const isKept = this.options.keep === 'all' || assigned.has(name)
        if (odd.all === 0) {
          this.count(name, Object.keys(object(object(root.data)['tools'])))
          if (isKept) this.kept.addLater(name, root)
          continue
        }
        const decoded = decodeIntegration(name, root)
        const integration = decoded.type === 'mcp' ? await this.locked(decoded, lockPathOf(path), unclaimed) : decoded
        this.take(integration, around, odd, isKept)
      } else this.duplicate(name, root, first)
    }
    for (const path of unclaimed) this.unclaimedLock(path)
  }

  /** What has to be read where only some files are of interest; settings, agents and prompts may speak of every integration. */
  private interest({ agents }: Surroundings, assigned: ReadonlySet<string>): (path: string, name: string) => boolean {
    const { only, alone } = this.options
    if (alone !== undefined) return (_path, name) => name === alone.integration
    if (only === undefined || only.has(this.settingsPath)) return () => true
    const { files } = this.world
    const speaking = agents.flatMap(({ at, prompt }) => [at.file.path, ...(prompt?.file === undefined ? [] : [prompt.file.path])])
    if (speaking.some((path) => only.has(files.resolve(path)))) return () => true
    return (path, name) => assigned.has(name) || only.has(path) || only.has(lockPathOf(path))
  }

  ignored(ignored: YamlFiles['ignored']): void {
    for (const { path, reason, hint } of ignored) {
      const shown = this.documents.shown(path)
      this.tell([diagnose('project-file-ignored', { message: `"${shown}" ${reason}`, span: wholeFile({ path: shown, text: '' }), hint })])
    }
  }

  misnamedIn({ ignored }: YamlFiles): ReadonlyMap<string, string> {
    const files = ignored.filter(({ path }) => path.endsWith('.yml'))
    return new Map(files.map(({ path }) => [posix.basename(path, '.yml'), this.documents.shown(path)]))
  }

  absent(root: string, settings: Settings): void {
    this.missing = missingFolders(this.world.files, root, settings)
    this.tell([...this.missing.values()])
  }

  misnamed(root: string, settings: Settings): void {
    const other = posix.join(root, settingsName.replace(/yaml$/, 'yml'))
    if (this.world.files.kind(other) === 'file') this.ignored([{ path: other, reason: 'ends in .yml', hint: renameYml }])
    for (const key of folderKeys) {
      const name = settings[key]
      if (this.missing.has(key)) continue
      const other = nearlyNamed(this.world.files, root, name)
      if (other !== undefined) this.ignored([{ path: posix.join(root, other), reason: 'is read by nothing', hint: `rename the folder: ${name}` }])
    }
  }

  /** A file of the project itself that was named, and that no other run would read. */
  outside(path: string, root: string, { integrations }: Settings): void {
    const { files } = this.world
    const isInProject =
      path.startsWith(`${root}/`) && (files.kind(this.settingsPath) === 'file' || files.kind(posix.join(root, integrations)) === 'folder')
    if (isInProject) this.ignored([{ path, reason: 'is in no folder that is read', hint: `move it into ${integrations}/ if it is an integration` }])
  }

  empty(root: string, settings: Settings): void {
    if (this.missing.has('integrations')) return
    const folder = this.documents.shown(posix.join(root, settings.integrations))
    const hint = 'write integrations/NAME.yaml, or name the project: validate PATH, --project PATH for other commands'
    this.tell([diagnose('project-empty', { message: `there is no integration in ${folder}/`, hint })])
  }

  private take(integration: Integration, around: Surroundings, odd: OddParts, isKept: boolean): void {
    if (this.options.judge) this.tell(this.judged(integration, around, odd))
    const tools = integration.type === 'http' ? integration.tools : toolsOf(integration)
    this.count(
      integration.name,
      tools.map(({ name }) => name),
    )
    if (isKept || integration.type === 'mcp') this.kept.add(integration)
  }

  private judged(integration: Integration, around: Surroundings, odd: OddParts): readonly Diagnostic[] {
    const isSkimmed = integration.type === 'http' && this.documents.isSkimmed(integration.at.file)
    if (!isSkimmed) return this.checker.integration(integration, around, odd)
    const found = this.checker.skim(integration, around, odd)
    if (found.length > 0) this.documents.hasSkimmed = true
    return found
  }

  private count(name: string, tools: readonly string[]): void {
    this.names.add(name)
    this.counts.integrations += 1
    this.counts.tools += tools.length
    for (const tool of tools) if (!this.homes.has(tool)) this.homes.set(tool, name)
  }

  private async locked(integration: McpIntegration, path: string, unclaimed: Set<string>): Promise<McpIntegration> {
    unclaimed.delete(path)
    const isThere = this.world.files.kind(path) !== undefined
    const lock = isThere ? await this.lock(path, integration.name) : undefined
    const locked = { ...integration, lock }
    // A lockfile that cannot be read has been reported at its own place; it is not missing.
    if (this.options.judge && (lock !== undefined || !isThere)) this.tell(freshness(locked, this.world.sha256))
    return locked
  }

  private async lock(path: string, name: string): Promise<LockedAt | undefined> {
    const before = this.documents.diagnostics.length
    const root = await this.documents.yaml(path, 'lock')
    if (root !== undefined) return { lockfile: decodeLockfile(root), at: root }
    // What is wrong inside of a lockfile is one fact to a reader: it cannot be trusted.
    const [first] = this.documents.diagnostics.splice(before)
    if (first !== undefined) this.tell([unusable(name, first)])
    return undefined
  }

  private duplicate(name: string, { file }: Cursor, first: string): void {
    const shown = this.documents.shown(first)
    const related = [{ span: wholeFile({ path: shown, text: '' }), label: 'the first one' }]
    this.tell([
      diagnose('project-integration-duplicate', {
        message: `integration "${name}" is already the name of ${shown}`,
        span: wholeFile(file),
        related,
        hint: 'rename one of the files',
      }),
    ])
  }

  private unclaimedLock(path: string): void {
    this.ignored([{ path, reason: 'is the lockfile of no MCP integration', hint: 'delete it, or give it the name of its integration' }])
  }

  private prompt(path: string, root: string, agent: Cursor): Agent['prompt'] {
    const missing = (message: string, hint: string): void =>
      this.tell([diagnose('project-prompt-missing', { message, span: agent.value('prompt'), hint })])
    // What is bundled is read by others: no file of the person gets there, by a link neither.
    if (!path.startsWith(`${root}/`) || leadsOut(this.world.files, root, path)) {
      missing('the prompt lies outside of the project', 'move it into the project')
      return { path: this.documents.shown(path), file: undefined }
    }
    const read = this.documents.prompt(path)
    if ('trouble' in read) missing(`prompt ${read.trouble}`, this.nearPrompt(path) ?? 'the path is relative to the file of the agent')
    return { path: posix.relative(root, path), file: 'file' in read ? read.file : undefined }
  }

  private nearPrompt(path: string): string | undefined {
    const names = (this.world.files.list(posix.dirname(path)) ?? []).filter(({ isFolder }) => !isFolder).map(({ name }) => name)
    const meant = closest(posix.basename(path), names)
    return meant === undefined ? undefined : `did you mean "${meant}"?`
  }

  private tell(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.documents.diagnostics.push(diagnostic)
  }
}
