import type { ExitCode } from '../flow/outcome.ts'
import { isUsageError } from '../flow/usage-error.ts'
import { printable } from '../text/printable.ts'
import type { World } from '../world/world.ts'

/** guard is the only place that catches everything: a command line that cannot be obeyed is told (2), anything else is our bug (3). */
export async function guard({ terminal }: World, command: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await command()
  } catch (error) {
    if (isUsageError(error)) {
      terminal.err(`diga-int: ${printable(error.message)}\n`)
      return 2
    }
    terminal.err(`diga-int: this is a bug: ${printable(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`)
    return 3
  }
}
