import { posix } from 'node:path'
import type { Files } from '../world/world.ts'

/** repositoryPathIn calls files by their path from the top of the git repository around the current folder; without one, from that folder itself. */
export function repositoryPathIn(files: Files): (path: string) => string {
  let top: string | undefined
  return (path) => {
    top ??= posix.join(topAbove(files), '/')
    const absolute = files.resolve(path)
    return absolute.startsWith(top) ? absolute.slice(top.length) : path
  }
}

function topAbove(files: Files): string {
  const here = files.resolve('.')
  for (let folder = here; ; folder = posix.dirname(folder)) {
    // In a worktree or a submodule it is a file.
    if (files.kind(posix.join(folder, '.git')) !== undefined) return folder
    if (folder === posix.dirname(folder)) return here
  }
}
