import { posix } from 'node:path'
import { globMatcher } from '../text/glob.ts'
import type { Files } from '../world/world.ts'
import { UsageError } from './usage-error.ts'

/** ChosenPaths is the part of a project that was asked about. */
export interface ChosenPaths {
  /** Where to look for the project. */
  readonly start: string
  /** Whether a file, as an absolute path, belongs to what was asked about; undefined: everything does. */
  readonly has: ((path: string) => boolean) | undefined
  /** Refuses what was asked for once the project is known: paths outside of it, patterns that match none of its files. */
  readonly check: (root: string, files: readonly string[]) => void
}

/** choosePaths reads the paths of a command line: files, folders, and patterns where nothing of that name is there. */
export function choosePaths(files: Files, words: readonly string[]): ChosenPaths {
  const chosen = words.map((word) => choose(files, word))
  return {
    start: chosen[0]?.start ?? '.',
    has: chosen.length === 0 ? undefined : (path) => chosen.some(({ has }) => has(path)),
    check: (root, all) => {
      for (const { word, start, has, isPattern } of chosen) {
        const absolute = files.resolve(start)
        if (absolute !== root && !absolute.startsWith(withSlash(root)))
          throw new UsageError(`"${word}" lies outside of the project of "${words[0]}"; check one project at a time`)
        if (isPattern && !all.some(has)) throw new UsageError(`"${word}" matches no file of the project`)
      }
    },
  }
}

interface Choice {
  readonly word: string
  readonly start: string
  readonly isPattern: boolean
  readonly has: (path: string) => boolean
}

function choose(files: Files, word: string): Choice {
  if (files.kind(word) !== undefined) {
    const absolute = files.resolve(word)
    const folder = withSlash(absolute)
    return { word, start: word, isPattern: false, has: (path) => path === absolute || path.startsWith(folder) }
  }
  if (!/[*?[{]/.test(word)) throw new UsageError(`there is no "${word}"`)
  // The part before the first wildcard is a folder; the pattern is matched below it.
  const fixed = word.split('/').slice(
    0,
    word.split('/').findIndex((part) => /[*?[{]/.test(part)),
  )
  const start = fixed.length === 0 ? '.' : fixed.join('/') || '/'
  if (files.kind(start) === undefined) throw new UsageError(`there is no "${start}"`)
  const base = withSlash(files.resolve(start))
  const isMatch = globMatcher(word.split('/').slice(fixed.length).join('/'))
  return { word, start, isPattern: true, has: (path) => path.startsWith(base) && isMatch(path.slice(base.length)) }
}

function withSlash(path: string): string {
  return path === posix.sep ? path : `${path}/`
}
