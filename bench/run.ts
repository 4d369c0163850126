import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measure } from './measure.ts'
import { peersThatWork } from './peers/peers.ts'
import { judgeTools } from './quality.ts'
import { resultsOf, tableOf } from './results.ts'
import { copyTool, prepare } from './rows.ts'

const isQuick = process.argv.includes('--quick')

if (!existsSync(new URL('../dist/main.cjs', import.meta.url))) throw new Error('dist/ is not there: build first')

const folder = mkdtempSync(join(tmpdir(), 'diga-int-bench-'))
try {
  const tool = copyTool(folder)
  const notes: string[] = []
  const peers = peersThatWork({ schema: tool.schema, folder }, (note) => notes.push(note))
  for (const note of notes) console.error(note)
  const { sitting, broken } = prepare({ folder, tool, peers, isQuick })
  const { judged } = judgeTools(tool.command, broken, isQuick ? [] : peers)
  const timed = measure(sitting, (round, last) => console.error(round === 0 ? 'warming up' : `round ${round} of ${last}`))
  const results = resultsOf(timed, judged, notes)
  console.log(tableOf(results))
  // A quick look is not worth keeping.
  if (!isQuick) {
    writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
    writeFileSync(new URL('results.md', import.meta.url), tableOf(results))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
