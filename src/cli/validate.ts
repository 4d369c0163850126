import type { ExitCode } from '../flow/outcome.ts'
import { type Validated, validate } from '../flow/validate.ts'
import { validateWords } from '../report/validate.ts'
import type { Words } from '../report/text.ts'
import type { Theme } from '../report/theme.ts'
import type { View } from '../report/view.ts'
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
  const { only, ignore, stdinPath, changed, outputs } = flags
  // Other formats tell all that is found.
  const skim = outputs.every(({ format }) => format === 'text')
  const outcome = await validate(world, { paths, only, ignore, stdinPath, changed, skim })
  const words = (view: View, validated: Validated | undefined, theme: Theme): Words => ({
    body: validateWords(view, validated, theme),
    isLeast: validated?.isLeast === true,
  })
  return report(world, flags, { command: 'validate', outcome, json: (result) => result, words })
}
