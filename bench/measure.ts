import { spawnSync } from 'node:child_process'
import { randomFrom, shuffled } from './random.ts'

/** Row is one command that is timed as a whole process. */
export interface Row {
  readonly name: string
  /** How many files it looks at; 0: none. Rows are compared with the peers of the same number. */
  readonly files: number
  readonly command: readonly string[]
  readonly folder: string
  /** Any other exit code means that something else was measured than what the row says. */
  readonly exitCode: number
}

/** Timed is a row with the milliseconds of each round, and those of a bare Node start right before it. */
export interface Timed extends Row {
  readonly milliseconds: readonly number[]
  readonly bare: readonly number[]
}

/** Sitting is all that is measured together. */
export interface Sitting {
  /** A bare start of Node: the floor. */
  readonly bare: Row
  readonly rows: readonly Row[]
  readonly rounds: number
}

// Node 20 reads and parses the certificates at each start: 42 ms that have nothing to do with the program (facts: 2.65 times the start-up).
const environment = { ...process.env }
delete environment['NODE_EXTRA_CA_CERTS']
delete environment['NODE_OPTIONS']

/**
 * measure runs every row once a round, each round in another order. Right before each row it starts bare Node twice: once to let the machine calm
 * down from whatever ran before, once for the time to compare with. So neither a slow minute nor a long neighbour gets into a ratio.
 * The first round is not counted.
 */
export function measure({ bare, rows, rounds }: Sitting, onRound: (round: number) => void): readonly Timed[] {
  const timed = rows.map((row) => ({ ...row, milliseconds: [] as number[], bare: [] as number[] }))
  const random = randomFrom(rows.length)
  for (let round = 0; round <= rounds; round += 1) {
    onRound(round)
    for (const row of shuffled(timed, random)) {
      timeOf(bare)
      const floor = timeOf(bare)
      const time = timeOf(row)
      if (round === 0) continue
      row.bare.push(floor)
      row.milliseconds.push(time)
    }
  }
  return timed
}

function timeOf({ name, command, folder, exitCode }: Row): number {
  const [program = '', ...words] = command
  const start = process.hrtime.bigint()
  const { status, stderr, error } = spawnSync(program, words, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  })
  const time = Number(process.hrtime.bigint() - start) / 1e6
  if (error !== undefined) throw error
  if (status !== exitCode) throw new Error(`"${name}" ended with ${status} instead of ${exitCode}:\n${stderr.toString().slice(0, 2000)}`)
  return time
}

/** median is the middle of a list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return ((low ?? 0) + (high ?? 0)) / 2
}

/** ratio is the median of the ratios round by round: what two rows had in common, such as a slow minute, falls out. */
export function ratio(times: readonly number[], base: readonly number[]): number {
  return median(times.map((time, round) => time / (base[round] ?? time)))
}
