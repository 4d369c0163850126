import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeCorpus } from './corpus.ts'
import type { Row, Sitting } from './measure.ts'
import type { Peer } from './peers/peer.ts'
import type { Broken } from './quality.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))

/** Names of the rows that others are compared with. */
export const names = {
  own: 'diga-int validate',
  allBroken: 'diga-int validate, all broken',
  ajvCli: 'ajv-cli',
  native: 'sourcemeta, native',
  nativeFast: 'sourcemeta, native --fast',
  spectral: 'Spectral',
} as const

/**
 * Rounds says how often a row runs, by the number of files; what takes minutes does not run at all. `close`: so often the two goals are measured that are
 * decided by a few hundredths, our program on clean and on broken files and ajv-cli, right next to each other.
 */
type Rounds = Readonly<
  Record<number, { readonly own: number; readonly peers: number; readonly spectral: number; readonly others: number; readonly close?: number }>
>

const full: Rounds = {
  1: { own: 21, peers: 9, spectral: 3, others: 3 },
  100: { own: 11, peers: 7, spectral: 2, others: 2 },
  1000: { own: 15, peers: 15, spectral: 1, others: 1, close: 40 },
  10000: { own: 9, peers: 9, spectral: 0, others: 0 },
}
const quick: Rounds = {
  1: { own: 9, peers: 5, spectral: 1, others: 0 },
  100: { own: 3, peers: 3, spectral: 1, others: 0 },
  1000: { own: 2, peers: 2, spectral: 0, others: 0 },
  10000: { own: 1, peers: 1, spectral: 0, others: 0 },
}

function kindOf(name: string): 'peers' | 'spectral' | 'others' {
  if (name === names.spectral) return 'spectral'
  return name === names.ajvCli || name.startsWith('sourcemeta') ? 'peers' : 'others'
}

function isClose({ name }: Row): boolean {
  return name === names.own || name === names.allBroken || name === names.ajvCli
}

/** Tool is our program, copied away: somebody may build while this runs. */
export interface Tool {
  readonly command: readonly string[]
  readonly schema: string
}

/** copyTool copies the built program into the folder of the sitting. */
export function copyTool(folder: string): Tool {
  for (const part of ['bin', 'dist', 'schemas', 'package.json']) cpSync(join(repository, part), join(folder, 'tool', part), { recursive: true })
  return { command: [process.execPath, join(folder, 'tool/bin/diga-int.cjs')], schema: join(folder, 'tool/schemas/integration.schema.json') }
}

/** Setting is where the rows work, and what they may use. */
export interface Setting {
  /** A folder of its own, outside of the repository. */
  readonly folder: string
  readonly tool: Tool
  readonly peers: readonly Peer[]
  readonly isQuick: boolean
}

/** Prepared is what can be measured, and the corpora with mistakes for judging what is said about them. */
export interface Prepared {
  readonly sitting: Sitting
  readonly broken: readonly Broken[]
}

/** prepare writes the corpora and lists what is measured on them. */
export function prepare(setting: Setting): Prepared {
  const { folder, tool, isQuick } = setting
  const rounds = isQuick ? quick : full
  const empty = join(folder, 'empty.cjs')
  writeFileSync(empty, '')
  const bare: Row = { name: 'node, an empty file', files: 0, command: [process.execPath, empty], folder, exitCode: 0, rounds: 1 }
  const start: Row = { ...bare, rounds: rounds[100]?.own ?? 1 }
  const broken = [brokenCorpus(folder, 1000, 0.02), ...(isQuick ? [] : [brokenCorpus(folder, 10_000, 0.02)]), brokenCorpus(folder, 1000, 1)]
  const groups = [
    [
      { ...start, name: 'node -e 0', command: [process.execPath, '-e', '0'] },
      { ...start, name: 'diga-int --version', command: [...tool.command, '--version'] },
      ...shippedProject(start, setting),
    ],
    ...Object.entries(rounds).flatMap(([files, of]) => {
      const row: Row = { ...bare, files: Number(files), folder: join(folder, `clean-${files}`), rounds: of.own }
      const rows = [
        ...cleanRows(row, setting, (name) => of[kindOf(name)]),
        ...broken.filter(({ count }) => count === row.files).map((corpus) => brokenRow(row, tool, corpus)),
      ]
      const { close } = of
      if (close === undefined) return [rows]
      return [rows.filter(isClose).map((each) => ({ ...each, rounds: close })), rows.filter((each) => !isClose(each))]
    }),
  ]
  return { sitting: { bare, groups, folder }, broken }
}

interface BrokenCorpus extends Broken {
  readonly count: number
}

function brokenCorpus(folder: string, count: number, broken: number): BrokenCorpus {
  const words = broken === 1 ? 'all' : `${broken * 100} %`
  const project = join(folder, `broken-${count}-${broken}`)
  return { name: `${count} files, ${words} broken`, count, folder: project, plants: writeCorpus(project, { count, broken }) }
}

function brokenRow(row: Row, tool: Tool, { name, folder }: BrokenCorpus): Row {
  return { ...row, name: `${names.own}, ${name.replace(/^\d+ files, /, '')}`, command: [...tool.command, 'validate'], folder, exitCode: 1 }
}

function cleanRows(row: Row, { tool, peers }: Setting, roundsOf: (name: string) => number): readonly Row[] {
  writeCorpus(row.folder, { count: row.files })
  const scripts = join(repository, 'bench/peers')
  const naive: Peer = {
    name: 'naive: commander, chalk, yaml, ajv',
    command: [process.execPath, join(scripts, 'naive.mjs'), 'validate', 'integrations', '--schema', tool.schema],
    refusal: 1,
  }
  return [
    { ...row, name: 'read all', command: [process.execPath, join(scripts, 'read-all.cjs'), 'integrations'] },
    // --strict, so that a false alarm is not measured as something that is clean.
    { ...row, name: names.own, command: [...tool.command, 'validate', '--strict'] },
    // As on a machine where it has never run, but for writing down what was compiled.
    ...(row.files === 1
      ? [{ ...row, name: `${names.own}, nothing kept`, command: ['env', 'NODE_DISABLE_COMPILE_CACHE=1', ...tool.command, 'validate'] }]
      : []),
    ...[...peers, naive].map(({ name, command }) => ({ ...row, name, command, rounds: roundsOf(name) })),
  ].filter(({ rounds }) => rounds > 0)
}

function shippedProject(row: Row, { folder, tool }: Setting): readonly Row[] {
  const parts = ['integrations', 'agents', 'prompts'].filter((part) => existsSync(join(repository, part)))
  if (!parts.includes('integrations')) return []
  const project = join(folder, 'shipped')
  mkdirSync(project)
  for (const part of parts) cpSync(join(repository, part), join(project, part), { recursive: true })
  return [{ ...row, name: `${names.own}, the shipped project`, command: [...tool.command, 'validate'], folder: project }]
}
