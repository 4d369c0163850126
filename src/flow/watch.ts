import { posix } from 'node:path'
import type { Files, World } from '../world/world.ts'

/** WatchOptions is what to do again and again, and what to say meanwhile. */
export interface WatchOptions<Seen> {
  /** Nothing outside of this folder is watched. */
  readonly root: string
  /** Looks at the files; asked again when they changed. */
  readonly look: (world: World) => Promise<Seen>
  /** Hears what was seen, once nothing can change unnoticed any more; false ends the watch. */
  readonly onSeen: (seen: Seen) => Promise<boolean>
  /** Hears once why the system does not tell of changes, so that the folders are looked at several times a second. */
  readonly onTrouble: (detail: string) => void
}

/** watch looks at files now and whenever one of those that were looked at, or would have been had they been there, changes; until the interruption. */
export async function watch<Seen>(world: World, { root, look, onSeen, onTrouble }: WatchOptions<Seen>): Promise<void> {
  const { files, interrupted } = world
  const alarm = new Alarm(interrupted)
  let known: ReadonlySet<string> = new Set()
  let isTroubled = false
  let stop = (): void => {}
  try {
    while (await alarm.rung()) {
      const stopBefore = stop
      // Anew, and before anything is read: a folder that was deleted and made again is another one to the system.
      stop = files.watch(
        [...known],
        () => alarm.ring(),
        (detail) => {
          if (!isTroubled) onTrouble(detail)
          isTroubled = true
        },
      )
      stopBefore()
      const folders = new Set<string>()
      const seen = await look({ ...world, files: noting(files, root, folders) })
      const isWatched = [...folders].every((folder) => known.has(folder))
      known = folders
      if (!isWatched) alarm.ring()
      else if (!(await onSeen(seen))) return
    }
  } finally {
    stop()
  }
}

/** The files, noting the folders that an answer depends on. */
function noting(files: Files, root: string, folders: Set<string>): Files {
  const note = (folder: string): void => {
    if (folder === root || folder.startsWith(posix.join(root, '/'))) folders.add(folder)
  }
  return {
    ...files,
    read: (path) => {
      note(posix.dirname(files.resolve(path)))
      return files.read(path)
    },
    kind: (path) => {
      note(posix.dirname(files.resolve(path)))
      return files.kind(path)
    },
    list: (path) => {
      note(files.resolve(path))
      return files.list(path)
    },
  }
}

/** Alarm wakes who waits for it, or who comes later. It has rung once at the start. */
class Alarm {
  private isRinging = true
  private wake = (): void => {}
  private readonly interrupted: AbortSignal

  constructor(interrupted: AbortSignal) {
    this.interrupted = interrupted
    interrupted.addEventListener('abort', () => this.wake(), { once: true })
  }

  ring(): void {
    this.isRinging = true
    this.wake()
  }

  /** Waits for the next ring; false after the interruption. */
  async rung(): Promise<boolean> {
    if (!this.isRinging && !this.interrupted.aborted) await new Promise<void>((done) => (this.wake = done))
    this.isRinging = false
    return !this.interrupted.aborted
  }
}
