import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure } from './measure.ts'
import { ajvCli } from './peers/ajv-cli.ts'
import { resultsOf, tableOf } from './results.ts'
import { rowsIn } from './rows.ts'

const isQuick = process.argv.includes('--quick')
const rounds = isQuick ? 5 : 15
const counts = isQuick ? [100] : [100, 1000]

if (!existsSync(new URL('../dist/main.cjs', import.meta.url))) throw new Error('dist/ is not there: build first')
const script = ajvCli()
if (script === undefined) console.error('ajv-cli could not be installed (no network?): its rows are left out')

const folder = mkdtempSync(join(tmpdir(), 'diga-int-bench-'))
try {
  const prepared = rowsIn({ folder, ajvCli: script, counts })
  const timed = measure({ ...prepared, rounds }, (round) => console.error(round === 0 ? 'warming up' : `round ${round} of ${rounds}`))
  const results = resultsOf(timed, rounds)
  console.log(tableOf(results))
  // A quick look is not worth keeping.
  if (!isQuick) {
    writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
    writeFileSync(new URL('results.md', import.meta.url), tableOf(results))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
