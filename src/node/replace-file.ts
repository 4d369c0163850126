import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** besideOf is the name under which a file is written before it takes its place. */
export function besideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
}

/** ReplaceOptions are the rights of the new file; undefined: the usual ones. What may be lost with the machine need not be flushed. */
export interface ReplaceOptions {
  readonly mode: number | undefined
  readonly flush?: boolean
}

/**
 * replaceFile writes a whole file: a reader sees the old one or the new one, never a part. The bytes go to a new file beside it, never through a link
 * that somebody laid there, which then takes its name.
 */
export function replaceFile(path: string, bytes: Uint8Array | string, { mode, flush = true }: ReplaceOptions): void {
  const beside = besideOf(path)
  try {
    rmSync(beside, { force: true })
    writeFileSync(beside, bytes, { flag: 'wx', flush, ...(mode === undefined ? {} : { mode: mode & 0o777 }) })
    // What the system takes away from the rights of new files stays, where it is not said otherwise.
    if (mode !== undefined) chmodSync(beside, mode)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
