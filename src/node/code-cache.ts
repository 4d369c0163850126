import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { Script } from 'node:vm'
import { replaceFile } from './replace-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** CodeCache keeps what the engine compiled of our own program in the folder for the caches of the user's programs (docs/decisions/code-cache.md). */
export interface CodeCache {
  /** Compiles a file of ours, with the help of what was kept of it. */
  compile(name: string, source: string): Script
  /**
   * Keeps what was compiled in this run and not found: to be called when all is done. Never fails. A run over few files that found nothing wrong went
   * all the way and compiled no more than that, so that what it compiled takes the place of what others did. Where it began with what others had compiled,
   * that is still among it: then that is thrown away, and the next such run begins anew.
   */
  keep(wentAllTheWay: boolean): void
}

/** Program is what is running: `build` names exactly this one, for two of them never share what was compiled; each command needs other parts of it. */
export interface Program {
  readonly build: string
  readonly command: string
}

/** openCodeCache looks whether there is a folder of ours. */
export function openCodeCache({ build, command }: Program, environment: Environment): CodeCache {
  const parent = cacheFolder(environment, process.platform)
  const own = parent === undefined ? '' : `${parent}/diga-int`
  const folder = `${own}/${build}-${process.versions.v8}-${process.arch}`
  const isUsable = parent !== undefined && isOurs(own)
  const whole = (name: string): string => `${folder}/${command}-${name}`
  const part = (name: string): string => `${whole(name)}.part`
  const fresh = new Map<string, Script>()
  const parts = new Set<string>()
  return {
    compile(name, source) {
      const first = isUsable ? kept(whole(name)) : undefined
      const cachedData = first ?? (isUsable ? kept(part(name)) : undefined)
      // Not the whole path: what is kept names the file as it was first called, in whatever folder it stood.
      const script = new Script(source, { filename: `diga-int/${name}`, ...(cachedData === undefined ? {} : { cachedData }) })
      if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(name, script)
      else if (first === undefined) parts.add(name)
      return script
    },
    keep(wentAllTheWay) {
      if (parent === undefined || fresh.size + (wentAllTheWay ? parts.size : 0) === 0) return
      try {
        makeFolder(parent)
        makeFolder(own)
        if (!isOurs(own)) return
        makeRoom(own, folder)
        makeFolder(folder)
        const options = { mode: 0o600, flush: false }
        for (const [name, script] of fresh) {
          if (!wentAllTheWay && isEmpty(part(name))) continue
          const data = script.createCachedData()
          replaceFile(wentAllTheWay ? whole(name) : part(name), Buffer.concat([data, data]), options)
        }
        if (wentAllTheWay) for (const name of parts) replaceFile(part(name), Buffer.alloc(0), options)
      } catch {
        // No home, no space, no right to write: then the next start takes a little longer.
      }
    },
  }
}

/** Where the system keeps caches. Undefined: nowhere, or the person wants none; the variables are Node's own, and those of its specification. */
function cacheFolder(environment: Environment, platform: string): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: off, NODE_V8_COVERAGE: coverage, HOME: home = '' } = environment
  if (off !== undefined || coverage !== undefined) return undefined
  const { XDG_CACHE_HOME: wish = '', LOCALAPPDATA: local = '' } = environment
  const folder = platform === 'win32' ? local : platform === 'darwin' ? `${home}/Library/Caches` : isAbsolute(wish) ? wish : `${home}/.cache`
  // What is not absolute would lie in the project that is being judged.
  return isAbsolute(folder) ? folder : undefined
}

/** What lies in a folder that somebody else can write to is never run. */
function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false })
  if (stats?.isDirectory() !== true) return false
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0)
}

/** The engine runs what it is given without looking at it: each file holds the same twice, so that a disk that went wrong is found out. */
function kept(path: string): Buffer | undefined {
  try {
    const both = readFileSync(path)
    const half = both.length / 2
    const [data, copy] = [both.subarray(0, half), both.subarray(half)]
    return data.length > 0 && data.equals(copy) ? data : undefined
  } catch {
    return undefined
  }
}

function isEmpty(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === 0
}

const mostBuilds = 8

/** Each build and each version of Node has a folder of its own; the oldest ones go. */
function makeRoom(own: string, folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return
  const others = readdirSync(own).map((name) => `${own}/${name}`)
  const age = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  for (const old of others.toSorted((a, b) => age(b) - age(a)).slice(mostBuilds - 1)) rmSync(old, { recursive: true, force: true })
}

/** For nobody else to read, as the specification of those folders has it; what is above it has to be there. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) mkdirSync(path, { mode: 0o700 })
}
