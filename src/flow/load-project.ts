import { posix } from 'node:path'
import { checkShape, type Shape } from '../check/schema.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import { decodeAgent, decodeIntegration, decodeLockfile, decodeSettings, defaultSettings, type Settings } from '../model/decode.ts'
import type { Integration, LockedAt } from '../model/integration.ts'
import type { Project } from '../model/project.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Files, FileFailure } from '../world/world.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { parseYaml } from '../yaml/parse.ts'
import { UsageError } from './outcome.ts'
import { findRoot, lockPathOf, settingsName, type YamlFiles, yamlFilesIn } from './find-project.ts'

/** LoadedProject is a project as far as it could be read, with everything that could not. */
export interface LoadedProject {
  readonly root: string
  readonly settings: Settings
  readonly project: Project
  readonly diagnostics: readonly Diagnostic[]
  /** How many files were read. */
  readonly fileCount: number
}

/** loadProject reads the whole project around a path. A broken file never hides another one. */
export async function loadProject(files: Files, path: string): Promise<LoadedProject> {
  if (files.kind(path) === undefined) throw new UsageError(`there is no "${path}"`)
  const reader = new Reader(files)
  const root = findRoot(files, path)
  const settings = await reader.settings(posix.join(root, settingsName))
  const inIntegrations = yamlFilesIn(files, posix.join(root, settings.integrations))
  const inAgents = yamlFilesIn(files, posix.join(root, settings.agents))
  const integrations = await reader.integrations(
    inIntegrations,
    looseFile(files, path, [...inIntegrations.yaml, ...inAgents.yaml, ...inIntegrations.locks]),
  )
  const agents = await reader.agents(inAgents.yaml, root)
  reader.ignored([...inIntegrations.ignored, ...inAgents.ignored])
  reader.unreadable([...inIntegrations.unreadable, ...inAgents.unreadable])
  const isEmpty = integrations.length === 0 && reader.broken.size === 0 && inIntegrations.unreadable.length === 0
  if (isEmpty) reader.empty(root, settings)
  return { root, settings, project: { integrations, agents, broken: reader.broken }, diagnostics: reader.diagnostics, fileCount: reader.fileCount }
}

/** A file that was named but is no part of a project is judged as an integration of its own. */
function looseFile(files: Files, path: string, known: readonly string[]): string | undefined {
  const absolute = files.resolve(path)
  const isYaml = files.kind(absolute) === 'file' && absolute.endsWith('.yaml') && posix.basename(absolute) !== settingsName
  return isYaml && !known.includes(absolute) ? absolute : undefined
}

class Reader {
  readonly diagnostics: Diagnostic[] = []
  readonly broken = new Set<string>()
  fileCount = 0
  private readonly files: Files
  private readonly here: string

  constructor(files: Files) {
    this.files = files
    this.here = files.resolve('.')
  }

  async settings(path: string): Promise<Settings> {
    if (this.files.kind(path) !== 'file') return defaultSettings
    const root = await this.document(path, 'project', { emptyIsFine: true })
    return root === undefined ? defaultSettings : decodeSettings(root)
  }

  async integrations({ yaml, locks }: YamlFiles, loose: string | undefined): Promise<readonly Integration[]> {
    const unclaimed = new Set(locks)
    const byName = new Map<string, Integration>()
    for (const path of loose === undefined ? yaml : [...yaml, loose]) {
      const name = posix.basename(path, '.yaml')
      const root = await this.document(path, 'integration')
      const lockPath = lockPathOf(path)
      if (root === undefined) {
        this.broken.add(name)
        unclaimed.delete(lockPath)
        continue
      }
      const integration = decodeIntegration(name, root)
      const first = byName.get(name)
      if (first !== undefined) this.duplicate(name, integration, first)
      else byName.set(name, integration.type === 'mcp' ? { ...integration, lock: await this.lock(lockPath, unclaimed, name) } : integration)
    }
    for (const path of unclaimed) this.unclaimedLock(path)
    return [...byName.values()]
  }

  async agents(paths: readonly string[], root: string): Promise<readonly Agent[]> {
    const agents: Agent[] = []
    for (const path of paths) {
      const cursor = await this.document(path, 'agent')
      if (cursor === undefined) continue
      const { promptPath, ...agent } = decodeAgent(posix.basename(path, '.yaml'), cursor)
      agents.push({ ...agent, prompt: promptPath === undefined ? undefined : this.prompt(posix.join(posix.dirname(path), promptPath), root, cursor) })
    }
    return agents
  }

  ignored(ignored: YamlFiles['ignored']): void {
    for (const { path, reason, hint } of ignored) {
      this.diagnostics.push(
        diagnose('project-file-ignored', { message: `"${this.shown(path)}" ${reason}`, span: wholeFile({ path: this.shown(path), text: '' }), hint }),
      )
    }
  }

