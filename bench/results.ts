import { cpus } from 'node:os'
import { median, ratio, type Timed } from './measure.ts'

interface Result {
  readonly name: string
  readonly files: number
  /** Times bare Node start. */
  readonly toNode: number
  /** Times ajv-cli on the same files; null where that was not measured. */
  readonly toAjvCli: number | null
  readonly milliseconds: number
}

/** Results is one sitting: no date, so that the same numbers are the same bytes. */
export interface Results {
  readonly node: string
  readonly cpus: number
  readonly rounds: number
  readonly rows: readonly Result[]
}

/** resultsOf sums a sitting up. */
export function resultsOf(timed: readonly Timed[], rounds: number): Results {
  const bare = round(median(timed.flatMap((row) => row.bare)))
  const floor = { name: 'node, an empty file', files: 0, toNode: 1, toAjvCli: null, milliseconds: bare }
  return { node: process.version, cpus: cpus().length, rounds, rows: [floor, ...timed.map((row) => resultOf(row, timed))] }
}

function resultOf(row: Timed, timed: readonly Timed[]): Result {
  const ajvCli = row.files === 0 ? undefined : timed.find(({ name, files }) => name.startsWith('ajv-cli') && files === row.files)
  return {
    name: row.name,
    files: row.files,
    toNode: round(ratio(row.milliseconds, row.bare)),
    toAjvCli: ajvCli === undefined ? null : round(ratio(row.milliseconds, ajvCli.milliseconds)),
    milliseconds: round(median(row.milliseconds)),
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}

/** tableOf writes the results for people: ratios first, for they hold on other machines too. */
export function tableOf({ node, cpus: count, rounds, rows }: Results): string {
  const lines = rows.map(({ name, files, toNode, toAjvCli, milliseconds }) => {
    return `| ${name} | ${files === 0 ? '' : files} | ${toNode} | ${toAjvCli ?? ''} | ${milliseconds} |`
  })
  return `# Last results

Whole processes, interleaved, medians of ${rounds} rounds; Node ${node}, ${count} CPUs.
Written by \`npx tsx bench/run.ts\`; what the rows mean: README.md.

| what ran | files | × bare Node | × ajv-cli | ms |
|---|--:|--:|--:|--:|
${lines.join('\n')}
`
}
