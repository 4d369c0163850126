import { posix } from 'node:path'
import { bundleAgent, type BundleFile } from '../bundle/bundle.ts'
import { isTargetName, type TargetName, targetNames } from '../bundle/targets/index.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Agent } from '../model/agent.ts'
import { toolsOfAgent } from '../model/project.ts'
import type { World } from '../world/world.ts'
import { loadProject, type LoadedProject } from './load-project.ts'
import { hasErrors, type Outcome, UsageError } from './outcome.ts'
import { judge } from './validate.ts'

interface BundledFile {
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'stale'
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
  readonly targets: readonly string[]
  readonly out: string | undefined
  readonly check: boolean
  readonly projectPath: string
}

/** bundle writes the tools of agents in the shape of each target, offline; a project with errors is not bundled. */
export async function bundle(world: World, options: BundleOptions): Promise<Outcome<Bundled>> {
  const wanted = options.targets.map(targetNamed)
  const loaded = await loadProject(world.files, options.projectPath)
  const errors = judge(world, loaded).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return { diagnostics: errors, result: undefined }
  const agents = chooseAgents(loaded, options.agent)
  if ('diagnostics' in agents) return { diagnostics: agents.diagnostics, result: undefined }
  const folder = options.out === undefined ? posix.join(loaded.root, loaded.settings.bundles) : world.files.resolve(options.out)
  const done = agents.chosen.map((agent) => bundleOne(world, { loaded, agent, wanted, folder, check: options.check }))
  return { diagnostics: done.flatMap(({ diagnostics }) => diagnostics), result: { check: options.check, agents: done.map(({ bundled }) => bundled) } }
}

function targetNamed(name: string): TargetName {
  if (isTargetName(name)) return name
  throw new UsageError(`"${name}" is no target; ${didYouMean(name, targetNames)}`)
}

function chooseAgents({ project }: LoadedProject, name: string | undefined): { readonly chosen: readonly Agent[] } | { readonly diagnostics: readonly Diagnostic[] } {
  const known = project.agents.map((agent) => agent.name)
  const chosen = name === undefined ? project.agents : project.agents.filter((agent) => agent.name === name)
  if (chosen.length > 0) return { chosen }
  const message = name === undefined ? 'the project has no agents' : `there is no agent "${name}"`
  return { diagnostics: [diagnose('project-agent-unknown', { message, hint: name === undefined ? 'write agents/NAME.yaml' : didYouMean(name, known) })] }
}

interface OneAgent {
  readonly loaded: LoadedProject
  readonly agent: Agent
  readonly wanted: readonly TargetName[]
  readonly folder: string
  readonly check: boolean
}

function bundleOne(world: World, { loaded, agent, wanted, folder, check }: OneAgent): { readonly diagnostics: readonly Diagnostic[]; readonly bundled: BundledAgent } {
  const { files, diagnostics } = bundleAgent({ project: loaded.project, agent, targets: wanted, sha256: world.sha256 })
  const tools = toolsOfAgent(loaded.project, agent).map(({ name }) => name)
  if (hasErrors(diagnostics)) return { diagnostics, bundled: { agent: agent.name, tools, files: [] } }
  // The manifest last: it speaks of the others.
  const ordered = files.toSorted((left, right) => Number(left.path === 'manifest.json') - Number(right.path === 'manifest.json'))
  const kept = ordered.map((file) => keep(world, { file, path: posix.join(folder, agent.name, file.path), check, agent }))
  return {
    diagnostics: [...diagnostics, ...kept.flatMap(({ diagnostic }) => (diagnostic === undefined ? [] : [diagnostic]))],
    bundled: { agent: agent.name, tools, files: kept.map(({ bundled }) => bundled).toSorted((left, right) => (left.path < right.path ? -1 : 1)) },
  }
}

interface OneFile {
  readonly file: BundleFile
  readonly path: string
  readonly check: boolean
  readonly agent: Agent
}

function keep({ files, sha256 }: World, { file, path, check, agent }: OneFile): { readonly bundled: BundledFile; readonly diagnostic?: Diagnostic } {
  const shown = posix.relative(files.resolve('.'), path)
  const bundled = { path: shown, sha256: sha256(file.text), bytes: new TextEncoder().encode(file.text).byteLength }
  const span = agent.at.firstKey()
  if (check) {
    const before = files.read(path)
    if (before.ok && before.text === file.text) return { bundled: { ...bundled, status: 'unchanged' } }
    const message = before.ok ? `"${shown}" is not what the project says now` : `"${shown}" is not there`
    return { bundled: { ...bundled, status: 'stale' }, diagnostic: diagnose('bundle-stale', { message, span, hint: 'run diga-int bundle with the same targets, and commit what it writes' }) }
  }
  const written = files.write(path, file.text)
  if (written.ok) return { bundled: { ...bundled, status: written.changed ? 'written' : 'unchanged' } }
  const message = `"${shown}" cannot be written (${written.failure.detail})`
  return { bundled: { ...bundled, status: 'stale' }, diagnostic: diagnose('project-file-unwritable', { message, span, hint: 'check the rights of the folder and the space on the disk; --out writes elsewhere' }) }
}
