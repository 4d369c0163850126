import { posix } from 'node:path'
import { diagnose } from '../diagnostic/codes.ts'
import { closest } from '../diagnostic/did-you-mean.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Settings } from '../model/settings.ts'
import type { Files } from '../world/world.ts'

/** folderKeys are the settings that name a folder which is read. */
export const folderKeys = ['integrations', 'agents'] as const

/** FolderKey is one of them. */
export type FolderKey = (typeof folderKeys)[number]

/** missingFolders tells of folders that diga.yaml names, and that are not there. By its usual name, one may simply not be there yet. */
export function missingFolders(files: Files, root: string, settings: Settings): ReadonlyMap<FolderKey, Diagnostic> {
  const missing = folderKeys.filter((key) => settings[key] !== key && files.kind(posix.join(root, settings[key])) === undefined)
  if (missing.length === 0) return new Map()
  const folders = (files.list(root) ?? []).flatMap(({ name, isFolder }) => (isFolder && !name.startsWith('.') ? [name] : []))
  return new Map(
    missing.map((key) => {
      const name = settings[key]
      const meant = closest(name, folders) ?? (folders.includes(key) ? key : undefined)
      return [
        key,
        diagnose('project-folder-missing', {
          message: `the folder "${name}" is not there`,
          span: settings.at?.value(key),
          hint: meant === undefined ? 'make the folder, or name the one that is meant' : `did you mean "${meant}"?`,
        }),
      ]
    }),
  )
}
