import { posix } from 'node:path'
import { bundleAgent, type BundleFile } from '../bundle/bundle.ts'
import { isTargetName, type TargetName, targetNames } from '../bundle/targets/index.ts'
import { applyPolicy } from '../check/policy.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Agent } from '../model/agent.ts'
import { toolsOfAgent } from '../model/project.ts'
import type { World } from '../world/world.ts'
import { loadProject, type LoadedProject } from './load-project.ts'
import { hasErrors, type Outcome } from './outcome.ts'
import { UsageError } from './usage-error.ts'
import { unwritten, writeGenerated } from './write-generated.ts'

interface BundledFile {
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'stale' | 'missing' | 'not-written'
  readonly sha256: string
  readonly bytes: number
}

/** BundledAgent is what was written for one agent. */
export interface BundledAgent {
  readonly agent: string
  readonly tools: readonly string[]
  /** Empty when a target was refused: an agent's bundle is written whole or not at all. */
  readonly files: readonly BundledFile[]
}

/** Bundled is what was written for each agent. */
export interface Bundled {
  readonly check: boolean
  readonly agents: readonly BundledAgent[]
}

/** BundleOptions says for whom and for which targets, and where to. */
export interface BundleOptions {
  readonly agent: string | undefined
  /** Undefined: those that diga.yaml names, or else bundle. */
  readonly targets: readonly string[] | undefined
  readonly out: string | undefined
  readonly check: boolean
  readonly projectPath: string
}

/** bundle writes the tools of agents in the shape of each target, offline; a project with errors is not bundled. */
export async function bundle(world: World, options: BundleOptions): Promise<Outcome<Bundled>> {
  const named = options.targets?.map(targetNamed)
  if (named?.length === 0) throw new UsageError(`--target names no target; ${didYouMean('', targetNames)}`)
  const loaded = await loadProject(world, options.projectPath, { judge: true, keep: 'all' })
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return { diagnostics: errors, result: undefined }
  const agents = chooseAgents(loaded, options.agent)
  if ('diagnostics' in agents) return { diagnostics: agents.diagnostics, result: undefined }
  const wanted = named ?? declaredTargets(loaded)
  const folder = options.out === undefined ? posix.join(loaded.root, loaded.settings.bundles) : world.files.resolve(options.out)
  // Where the person points to may be anywhere; what the project names stands in it.
  const top = options.out === undefined ? loaded.root : folder
  const done = agents.chosen.map((agent) => bundleOne(world, { loaded, agent, wanted, folder, top, check: options.check }))
  const { diagnostics, waived } = applyPolicy(
    done.flatMap((one) => one.diagnostics),
    loaded.policy,
  )
  return {
    // Whether a waiver is still needed is validate's question.
    diagnostics: diagnostics.filter(({ code }) => !code.startsWith('waiver-')),
    waived,
    result: { check: options.check, agents: done.map(({ bundled }) => bundled) },
  }
}

function declaredTargets({ settings: { targets } }: LoadedProject): readonly TargetName[] {
  return targets.length === 0 ? ['bundle'] : targets.filter(isTargetName)
}

function targetNamed(name: string): TargetName {
  if (isTargetName(name)) return name
  throw new UsageError(`"${name}" is no target; ${didYouMean(name, targetNames)}`)
}

function chooseAgents(
  { project }: LoadedProject,
  name: string | undefined,
): { readonly chosen: readonly Agent[] } | { readonly diagnostics: readonly Diagnostic[] } {
  const known = project.agents.map((agent) => agent.name)
  const chosen = name === undefined ? project.agents : project.agents.filter((agent) => agent.name === name)
  if (chosen.length > 0) return { chosen }
  const message = name === undefined ? 'the project has no agents' : `there is no agent "${name}"`
  return {
    diagnostics: [diagnose('project-agent-unknown', { message, hint: name === undefined ? 'write agents/NAME.yaml' : didYouMean(name, known) })],
  }
}

interface OneAgent {
  readonly loaded: LoadedProject
  readonly agent: Agent
  readonly wanted: readonly TargetName[]
  readonly folder: string
  /** The folder below which no link is followed. */
  readonly top: string
  readonly check: boolean
}

function bundleOne(
  world: World,
  { loaded, agent, wanted, folder, top, check }: OneAgent,
): { readonly diagnostics: readonly Diagnostic[]; readonly bundled: BundledAgent } {
  const { files, diagnostics } = bundleAgent({ project: loaded.project, agent, targets: wanted, sha256: world.sha256 })
  const tools = toolsOfAgent(loaded.project, agent).map(({ name }) => name)
  if (hasErrors(diagnostics)) return { diagnostics, bundled: { agent: agent.name, tools, files: [] } }
  // The manifest last: it speaks of the others.
  const ordered = files.toSorted((left, right) => Number(left.path === 'manifest.json') - Number(right.path === 'manifest.json'))
  const kept = ordered.map((file) => keep(world, { file, path: posix.join(folder, agent.name, file.path), top, check }))
  return {
    diagnostics: [...diagnostics, ...troubles(agent, kept)],
    bundled: { agent: agent.name, tools, files: kept.map(({ bundled }) => bundled).toSorted((left, right) => (left.path < right.path ? -1 : 1)) },
  }
}

interface OneFile {
  readonly file: BundleFile
  readonly path: string
  readonly top: string
  readonly check: boolean
}

/** Kept is a file of a bundle and, where it was not kept, why. */
interface Kept {
  readonly bundled: BundledFile
  readonly trouble?: ReturnType<typeof unwritten>
}

function keep({ files, sha256 }: World, { file, path, top, check }: OneFile): Kept {
  const facts = { path: posix.relative(files.resolve('.'), path), sha256: sha256(file.text), bytes: new TextEncoder().encode(file.text).byteLength }
  if (check) {
    const before = files.read(path)
    const isSame = before.ok && before.text === file.text
    return { bundled: { ...facts, status: isSame ? 'unchanged' : before.ok ? 'stale' : 'missing' } }
  }
  const written = writeGenerated(files, { top, path, text: file.text })
  if (written.ok) return { bundled: { ...facts, status: written.changed ? 'written' : 'unchanged' } }
  return {
    bundled: { ...facts, status: 'not-written' },
    trouble: unwritten(written.failure),
  }
}

/** One diagnostic for an agent, naming its files: they are stale, or not writable, for one reason. */
function troubles(agent: Agent, kept: readonly Kept[]): readonly Diagnostic[] {
  const span = agent.at.key('tools')
  const named = (...statuses: readonly BundledFile['status'][]): string =>
    kept
      .filter(({ bundled }) => statuses.includes(bundled.status))
      .map(({ bundled }) => bundled.path)
      .join(', ')
  const stale = named('stale', 'missing')
  const missing = named('not-written')
  const why = kept.find(({ trouble }) => trouble !== undefined)?.trouble
  return [
    ...(stale === ''
      ? []
      : [
          diagnose('bundle-stale', {
            message: `not what the project says now: ${stale}`,
            span,
            hint: 'run diga-int bundle with the same targets, and commit what it writes',
          }),
        ]),
    ...(missing === ''
      ? []
      : [
          diagnose('project-file-unwritable', {
            message: `cannot be written (${why?.why}): ${missing}`,
            span,
            hint: `${why?.hint}; --out writes elsewhere`,
          }),
        ]),
  ]
}
