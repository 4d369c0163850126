import { fmt, fmtInput, type Formatted } from '../flow/fmt.ts'
import type { ExitCode, Outcome } from '../flow/outcome.ts'
import { UsageError } from '../flow/usage-error.ts'
import { fmtWords } from '../report/fmt.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, report } from './command.ts'
import { print } from './print.ts'

/** FmtFlags is what `fmt` takes. */
export interface FmtFlags extends CommonFlags {
  readonly check: boolean
}

/** runFmt is `diga-int fmt [paths…]`. */
export async function runFmt(world: World, paths: readonly string[], flags: FmtFlags): Promise<ExitCode> {
  if (paths.includes('-')) return onInput(world, paths, flags)
  return tell(world, flags, await fmt(world, { paths, check: flags.check }))
}

/** What comes in goes out laid out; what is wrong with it then goes to stderr, so that no report ends up in a file. */
async function onInput(world: World, paths: readonly string[], flags: FmtFlags): Promise<ExitCode> {
  if (paths.length > 1) throw new UsageError('"-" is one file from standard input, and stands alone')
  const isPlain = flags.outputs.every(({ format, file }) => format === 'text' && file === undefined)
  if (!flags.check && !isPlain) throw new UsageError('what is laid out goes to stdout; --format and --output are for fmt - --check')
  const outcome = await fmtInput(world, flags.check)
  if (flags.check) return tell(world, flags, outcome)
  if (outcome.text !== undefined) return print(world, outcome.text) ? 0 : 3
  const { terminal } = world
  return tell({ ...world, terminal: { ...terminal, colour: false, out: (text) => void terminal.err(text) } }, flags, outcome)
}

function tell(world: World, flags: FmtFlags, outcome: Outcome<Formatted>): Promise<ExitCode> {
  return report(world, flags, { command: 'fmt', outcome, json: ({ check, files }) => ({ check, files }), words: fmtWords })
}
