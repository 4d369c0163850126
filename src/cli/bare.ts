import { exitCodeOf, type ExitCode, type Outcome, settle } from '../flow/outcome.ts'
import { viewOf } from '../report/outcome-view.ts'
import { renderText } from '../report/text.ts'
import { plainTheme } from '../report/theme.ts'
import type { World } from '../world/world.ts'
import type { CommonFlags } from './command.ts'
import { print } from './print.ts'

/** reportBare writes nothing but a text to stdout, so that it can be piped; what was found goes to stderr. */
export function reportBare<Result>(world: World, flags: CommonFlags, outcome: Outcome<Result>, bare: (result: Result) => string): ExitCode {
  const { terminal } = world
  const settled = settle(outcome, flags)
  const text = settled.result === undefined ? '' : bare(settled.result)
  const isWritten = text === '' || print(world, text)
  if (settled.diagnostics.length > 0)
    terminal.err(renderText(viewOf('try', settled, null), { ...plainTheme, width: terminal.columns ?? plainTheme.width }, { body: '' }))
  return isWritten ? exitCodeOf(settled.diagnostics) : 3
}
