import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

/** WatchOptions is what to do with what is seen. */
export interface WatchOptions {
  readonly onChange: () => void
  /** Hears once why the system tells nothing of a folder that is there. */
  readonly onTrouble: (detail: string) => void
  /** How the system is asked; a test hands in one that refuses. */
  readonly ask?: (folder: string, onEvent: () => void) => FSWatcher
}

// Saving is a burst: a file is emptied and written, or written beside and renamed.
const quietMilliseconds = 20
const mostMilliseconds = 200
const lookEveryMilliseconds = 250

/** watchFolders is `Files.watch` on the real disk. One folder is one thing to watch, however many files it holds. */
export function watchFolders(folders: readonly string[], { onChange, onTrouble, ask = watch }: WatchOptions): () => void {
  const burst = afterBurst(onChange)
  let isTold = false
  const stops = folders.map((folder) =>
    watchOne(folder, {
      ask,
      onChange: burst.seen,
      onTrouble: (detail) => {
        if (!isTold) onTrouble(detail)
        isTold = true
      },
    }),
  )
  return () => {
    burst.stop()
    for (const stop of stops) stop()
  }
}

function watchOne(folder: string, { ask, onChange, onTrouble }: Required<WatchOptions>): () => void {
  let stop: () => void
  const fallBack = (error: unknown): void => {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    // What is not there, or no longer, is no trouble of the system's: it may come.
    if (!/^(ENOENT|ENOTDIR)$/.test(detail) && statSync(folder, { throwIfNoEntry: false }) !== undefined) onTrouble(detail)
    stop = lookAgainAndAgain(folder, onChange)
  }
  try {
    const watcher = ask(folder, onChange)
    stop = () => watcher.close()
    watcher.on('error', (error) => {
      watcher.close()
      fallBack(error)
      onChange()
    })
  } catch (error) {
    fallBack(error)
  }
  return () => stop()
}

function lookAgainAndAgain(folder: string, onChange: () => void): () => void {
  let before = looksOf(folder)
  const timer = setInterval(() => {
    const now = looksOf(folder)
    if (now === before) return
    before = now
    onChange()
  }, lookEveryMilliseconds)
  return () => clearInterval(timer)
}

/** Names, times and sizes of what is in a folder. */
function looksOf(folder: string): string {
  try {
    return readdirSync(folder)
      .map((name) => {
        const { mtimeMs, size, ino } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0, ino: 0 }
        return `${name}\n${mtimeMs} ${size} ${ino}`
      })
      .join('\n')
  } catch (error) {
    return String(error)
  }
}

function afterBurst(tell: () => void): { readonly seen: () => void; readonly stop: () => void } {
  let first: number | undefined
  let timer: NodeJS.Timeout | undefined
  const end = (): void => {
    first = undefined
    tell()
  }
  return {
    seen: () => {
      const now = performance.now()
      first ??= now
      clearTimeout(timer)
      timer = setTimeout(end, Math.min(quietMilliseconds, Math.max(0, first + mostMilliseconds - now)))
    },
    stop: () => clearTimeout(timer),
  }
}
