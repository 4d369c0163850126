import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environment } from './environment.ts'
import { randomFrom, shuffled } from './random.ts'

/** Row is one command that is timed as a whole process. */
export interface Row {
  readonly name: string
  /** How many integrations it looks at; 0: none. Rows are compared with the peers of the same number. */
  readonly files: number
  readonly command: readonly string[]
  readonly folder: string
  /** Any other exit code means that something else was measured than what the row says. */
  readonly exitCode: number
  /** Slow rows take part in the first rounds only. */
  readonly rounds: number
}

/** Sample is one run: its milliseconds, and those of a bare Node start right before it. */
interface Sample {
  readonly time: number
  readonly bare: number
}

/** Timed is a row with its runs, by round. */
export interface Timed extends Row {
  readonly samples: ReadonlyMap<number, Sample>
  /** The peak of what it held in memory; null where that cannot be measured. */
  readonly mebibytes: number | null
}

/** Sitting is all that is measured together. */
export interface Sitting {
  /** A bare start of Node: the floor. */
  readonly bare: Row
  /** Rows of one group are compared with each other, so they run next to each other. */
  readonly groups: readonly (readonly Row[])[]
  /** A folder for what is in between. */
  readonly folder: string
}

/**
 * measure runs every row once a round, the groups and the rows in them each round in another order. Right before each row it starts bare Node
 * twice: once to let the machine calm down from whatever ran before, once for the time to compare with. So neither a slow minute nor a long
 * neighbour gets into a ratio. Round 0 is not timed: it warms up, and takes the memory.
 */
export function measure({ bare, groups, folder }: Sitting, onRound: (round: number, of: number) => void): readonly Timed[] {
  const timed = groups.map((rows) => rows.map((row) => ({ ...row, samples: new Map<number, Sample>(), mebibytes: null as number | null })))
  const random = randomFrom(timed.flat().length)
  const last = Math.max(...timed.flat().map(({ rounds }) => rounds))
  for (let round = 0; round <= last; round += 1) {
    onRound(round, last)
    for (const group of shuffled(timed, random)) {
      for (const row of shuffled(group, random)) {
        // What runs once only is slow, and not warmed up.
        const takesMemory = round === (row.rounds === 1 ? 1 : 0)
        if (round > row.rounds || (round === 0 && !takesMemory)) continue
        runOf(bare, folder)
        const floor = runOf(bare, folder).time
        const { time, mebibytes } = runOf(row, folder, takesMemory ? join(folder, 'memory.txt') : undefined)
        if (takesMemory) row.mebibytes = mebibytes
        if (round > 0) row.samples.set(round, { time, bare: floor })
      }
    }
  }
  return timed.flat()
}

const gnuTime = '/usr/bin/time'
// Only GNU's knows %M. It starts the program from a small process: what the bench itself holds does not count.
const hasGnuTime = existsSync(gnuTime) && /GNU/.test(spawnSync(gnuTime, ['--version'], { encoding: 'utf8' }).output.join(''))

/** Each row has a folder of its own for what programs keep from one run to the next, as somebody has who runs nothing else. */
function cacheOf({ name, files }: Row, parent: string): string {
  const path = join(parent, 'caches', `${name} ${files}`.replaceAll(/[^\w]+/g, '-'))
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}

function runOf(row: Row, parent: string, memoryFile?: string): { readonly time: number; readonly mebibytes: number | null } {
  const { name, command, folder, exitCode } = row
  const isMeasured = memoryFile !== undefined && hasGnuTime
  const [program = '', ...words] = isMeasured ? [gnuTime, '-f', '%M', '-o', memoryFile, ...command] : command
  const env = { ...environment, XDG_CACHE_HOME: cacheOf(row, parent) }
  const start = process.hrtime.bigint()
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1024 * 1024 * 1024,
  })
  const time = Number(process.hrtime.bigint() - start) / 1e6
  if (error !== undefined) throw error
  if (status !== exitCode) {
    const said = `${stdout.toString()}${stderr.toString()}`.slice(0, 2000)
    throw new Error(`"${name}" (${words.join(' ')}) ended with ${status} instead of ${exitCode}:\n${said}`)
  }
  return { time, mebibytes: isMeasured ? Number(readFileSync(memoryFile, 'utf8').trim().split('\n').at(-1)) / 1024 : null }
}

/** median is the middle of a list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return ((low ?? 0) + (high ?? 0)) / 2
}

/** ratioToBare is the median of the ratios run by run. */
export function ratioToBare({ samples }: Timed): number {
  return median([...samples.values()].map(({ time, bare }) => time / bare))
}

/** ratio is the median of the ratios of the rounds that both took part in: what two rows had in common, such as a slow minute, falls out. */
export function ratio({ samples }: Timed, base: Timed): number {
  return median(
    [...samples].flatMap(([round, { time }]) => {
      const other = base.samples.get(round)
      return other === undefined ? [] : [time / other.time]
    }),
  )
}
