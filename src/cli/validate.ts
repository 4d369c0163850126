import type { ExitCode } from '../flow/outcome.ts'
import { validate } from '../flow/validate.ts'
import { validateWords } from '../report/validate.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, report } from './command.ts'

/** ValidateFlags is what `validate` takes beyond the common flags. */
export interface ValidateFlags extends CommonFlags {
  readonly only: readonly string[]
  readonly ignore: readonly string[]
  readonly stdinPath?: string
  readonly changed?: string
}

/** runValidate is `diga-int validate [paths…]`. */
export async function runValidate(world: World, paths: readonly string[], flags: ValidateFlags): Promise<ExitCode> {
  const outcome = await validate(world, { paths, only: flags.only, ignore: flags.ignore, stdinPath: flags.stdinPath, changed: flags.changed })
  return report(world, flags, { command: 'validate', outcome, json: (result) => result, words: validateWords })
}
