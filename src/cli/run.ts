import { type ExitCode, UsageError } from '../flow/outcome.ts'
import { printable } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { defaultFlags } from './command.ts'

/** run obeys a command line and gives the exit code. It is the only place that catches everything. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    const [command, ...rest] = argv
    // The commonest call in editors, hooks and CI needs no parser of flags: 4 ms of 30.
    if (command === 'validate' && rest.every((word) => !word.startsWith('-'))) {
      const { runValidate } = await import('./validate.ts')
      return await runValidate(world, rest, defaultFlags)
    }
    const { parseAndRun } = await import('./program.ts')
    return await parseAndRun(argv, world)
  } catch (error) {
    if (error instanceof UsageError) {
      world.terminal.err(`diga-int: ${printable(error.message)}\n`)
      return 2
    }
    world.terminal.err(`diga-int: this is a bug: ${printable(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`)
    return 3
  }
}
