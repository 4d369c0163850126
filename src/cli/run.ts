import type { ExitCode } from '../flow/outcome.ts'
import type { World } from '../world/world.ts'
import { guard } from './guard.ts'
import { print } from './print.ts'
import { version } from './version.ts'

/** run obeys a command line and gives the exit code. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const [command, ...rest] = argv
  // The commonest calls, in editors, hooks and by hand, need no parser of flags, and nothing of the other commands.
  const paths = rest.filter((word) => word !== '--strict')
  if (command === 'validate' && paths.every((word) => !word.startsWith('-'))) {
    return guard(world, async () => {
      const { runValidate } = await import('./validate.ts')
      return runValidate(world, paths, { outputs: [{ format: 'text' }], strict: paths.length < rest.length, color: true, only: [], ignore: [] })
    })
  }
  const [target, ...words] = rest
  if (command === 'try' && target !== undefined && rest.every((word) => !word.startsWith('-'))) {
    return guard(world, async () => {
      const { runTry } = await import('./try.ts')
      return runTry(world, target, words, {
        outputs: [{ format: 'text' }],
        strict: false,
        color: true,
        var: [],
        yes: false,
        dryRun: false,
        project: '.',
      })
    })
  }
  if (argv.length === 1 && (command === '--version' || command === '-V')) return print(world, `${version}\n`) ? 0 : 3
  const { parseAndRun } = await import('./program.ts')
  return parseAndRun(argv, world)
}
