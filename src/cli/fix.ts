import { fix, type Fixed } from '../flow/fix.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { fixWords } from '../report/fix.ts'
import type { World } from '../world/world.ts'
import { report } from './command.ts'
import type { ValidateFlags } from './validate.ts'

/** runFix is `diga-int validate --fix [--dry-run] [paths…]`. */
export async function runFix(world: World, paths: readonly string[], flags: ValidateFlags & { readonly dryRun: boolean }): Promise<ExitCode> {
  const { only, ignore, stdinPath, changed, dryRun } = flags
  const outcome = await fix(world, { paths, only, ignore, stdinPath, changed, dryRun })
  const patch = dryRun && outcome.result !== undefined ? (await import('../report/patch.ts')).patchOf(outcome.result.changes) : ''
  return report(world, flags, {
    command: 'validate',
    outcome,
    json: fixedJson,
    words: (view, fixed, theme) => fixWords(view, fixed, { theme, patch }),
  })
}

function fixedJson({ dryRun, changes: _changes, ...fixed }: Fixed): object {
  return { ...fixed, dry_run: dryRun }
}