  unreadable(folders: readonly string[]): void {
    for (const folder of folders) {
      const shown = this.shown(folder)
      const span = wholeFile({ path: shown, text: '' })
      this.diagnostics.push(
        diagnose('project-file-unreadable', { message: `folder "${shown}" may not be read`, span, hint: 'give yourself the right to read it' }),
      )
    }
  }

  empty(root: string, settings: Settings): void {
    const folder = this.shown(posix.join(root, settings.integrations))
    this.diagnostics.push(
      diagnose('project-empty', {
        message: `there is no integration in ${folder}/`,
        hint: 'write integrations/NAME.yaml, or name the project folder: diga-int validate PATH',
      }),
    )
  }

  private async lock(path: string, unclaimed: Set<string>, name: string): Promise<LockedAt | undefined> {
    unclaimed.delete(path)
    if (this.files.kind(path) === undefined) return undefined
    const before = this.diagnostics.length
    const root = await this.document(path, 'lock')
    if (root !== undefined) return { lockfile: decodeLockfile(root), at: root }
    // What is wrong inside of a lockfile is one fact to a reader: it cannot be trusted, and sync writes a new one.
    const causes = this.diagnostics.splice(before)
    const [first] = causes
    if (first !== undefined) {
      this.diagnostics.push(
        diagnose('lock-unreadable', {
          message: `the lockfile of "${name}" cannot be read: ${first.message}`,
          span: first.span,
          hint: `undo the change to it, or run diga-int sync ${name}`,
        }),
      )
    }
    return undefined
  }

  private duplicate(name: string, second: Integration, first: Integration): void {
    const related = [{ span: wholeFile(first.at.file), label: 'the first one' }]
    this.diagnostics.push(
      diagnose('project-integration-duplicate', {
        message: `integration "${name}" is already the name of ${first.at.file.path}`,
        span: wholeFile(second.at.file),
        related,
        hint: 'rename one of the files',
      }),
    )
  }

  private unclaimedLock(path: string): void {
    this.ignored([{ path, reason: 'is the lockfile of no MCP integration', hint: 'delete it, or give it the name of its integration' }])
  }

  private prompt(path: string, root: string, agent: Cursor): Agent['prompt'] {
    const span = agent.value('prompt')
    const missing = (message: string, hint: string): void => void this.diagnostics.push(diagnose('project-prompt-missing', { message, span, hint }))
    if (!path.startsWith(`${root}/`)) {
      missing('the prompt lies outside of the project', 'move it into the project')
      return { path: this.shown(path), file: undefined }
    }
    const read = this.files.read(path)
    if (!read.ok) missing(`prompt "${this.shown(path)}" ${failureWords(read.failure)}`, 'the path is relative to the file of the agent')
    else this.fileCount += 1
    return { path: posix.relative(root, path), file: read.ok ? { path: this.shown(path), text: read.text } : undefined }
  }

  private async document(path: string, shape: Shape, { emptyIsFine = false } = {}): Promise<Cursor | undefined> {
    const shown = this.shown(path)
    const read = this.files.read(path)
    this.fileCount += 1
    if (!read.ok) {
      const span = wholeFile({ path: shown, text: '' })
      this.diagnostics.push(
        diagnose('project-file-unreadable', { message: `"${shown}" ${failureWords(read.failure)}`, span, hint: failureHint(read.failure) }),
      )
      return undefined
    }
    if (emptyIsFine && read.text.split('\n').every((line) => /^\s*(#|$)/.test(line))) return undefined
    const parsed = await parseYaml({ path: shown, text: read.text })
    const diagnostics = parsed.ok ? checkShape(shape, parsed.root) : parsed.diagnostics
    this.diagnostics.push(...diagnostics)
    return parsed.ok && diagnostics.length === 0 ? parsed.root : undefined
  }

  /** Paths are shown from where the person stands, so that a terminal can open them. */
  private shown(path: string): string {
    return posix.relative(this.here, path) || '.'
  }
}

function wholeFile(file: SourceFile): { file: SourceFile; start: number; end: number } {
  return { file, start: 0, end: 0 }
}

function failureHint({ kind }: FileFailure): string | undefined {
  if (kind === 'not-utf8') return 'save it as UTF-8'
  return kind === 'missing' ? 'it is a link to nothing' : undefined
}

function failureWords({ kind, detail }: FileFailure): string {
  switch (kind) {
    case 'missing':
      return 'is not there'
    case 'folder':
      return 'is a folder, not a file'
    case 'denied':
      return 'may not be read'
    case 'not-utf8':
      return 'is not UTF-8 text'
    case 'too-large':
      return `is too large to be one of ours (${detail})`
    case 'other':
      return `cannot be read (${detail})`
  }
}
