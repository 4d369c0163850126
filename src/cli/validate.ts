import type { ExitCode } from '../flow/outcome.ts'
import { validate } from '../flow/validate.ts'
import { validateWords } from '../report/validate.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, formatOf, report } from './command.ts'

/** runValidate is `diga-int validate [paths…]`. */
export async function runValidate(world: World, paths: readonly string[], flags: CommonFlags): Promise<ExitCode> {
  formatOf(flags.format)
  const outcome = await validate(world, paths)
  return report(world, flags, { command: 'validate', outcome, json: (result) => result, words: validateWords })
}
