import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { oddPartsOf, oddPartsOfText } from '../src/check/ordinary.ts'
import { fileRules } from '../src/check/rules/index.ts'
import { decodeIntegration } from '../src/model/decode.ts'
import type { HttpIntegration } from '../src/model/integration.ts'
import { toolsOf } from '../src/model/project.ts'
import { Cursor } from '../src/yaml/cursor.ts'
import { parseFast } from '../src/yaml/fast.ts'
import { writeCorpus } from './corpus.ts'

// npx tsx bench/rules.ts [ROUNDS]: what each rule costs on clean files, in microseconds a file, the dearest first. With one round the engine is cold, as in
// a run over a few hundred files; with fifteen, the default, it has warmed up.

const rounds = Number(process.argv[2] ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'diga-int-rules-'))
writeCorpus(folder, { count: 300 })
const paths = readdirSync(join(folder, 'integrations')).filter((name) => name.endsWith('.yaml'))
const read = paths.map((path) => {
  const text = readFileSync(join(folder, 'integrations', path), 'utf8')
  const parsed = parseFast(text)
  if (!parsed.ok) throw new Error(`${path} is not read by the fast parser`)
  return new Cursor({ file: { path, text }, ...parsed }, [])
})
rmSync(folder, { recursive: true, force: true })
const around = { agents: [], targets: [] }
const fresh = (): readonly HttpIntegration[] =>
  read.flatMap((root) => {
    const integration = decodeIntegration(basename(root.file.path, '.yaml'), root)
    return integration.type === 'http' ? [integration] : []
  })

let found = 0
const report = (): void => void (found += 1)
const least = new Map<string, number>()
const time = (name: string, work: () => void): void => {
  // Processor time: what else the machine does stays out of it.
  const start = process.cpuUsage()
  work()
  const microseconds = process.cpuUsage(start).user / read.length
  least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, microseconds))
}

for (let round = 0; round < rounds; round += 1) {
  let integrations: readonly HttpIntegration[] = []
  time('(decode)', () => (integrations = fresh()))
  time('(toolsOf)', () => integrations.forEach(toolsOf))
  time('(ordinary text)', () => read.forEach((root) => oddPartsOfText(root.file)))
  time('(ordinary integration)', () => read.forEach(oddPartsOf))
  for (const rule of fileRules()) {
    if (rule.on === 'text') time(rule.code, () => read.forEach((root) => rule.check({ file: root.file, root }, report, around)))
    else if (rule.on === 'integration') time(rule.code, () => integrations.forEach((integration) => rule.check(integration, report, around)))
    else if (rule.on === 'tool')
      time(rule.code, () =>
        integrations.forEach((integration) => integration.tools.forEach((tool) => rule.check({ tool, integration }, report, around))),
      )
    else if (rule.on === 'offered-tool')
      time(rule.code, () =>
        integrations.forEach((integration) => toolsOf(integration).forEach((tool) => rule.check({ tool, integration }, report, around))),
      )
  }
}

const rows = [...least].toSorted(([, left], [, right]) => right - left)
for (const [name, microseconds] of rows) console.log(`${microseconds.toFixed(2).padStart(8)}  ${name}`)
console.log(
  `${rows
    .reduce((sum, [, microseconds]) => sum + microseconds, 0)
    .toFixed(1)
    .padStart(8)}  all together; ${found} findings`,
)
