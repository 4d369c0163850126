import { explain, type Explained } from '../flow/explain.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { explainWords } from '../report/explain.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, report } from './command.ts'

/** runExplain is `diga-int explain [code]`. */
export async function runExplain(world: World, code: string | undefined, flags: CommonFlags): Promise<ExitCode> {
  const outcome = { diagnostics: [], result: explain(code) }
  return report(world, flags, {
    command: 'explain',
    outcome,
    json: explainJson,
    words: (_view, explained, theme) => (explained === undefined ? '' : explainWords(explained, theme)),
  })
}

function explainJson(explained: Explained): object {
  return 'codes' in explained ? { codes: explained.codes } : { ...explained.code, example: explained.example ?? null }
}
