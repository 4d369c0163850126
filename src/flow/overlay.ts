import { posix } from 'node:path'
import type { Files } from '../world/world.ts'

/** withText gives the files as they would be if one of them held another text: what an editor has not saved yet. */
export function withText(files: Files, path: string, text: string): Files {
  const absolute = files.resolve(path)
  const parents = new Set<string>()
  for (let folder = posix.dirname(absolute); !parents.has(folder); folder = posix.dirname(folder)) parents.add(folder)
  return {
    ...files,
    read: (other) => (files.resolve(other) === absolute ? { ok: true, text: text.startsWith('\ufeff') ? text.slice(1) : text } : files.read(other)),
    kind: (other) => {
      const full = files.resolve(other)
      return full === absolute ? 'file' : (files.kind(other) ?? (parents.has(full) ? 'folder' : undefined))
    },
    list: (folder) => {
      const entries = files.list(folder)
      const full = files.resolve(folder)
      if (!parents.has(full)) return entries
      const name = absolute.slice(full === '/' ? 1 : full.length + 1).split('/')[0] ?? ''
      const own = { name, isFolder: posix.join(full, name) !== absolute }
      return [...(entries ?? []).filter((entry) => entry.name !== name), own].toSorted((left, right) => (left.name < right.name ? -1 : 1))
    },
  }
}

/** withTexts gives the files as they would be if some of them, by absolute path, held other texts. */
export function withTexts(files: Files, texts: ReadonlyMap<string, string>): Files {
  return {
    ...files,
    read: (path) => {
      const text = texts.get(files.resolve(path))
      return text === undefined ? files.read(path) : { ok: true, text }
    },
  }
}
