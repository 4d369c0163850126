import { Buffer, isUtf8 } from 'node:buffer'
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { FileEntry, FileFailure, Files, FileText } from '../world/world.ts'
import { compileLess, keepMemorySmall } from './engine.ts'
import { besideOf, replaceFile } from './replace-file.ts'
import { watchFolders } from './watch-folders.ts'

// Larger than any text a person keeps; a bound against devices and dumps.
const mostBytes = 32 * 1024 * 1024

/** createFiles is the real disk, seen from a folder. */
export function createFiles(here: string): Files {
  const absolute = (path: string): string => slashes(resolve(here, path))
  return {
    resolve: absolute,
    realPath: (path) => slashes(realPath(absolute(path))),
    // A path out of a listing is absolute.
    read: (path) => (isPlainFile(path) ? read(path, readSmall) : read(absolute(path), () => undefined)),
    list: (path) => list(absolute(path)),
    kind: (path) => kind(absolute(path)),
    write: (path, text, isPrivate) => write(absolute(path), text, isPrivate),
    refusal: (path) => refusal(absolute(path)),
    watch: (folders, onChange, onTrouble) => watchFolders(folders.map(absolute), { onChange, onTrouble }),
    variablesIn: (text) => process.getBuiltinModule('node:util').parseEnv(text),
  }
}

// Of each folder that was listed, what in it is no plain file. Anything else in it can be read without another question to the system.
const exceptions = new Map<string, ReadonlySet<string>>()

function read(path: string, quickly: (path: string) => string | undefined): FileText {
  try {
    const text = quickly(path)
    return text === undefined ? readCarefully(path) : fileText(text, path)
  } catch (error) {
    return { ok: false, failure: failureOf(error) }
  }
}

function isPlainFile(path: string): boolean {
  const end = path.lastIndexOf('/')
  return exceptions.get(path.slice(0, end))?.has(path.slice(end + 1)) === false
}

// Projects of these sizes are worth a step out of the way.
const several = 100
const many = 2000

const room = 64 * 1024
const lineFeed = 10
let buffer: Buffer | undefined

/**
 * The text of a file of the usual size; undefined for an empty one, or what may have become something else since. The system gives all of a plain file at
 * once: only where that does not end as a text does, it is asked whether there is more.
 */
function readSmall(path: string): string | undefined {
  buffer ??= Buffer.allocUnsafeSlow(room)
  // What waits for a writer would wait for ever.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    let length = 0
    for (let more = -1; more !== 0 && !(length > 0 && buffer[length - 1] === lineFeed); length += more) {
      more = readSync(descriptor, buffer, length, room - length, null)
      if (length + more === room) return undefined
    }
    return length === 0 ? undefined : buffer.toString('utf8', 0, length)
  } finally {
    closeSync(descriptor)
  }
}

function readCarefully(path: string): FileText {
  const stats = statSync(path)
  // Reading a pipe or a device would wait for ever.
  if (!stats.isFile() && !stats.isDirectory()) return { ok: false, failure: { kind: 'other', detail: 'neither a file nor a folder' } }
  const { size } = stats
  if (size > mostBytes) return { ok: false, failure: { kind: 'too-large', detail: `${Math.round(size / 1024 / 1024)} MiB` } }
  return fileText(readFileSync(path, 'utf8'), path)
}

function fileText(text: string, path: string): FileText {
  // Node's fast way of reading text hides what is wrong with the bytes behind this character.
  if (text.includes('\ufffd') && !isUtf8(readFileSync(path))) return { ok: false, failure: { kind: 'not-utf8', detail: 'the bytes are no UTF-8' } }
  // Editors on Windows put a byte order mark in front; it is no part of the text.
  return text.startsWith('\ufeff') ? { ok: true, text: text.slice(1), mark: '\ufeff' } : { ok: true, text }
}

function list(path: string): readonly FileEntry[] | undefined {
  // To make an error takes Node longer than to ask.
  if (kind(path) !== 'folder') return undefined
  try {
    const names: string[] = []
    const folders = new Set<string>()
    const others = new Set<string>()
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const { name } = entry
      if (!entry.isFile()) others.add(name)
      if (entry.isDirectory()) folders.add(name)
      // Links to folders are not followed: they may lead in circles.
      else if (entry.isSymbolicLink() && kind(join(path, name)) === 'folder') continue
      names.push(name)
    }
    exceptions.set(path, others)
    if (names.length > many) keepMemorySmall()
    else if (names.length >= several) compileLess()
    return names.sort().map((name) => ({ name, isFolder: folders.has(name) }))
  } catch {
    return undefined
  }
}

function kind(path: string): 'file' | 'folder' | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats === undefined ? undefined : stats.isDirectory() ? 'folder' : 'file'
  } catch {
    // A link to itself, or a folder that may not be searched.
    return undefined
  }
}

function slashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

function realPath(path: string): string {
  try {
    // The system's own: what Node does by itself asks for every folder on the way.
    return realpathSync.native(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPath(folder), basename(path))
  }
}

const forOwner = 0o600

function write(path: string, text: string, isPrivate = false): ReturnType<Files['write']> {
  try {
    const bytes = Buffer.from(text, 'utf8')
    const known = statSync(path, { throwIfNoEntry: false })
    const isOpen = isPrivate && known !== undefined && (known.mode & 0o777) !== forOwner
    if (known?.isFile() === true && !isOpen && readFileSync(path).equals(bytes)) return { ok: true, changed: false }
    makeFolder(dirname(path))
    replaceFile(known === undefined ? path : realpathSync(path), bytes, { mode: isPrivate ? forOwner : known?.mode })
    return { ok: true, changed: true }
  } catch (error) {
    return { ok: false, failure: failureOf(error) }
  }
}

function refusal(path: string): FileFailure | undefined {
  try {
    if (kind(path) === 'folder') return { kind: 'folder', detail: 'EISDIR' }
    let folder = dirname(kind(path) === 'file' ? realpathSync(path) : path)
    while (kind(folder) === undefined && dirname(folder) !== folder) folder = dirname(folder)
    if (kind(folder) === 'file') return { kind: 'missing', detail: 'ENOTDIR' }
    // Only the system knows all that may speak against it.
    const probe = besideOf(join(folder, basename(path)))
    rmSync(probe, { force: true })
    writeFileSync(probe, '', { flag: 'wx' })
    rmSync(probe)
    return undefined
  } catch (error) {
    return failureOf(error)
  }
}

/** One by one: where a parent refuses new folders (/proc), Node's own way of making them all never returns. */
function makeFolder(path: string): void {
  // That nothing can be put into a file, the system says better.
  if (kind(path) !== undefined) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  mkdirSync(path)
}

const kinds: Readonly<Record<string, FileFailure['kind']>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
}

function failureOf(error: unknown): FileFailure {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error
  return { kind: kinds[error.code] ?? 'other', detail: error.code }
}
