import { bundle, type Bundled } from '../flow/bundle.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { bundleWords } from '../report/bundle.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, report } from './command.ts'

/** BundleFlags is what `bundle` takes. */
export interface BundleFlags extends CommonFlags {
  readonly agent?: string
  readonly target?: string
  readonly out?: string
  readonly check: boolean
  readonly project: string
}

/** runBundle is `diga-int bundle --agent NAME --target a,b`. */
export async function runBundle(world: World, flags: BundleFlags): Promise<ExitCode> {
  const { agent, out, check, project: projectPath } = flags
  const targets = flags.target
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const outcome = await bundle(world, { agent, targets, out, check, projectPath })
  return report(world, flags, { command: 'bundle', outcome, json: bundleJson, words: bundleWords })
}

function bundleJson({ check, agents }: Bundled): object {
  return { check, agents }
}
