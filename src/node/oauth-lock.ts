import { rmSync, statSync, writeFileSync } from 'node:fs'
import { codeOf } from './http-failure.ts'
import { wait } from './wait.ts'

const pause = 50

/** AloneOptions is how long work may take at most, and what ends the wait for others. */
export interface AloneOptions {
  readonly milliseconds: number
  readonly interrupted: AbortSignal
}

/**
 * alone does work while no other process does the like, by a file at this path. Nobody waits for longer than the work may take: a file that is older was
 * left behind.
 */
export async function alone<Value>(path: string, options: AloneOptions, work: () => Promise<Value>): Promise<Value> {
  const isHeld = await take(path, options)
  try {
    return await work()
  } finally {
    if (isHeld) rmSync(path, { force: true })
  }
}

async function take(path: string, { milliseconds, interrupted }: AloneOptions): Promise<boolean> {
  for (let waited = 0; waited <= milliseconds && !interrupted.aborted; waited += pause) {
    try {
      writeFileSync(path, '', { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      // Where nothing can be written, the work fails of that.
      if (codeOf(error) !== 'EEXIST') return false
    }
    if (ageOf(path) > milliseconds) rmSync(path, { force: true })
    else await wait(pause, interrupted)
  }
  return false
}

function ageOf(path: string): number {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return made === undefined ? 0 : Date.now() - made
}
