import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runIn } from '../world.ts'
import type { Run } from './memory.ts'

/** runOnDisk runs a command line on a project in a folder of the real disk: what reads bytes is real too. The folder is written anew for each run. */
export function runOnDisk(folder: string): Run {
  return async (files, argv) => {
    rmSync(folder, { recursive: true, force: true })
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const { exitCode, out, err } = await runIn(folder, argv)
    return { exitCode, out, err }
  }
}
