import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeCorpus } from './corpus.ts'
import type { Row } from './measure.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))

/** Setting is where the rows work, and what they may use. */
export interface Setting {
  /** A folder of its own, outside of the repository. */
  readonly folder: string
  readonly ajvCli: string | undefined
  /** Numbers of files of the generated corpora. */
  readonly counts: readonly number[]
}

/** rowsIn prepares the folders and lists what is measured. */
export function rowsIn({ folder, ajvCli, counts }: Setting): { readonly bare: Row; readonly rows: readonly Row[] } {
  // A copy: somebody may build while this runs.
  for (const part of ['bin', 'dist', 'schemas', 'package.json']) cpSync(join(repository, part), join(folder, 'tool', part), { recursive: true })
  const empty = join(folder, 'empty.cjs')
  writeFileSync(empty, '')
  const node = process.execPath
  const tool = [node, join(folder, 'tool/bin/diga-int.cjs')]
  const bare: Row = { name: 'node, an empty file', files: 0, command: [node, empty], folder, exitCode: 0 }
  const rows = [
    { ...bare, name: 'node -e 0', command: [node, '-e', '0'] },
    { ...bare, name: 'diga-int --version', command: [...tool, '--version'] },
    ...shippedProject(folder, tool),
    ...[1, ...counts].flatMap((count) => corpusRows(folder, { count, tool, node, ajvCli })),
    ...(counts.includes(1000) ? [defectiveRow(folder, 1000, tool)] : []),
  ]
  return { bare, rows }
}

function shippedProject(folder: string, tool: readonly string[]): readonly Row[] {
  const parts = ['integrations', 'agents', 'prompts'].filter((part) => existsSync(join(repository, part)))
  if (!parts.includes('integrations')) return []
  const project = join(folder, 'shipped')
  mkdirSync(project)
  for (const part of parts) cpSync(join(repository, part), join(project, part), { recursive: true })
  return [{ name: 'diga-int validate, the shipped project', files: 0, command: [...tool, 'validate'], folder: project, exitCode: 0 }]
}

interface Corpus {
  readonly count: number
  readonly tool: readonly string[]
  readonly node: string
  readonly ajvCli: string | undefined
}

function corpusRows(folder: string, { count, tool, node, ajvCli }: Corpus): readonly Row[] {
  const project = join(folder, `corpus-${count}`)
  writeCorpus(project, { count })
  const schema = join(folder, 'tool/schemas/integration.schema.json')
  const peers = join(repository, 'bench/peers')
  const row = (name: string, command: readonly string[]): Row => ({ name, files: count, command, folder: project, exitCode: 0 })
  const ajvWords = ['validate', '--spec=draft2020', '--strict=false', '--validate-formats=false', '-s', schema, '-d', 'integrations/*.yaml']
  return [
    row('read all', [node, join(peers, 'read-all.cjs'), 'integrations']),
    row('diga-int validate', [...tool, 'validate']),
    ...(ajvCli === undefined ? [] : [row('ajv-cli 5', [node, ajvCli, ...ajvWords])]),
    row('naive: commander, chalk, yaml, ajv', [node, join(peers, 'naive.mjs'), 'validate', 'integrations', '--schema', schema]),
  ]
}

function defectiveRow(folder: string, count: number, tool: readonly string[]): Row {
  const project = join(folder, `defective-${count}`)
  writeCorpus(project, { count, defective: true })
  return { name: 'diga-int validate, each file with a mistake', files: count, command: [...tool, 'validate'], folder: project, exitCode: 1 }
}
