import { posix } from 'node:path'
import type { Files } from '../world/world.ts'

/** settingsName is the file whose folder is the project root. */
export const settingsName = 'diga.yaml'

/**
 * findRoot walks up from a path to the folder that is the project root: the nearest with a `diga.yaml`, or else with an `integrations` folder.
 * Nothing found: the folder of the path itself. The walk ends at the top of a git repository.
 */
export function findRoot(files: Files, path: string): string {
  const absolute = files.resolve(path)
  const start = files.kind(absolute) === 'file' ? posix.dirname(absolute) : absolute
  for (let folder = start; ; folder = posix.dirname(folder)) {
    if (files.kind(posix.join(folder, settingsName)) === 'file' || files.kind(posix.join(folder, 'integrations')) === 'folder') return folder
    if (files.kind(posix.join(folder, '.git')) !== undefined || folder === posix.dirname(folder)) return start
  }
}

/** leadsOut tells whether a file of a project is reached by a link that leads out of it. */
export function leadsOut(files: Files, root: string, path: string): boolean {
  return posix.relative(files.realPath(root), files.realPath(path)).startsWith('../')
}

/** lockPathOf is where the lockfile of an integration's file stands. */
export function lockPathOf(integrationPath: string): string {
  return `${integrationPath.slice(0, -'.yaml'.length)}.lock.yaml`
}

/** nearlyNamed finds a folder that was meant to be the one of a name, when there is none of that name: `agent` for `agents`. */
export function nearlyNamed(files: Files, root: string, name: string): string | undefined {
  if (files.kind(posix.join(root, name)) !== undefined) return undefined
  const stem = (word: string): string => word.toLowerCase().replace(/s$/, '')
  return (files.list(root) ?? []).find((entry) => entry.isFolder && stem(entry.name) === stem(name))?.name
}

/** renameYml is what to do about a file that ends otherwise than what is read. */
export const renameYml = 'rename it: diga-int reads .yaml'

/** YamlFiles is what a folder holds of ours, and what looks like it but is not read. */
export interface YamlFiles {
  /** Absolute paths, sorted. */
  readonly yaml: readonly string[]
  readonly locks: readonly string[]
  /** Folders that cannot be looked into. */
  readonly unreadable: readonly string[]
  /** Paths that look as if they belonged here, with the reason why they do not. */
  readonly ignored: readonly { readonly path: string; readonly reason: string; readonly hint: string }[]
}

/** yamlFilesIn lists the YAML files of a folder and of the folders below it, sorted by path. */
export function yamlFilesIn(files: Files, folder: string): YamlFiles {
  const found: Found = { yaml: [], locks: [], unreadable: [], ignored: [] }
  collect(files, folder, found)
  return found
}

interface Found {
  readonly yaml: string[]
  readonly locks: string[]
  readonly unreadable: string[]
  readonly ignored: YamlFiles['ignored'][number][]
}

function collect(files: Files, folder: string, found: Found): void {
  const entries = files.list(folder)
  if (entries === undefined && files.kind(folder) === 'folder') found.unreadable.push(folder)
  const above = folder === posix.sep ? '' : folder
  for (const { name, isFolder } of entries ?? []) {
    if (name.startsWith('.')) continue
    const path = `${above}/${name}`
    if (isFolder) {
      if (/(?<!\.lock)\.ya?ml$/.test(name))
        found.ignored.push({ path, reason: 'is a folder, though it is named like a file', hint: 'rename the folder, or make it a file' })
      collect(files, path, found)
    } else if (name.endsWith('.lock.yaml')) found.locks.push(path)
    else if (name.endsWith('.yaml')) found.yaml.push(path)
    else if (/\.ya?ml$/i.test(name)) found.ignored.push({ path, reason: `ends in ${name.slice(name.lastIndexOf('.'))}`, hint: renameYml })
  }
}
