import { posix } from 'node:path'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Agent } from '../model/agent.ts'
import type { Files, World } from '../world/world.ts'
import { lockPathOf, settingsName } from './find-project.ts'

/** Changes is what a branch touches, as absolute paths; deleted files too. */
export type Changes = { readonly ok: true; readonly paths: ReadonlySet<string> } | { readonly ok: false; readonly diagnostic: Diagnostic }

/** changesSince asks git what differs from where the branch left `base`: what is committed, what is not, and new files. */
export async function changesSince({ git }: World, root: string, base: string): Promise<Changes> {
  const changed = await git.changedSince(root, base)
  if (changed.ok) return { ok: true, paths: new Set(changed.paths) }
  const message = `what changed since "${base}" cannot be found out: ${changed.reason}`
  return {
    ok: false,
    diagnostic: diagnose('project-changes-unknown', { message, hint: 'fetch the branch with its history, or run without --changed' }),
  }
}

/**
 * touchedBy makes the test of what to tell of a project when only some files changed: those files, the agents that use them, and what stands
 * beside them (an integration and its lockfile). Settings touch everything.
 */
export function touchedBy(
  files: Files,
  changed: ReadonlySet<string>,
  { root, agents }: { readonly root: string; readonly agents: readonly Agent[] },
): (diagnostic: Diagnostic) => boolean {
  if (changed.has(posix.join(root, settingsName))) return () => true
  const touched = new Set(changed)
  for (const path of changed) if (path.endsWith('.lock.yaml')) touched.add(path.replace(/\.lock\.yaml$/, '.yaml'))
  const names = new Set([...touched].filter((path) => path.endsWith('.yaml')).map((path) => posix.basename(path, '.yaml')))
  for (const { at, prompt, assignments } of agents) {
    const own = [at.file.path, ...(prompt?.file === undefined ? [] : [prompt.file.path])].map((path) => files.resolve(path))
    if (!own.some((path) => touched.has(path)) && !assignments.some(({ integration }) => names.has(integration))) continue
    for (const path of own) touched.add(path)
  }
  for (const path of [...touched]) if (path.endsWith('.yaml')) touched.add(lockPathOf(path))
  const isTouched = (path: string): boolean => touched.has(files.resolve(path))
  return ({ span, related }: Diagnostic): boolean =>
    span === undefined || isTouched(span.file.path) || related?.some((place) => isTouched(place.span.file.path)) === true
}
