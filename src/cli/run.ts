import type { ExitCode } from '../flow/outcome.ts'
import type { World } from '../world/world.ts'
import { guard } from './guard.ts'
import { print } from './print.ts'
import { version } from './version.ts'

/** run obeys a command line and gives the exit code. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const [command, ...rest] = argv
  // The commonest call in editors, hooks and CI needs no parser of flags, and nothing of the other commands.
  if (command === 'validate' && rest.every((word) => !word.startsWith('-'))) {
    return guard(world, async () => {
      const { runValidate } = await import('./validate.ts')
      return runValidate(world, rest, { outputs: [{ format: 'text' }], strict: false, color: true, only: [], ignore: [] })
    })
  }
  if (argv.length === 1 && (command === '--version' || command === '-V')) return print(world, `${version}\n`) ? 0 : 3
  const { parseAndRun } = await import('./program.ts')
  return parseAndRun(argv, world)
}
