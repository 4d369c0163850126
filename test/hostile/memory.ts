import { posix } from 'node:path'
import { run } from '../../src/cli/run.ts'
import type { FileEntry, Files as Disk } from '../../src/world/world.ts'
import { worldIn } from '../world.ts'
import { type Files, textOf } from './files.ts'

/** Told is what a run says. */
export interface Told {
  readonly exitCode: number
  readonly out: string
  readonly err: string
}

/** Run runs a command line on a project. */
export type Run = (files: Files, argv: readonly string[]) => Promise<Told>

const root = '/project'

/** runOn runs a command line on a project in memory: from the arguments to what is printed, everything but the disk is real. */
export async function runOn(files: Files, argv: readonly string[]): Promise<Told> {
  const { world, said } = worldIn(root)
  const exitCode = await run(argv, { ...world, files: diskOf(files) })
  return { exitCode, ...said }
}

function diskOf(files: Files): Disk {
  const resolve = (path: string): string => posix.resolve(root, path)
  const texts = new Map(Object.entries(files).map(([path, content]) => [resolve(path), textOf(content)]))
  const folders = new Map<string, Map<string, FileEntry>>()
  for (const path of texts.keys()) addTo(folders, path, false)
  return {
    resolve,
    realPath: resolve,
    kind: (path) => (texts.has(resolve(path)) ? 'file' : folders.has(resolve(path)) ? 'folder' : undefined),
    read: (path) => {
      const text = texts.get(resolve(path))
      return text === undefined ? { ok: false, failure: { kind: 'missing', detail: 'ENOENT' } } : { ok: true, text }
    },
    list: (path) => {
      const entries = folders.get(resolve(path))
      return entries === undefined ? undefined : [...entries.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1))
    },
    write: () => ({ ok: false, failure: { kind: 'denied', detail: 'EROFS' } }),
    refusal: () => ({ kind: 'denied', detail: 'EROFS' }),
    watch: () => () => {},
    variablesIn: () => ({}),
  }
}

function addTo(folders: Map<string, Map<string, FileEntry>>, path: string, isFolder: boolean): void {
  const folder = posix.dirname(path)
  const isKnown = folders.has(folder)
  const entries = folders.get(folder) ?? new Map<string, FileEntry>()
  folders.set(folder, entries.set(path, { name: posix.basename(path), isFolder }))
  if (!isKnown && folder !== '/') addTo(folders, folder, true)
}
