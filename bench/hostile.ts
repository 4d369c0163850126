import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { filled, type Files, type Grow } from '../test/hostile/files.ts'
import { positions, textAt } from '../test/hostile/positions.ts'
import { projectShapes } from '../test/hostile/shapes/project.ts'
import { schemaShapes } from '../test/hostile/shapes/schema.ts'
import { yamlShapes } from '../test/hostile/shapes/yaml.ts'
import { texts } from '../test/hostile/texts.ts'
import { environment } from './environment.ts'

/** Cost is what one run of the program took: processor time, for the clock of a busy machine says nothing. */
interface Cost {
  readonly seconds: number
  readonly mebibytes: number
  /** Megabytes that it printed. */
  readonly printed: number
  readonly exitCode: number | null
}

const { values } = parseArgs({
  options: {
    /** Only shapes whose name holds this. */
    only: { type: 'string', default: '' },
    /** How many shapes to leave out, for a run that was interrupted. */
    skip: { type: 'string', default: '0' },
    group: { type: 'string', default: 'yaml,schema,project,texts' },
    /** The sizes to look at, in KiB; one that is over budget is not made larger. */
    sizes: { type: 'string', default: '256,1024,4096' },
    format: { type: 'string', default: 'text' },
    tool: { type: 'string', default: fileURLToPath(new URL('../bin/diga-int.cjs', import.meta.url)) },
    /** Every measurement, and not only those over budget. */
    all: { type: 'boolean', default: false },
  },
})

const megabyte = 1024 * 1024
// A second for each megabyte, and a start.
const budget = (size: number): number => 0.8 + size / megabyte
const longest = 90

const groups: Readonly<Record<string, Readonly<Record<string, Grow>>>> = {
  yaml: yamlShapes,
  schema: schemaShapes,
  project: projectShapes,
  texts: Object.fromEntries(
    positions.flatMap((position) =>
      Object.entries(texts).map(([name, unit]) => [`${position}: ${name}`, (bytes: number) => textAt(position, filled(unit, bytes))]),
    ),
  ),
}

const folder = mkdtempSync(join(tmpdir(), 'diga-int-hostile-'))
const meter = join(folder, 'meter.cjs')
writeFileSync(
  meter,
  `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'cost.json'))}, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, mebibytes: maxRSS / 1024 }))
})`,
)

function write(files: Files): { readonly path: string; readonly size: number } {
  const path = join(folder, 'project')
  rmSync(path, { recursive: true, force: true })
  let size = 0
  for (const [name, content] of Object.entries({ 'diga.yaml': '', ...files })) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
    size += Buffer.byteLength(content)
  }
  return { path, size }
}

function run(path: string): Cost | undefined {
  const command = ['-r', meter, values.tool, 'validate', '--format', values.format]
  const { status, stdout, stderr, error } = spawnSync(process.execPath, command, {
    cwd: path,
    env: environment,
    timeout: longest * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 1024 * megabyte,
  })
  if (error !== undefined || status === null) return undefined
  if (stderr.length > 0) console.log(`   ${stderr.toString().slice(0, 1500)}`)
  const { seconds, mebibytes } = JSON.parse(readFileSync(join(folder, 'cost.json'), 'utf8'))
  return { seconds, mebibytes, printed: stdout.length / megabyte, exitCode: status }
}

const sizes = values.sizes.split(',').map((size) => Number(size) * 1024)
let over = 0
const chosen = Object.entries(groups)
  .flatMap(([group, shapes]) => (values.group.includes(group) ? Object.entries(shapes) : []))
  .filter(([name]) => name.includes(values.only))
  .slice(Number(values.skip))
for (const [name, grow] of chosen) {
  for (const wanted of sizes) {
    const { path, size } = write(grow(wanted))
    const cost = run(path)
    const isOver = cost === undefined || cost.seconds > budget(size) || (cost.exitCode !== 0 && cost.exitCode !== 1)
    const told =
      cost === undefined
        ? `more than ${longest} s`
        : `${cost.seconds.toFixed(2)} s ${cost.mebibytes.toFixed(0)} MiB, printed ${cost.printed.toFixed(1)} MB, exit ${cost.exitCode}`
    if (isOver || values.all) console.log(`${isOver ? 'OVER' : 'ok  '} ${name} at ${(size / megabyte).toFixed(2)} MB: ${told}`)
    over += isOver ? 1 : 0
    if (isOver) break
  }
}
rmSync(folder, { recursive: true, force: true })
console.log(`${over} over budget`)
process.exitCode = over > 0 ? 1 : 0
