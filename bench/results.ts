import { cpus } from 'node:os'
import { type Gate, gatesOf, isMet } from './gates.ts'
import { median, ratio, ratioToBare, type Timed } from './measure.ts'
import { type Judged, qualityTable } from './quality/tables.ts'
import { names } from './rows.ts'

interface Result {
  readonly name: string
  readonly files: number
  readonly rounds: number
  /** Times bare Node start. */
  readonly toNode: number
  /** Times the peer on the same files; null where that was not measured. */
  readonly toAjvCli: number | null
  readonly toNative: number | null
  readonly toSpectral: number | null
  readonly milliseconds: number
  readonly mebibytes: number | null
}

/** Results is one sitting: no date, so that the same numbers are the same bytes. */
export interface Results {
  readonly node: string
  readonly cpus: number
  readonly gates: readonly Gate[]
  readonly rows: readonly Result[]
  readonly quality: readonly Judged[]
  /** Peers that were left out, and why. */
  readonly notes: readonly string[]
}

/** resultsOf sums a sitting up. */
export function resultsOf(timed: readonly Timed[], judged: readonly Judged[], notes: readonly string[]): Results {
  const runs = timed.flatMap(({ samples }) => [...samples.values()])
  const none = { toAjvCli: null, toNative: null, toSpectral: null, mebibytes: null }
  const floor = {
    ...none,
    name: 'node, an empty file',
    files: 0,
    rounds: runs.length,
    toNode: 1,
    milliseconds: round(median(runs.map(({ bare }) => bare))),
  }
  return {
    node: process.version,
    cpus: cpus().length,
    gates: gatesOf(timed, judged).map((gate) => ({ ...gate, measured: gate.measured === null ? null : round(gate.measured) })),
    rows: [floor, ...timed.map((row) => resultOf(row, timed))],
    quality: judged.map((one) => ({
      ...one,
      messagesPerDefect: round(one.messagesPerDefect),
      exactLine: one.exactLine === null ? null : round(one.exactLine),
      rightLineFirst: one.rightLineFirst === null ? null : round(one.rightLineFirst),
    })),
    notes,
  }
}

function resultOf(row: Timed, timed: readonly Timed[]): Result {
  // Peers run over clean files only.
  const isComparable = row.files > 0 && row.exitCode === 0
  const to = (name: string): number | null => {
    const peer = isComparable ? timed.find((other) => other.name === name && other.files === row.files) : undefined
    return peer === undefined ? null : round(ratio(row, peer))
  }
  return {
    name: row.name,
    files: row.files,
    rounds: row.samples.size,
    toNode: round(ratioToBare(row)),
    toAjvCli: to(names.ajvCli),
    toNative: to(names.native),
    toSpectral: to(names.spectral),
    milliseconds: round(median([...row.samples.values()].map(({ time }) => time))),
    mebibytes: row.mebibytes === null ? null : Math.round(row.mebibytes),
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}

/** tableOf writes the results for people: goals first, then ratios, for they hold on other machines too. */
export function tableOf({ node, cpus: count, gates, rows, quality, notes }: Results): string {
  const cell = (value: number | null): string => (value === null ? '' : String(value))
  const lines = rows.map(({ name, files, rounds, toNode, toAjvCli, toNative, toSpectral, milliseconds, mebibytes }) => {
    const cells = [name, files === 0 ? '' : files, toNode, cell(toAjvCli), cell(toNative), cell(toSpectral), milliseconds, cell(mebibytes), rounds]
    return `| ${cells.join(' | ')} |`
  })
  return `# Last results

Whole processes, interleaved in one sitting, medians; Node ${node}, ${count} CPUs.
Written by \`npm run bench\`; what the rows mean: README.md.

## Goals

| goal | limit | measured | met |
|---|--:|--:|---|
${gates.map(gateLine).join('\n')}

## Time and memory

| what ran | files | × bare Node | × ajv-cli | × native | × Spectral | ms | MiB | runs |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
${lines.join('\n')}

## Messages

${qualityTable(quality)}${notes.map((note) => `\n${note}\n`).join('')}`
}

function gateLine(gate: Gate): string {
  const { goal, limit, isRate, measured } = gate
  const met = isMet(gate)
  return `| ${goal} | ${isRate ? '≥' : '≤'} ${limit} | ${measured ?? ''} | ${met === undefined ? 'not measured' : met ? 'yes' : '**no**'} |`
}
