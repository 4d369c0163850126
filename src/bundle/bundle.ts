import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import type { Project } from '../model/project.ts'
import { sortedJson } from '../text/canonical-json.ts'
import type { CanonicalBundle } from './canonical.ts'
import { isRefused } from './loss.ts'
import { type Manifest, manifestOf, type Written } from './manifest.ts'
import { counted, diagnosticsOf } from './say.ts'
import { sourceOf } from './source.ts'
import { emissionOf } from './survival.ts'
import type { Emission, Target } from './target.ts'
import { type TargetName, targets } from './targets/index.ts'
import { escapedJson } from './unseen.ts'

/** BundleRequest is what to bundle, and for whom. */
export interface BundleRequest {
  readonly project: Project
  readonly agent: Agent
  readonly targets: readonly TargetName[]
  /** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
  readonly sha256: (text: string) => string
}

/** BundleFile is one file of a bundle, its path relative to the bundle's folder. */
export interface BundleFile {
  readonly path: string
  readonly text: string
}

/** BundleOutcome is the files of a bundle and what there is to say about them. */
export interface BundleOutcome {
  /** Sorted by path. A refused target has no file; with no file at all there is no manifest either. */
  readonly files: readonly BundleFile[]
  readonly diagnostics: readonly Diagnostic[]
  readonly manifest: Manifest
}

/** bundleAgent writes the tools of an agent for each target. The same project gives the same bytes, whatever the order of the targets. */
export function bundleAgent({ project, agent, targets: wanted, sha256 }: BundleRequest): BundleOutcome {
  const names = [...new Set(wanted)].toSorted()
  const source = sourceOf(project, agent)
  if (source.diagnostics.length > 0) return { files: [], diagnostics: source.diagnostics, manifest: manifestOf(source.bundle, [], names) }
  const attempts = names.map((name) => attemptOf(name, source.bundle))
  const carried = attempts.filter(({ emission }) => !isRefused(emission.remarks))
  const files = carried.map(({ name, emission }) => ({ path: `${name}.json`, text: textOf(emission.document) }))
  const written = carried.map((attempt, index): Written => {
    const { path, text } = files[index] ?? { path: '', text: '' }
    return { ...attempt, file: path, sha256: sha256(text) }
  })
  const refused = attempts.filter(({ emission }) => isRefused(emission.remarks)).map(({ name }) => name)
  const manifest = manifestOf(source.bundle, written, refused)
  const all = [...files, { path: 'manifest.json', text: textOf(manifest) }].toSorted((left, right) => (left.path < right.path ? -1 : 1))
  return {
    files: files.length === 0 ? [] : all,
    diagnostics: [...diagnosticsOf(project, agent, saidBy(attempts)), ...withoutExecution(agent, attempts)],
    manifest,
  }
}

// What a model reads. What a target does without beyond that (speech, select) is told when it is bundled.
const readByModels = new Set(['name', 'description', 'schema'])

/** untakenBy tells what targets refuse of an agent's tools, and what of names, descriptions and schemas they do without; nothing is written. */
export function untakenBy({ project, agent, targets: wanted }: Omit<BundleRequest, 'sha256'>): readonly Diagnostic[] {
  const source = sourceOf(project, agent)
  if (source.diagnostics.length > 0) return source.diagnostics
  const said = saidBy([...new Set(wanted)].toSorted().map((name) => attemptOf(name, source.bundle)))
  const told = said.filter(({ remark: { weight, subject } }) => weight === 'refused' || (weight === 'lost' && readByModels.has(subject)))
  return diagnosticsOf(project, agent, told)
}

interface Attempt {
  readonly name: TargetName
  readonly target: Target
  readonly emission: Emission
}

function attemptOf(name: TargetName, bundle: CanonicalBundle): Attempt {
  const target: Target = targets[name]
  return { name, target, emission: emissionOf(target, bundle) }
}

/** Of a refused target only the reasons are told: what its file would have held is no news. */
function saidBy(attempts: readonly Attempt[]): { target: string; remark: Emission['remarks'][number] }[] {
  return attempts.flatMap(({ name, emission: { remarks } }) => {
    const told = isRefused(remarks) ? remarks.filter(({ weight }) => weight === 'refused') : remarks
    return told.map((remark) => ({ target: name, remark }))
  })
}

function withoutExecution(agent: Agent, attempts: readonly Attempt[]): readonly Diagnostic[] {
  const leaning = attempts.filter(({ target, emission }) => target.executedBy === 'runtime' && emission.tools.length > 0).map(({ name }) => name)
  if (leaning.length === 0 || leaning.includes('bundle')) return []
  return [
    diagnose('bundle-note', {
      message: `${counted('target', leaning)}: how to run the tools stands in bundle.json, which was not asked for`,
      span: agent.at.key('tools'),
      hint: 'add "bundle" to the targets',
    }),
  ]
}

function textOf(document: unknown): string {
  return escapedJson(sortedJson(document))
}
