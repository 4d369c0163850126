import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plant, writeCorpus } from './corpus.ts'
import type { Peer } from './peers/peer.ts'
import { peersThatWork } from './peers/peers.ts'
import { ask, readAjvCli, readDigaInt, readSourcemeta, readSpectral } from './quality/ask.ts'
import { type Answers, answersTo, qualityOf } from './quality/judge.ts'
import { type Judged, kindTable, missList, qualityTable } from './quality/tables.ts'

/** Broken is a corpus with mistakes. */
export interface Broken {
  readonly name: string
  readonly folder: string
  readonly plants: readonly Plant[]
}

/** Report is how well the tools tell what was planted: one row for each tool and corpus, and all answers of our own. */
export interface Report {
  readonly judged: readonly Judged[]
  readonly own: readonly { readonly corpus: string; readonly answers: Answers }[]
}

/** judgeTools asks our program about each corpus, and the peers about the last one. */
export function judgeTools(tool: readonly string[], corpora: readonly Broken[], peers: readonly Peer[]): Report {
  const own = corpora.map(({ name, folder, plants }) => {
    return { corpus: name, plants, answers: answersTo(plants, ask([...tool, 'validate', '--format', 'json'], folder, readDigaInt)) }
  })
  const judged = own.map(({ corpus, answers }) => ({ tool: 'diga-int', corpus, ...qualityOf(answers) }))
  const last = corpora.at(-1)
  const mine = own.at(-1)
  if (last === undefined || mine === undefined || peers.length === 0) return { judged, own }
  return { judged: [...judged, ...compared(last, mine.answers, peers)], own }
}

/** Peers know no rules: they are judged by what the published schema says, and those that stop at a syntax error by the files without one. */
function compared({ name, folder, plants }: Broken, { answers }: Answers, peers: readonly Peer[]): readonly Judged[] {
  const seen = plants.filter(({ level }) => level !== 'meaning')
  const shaped = plants.filter(({ level }) => level === 'schema')
  const apart = join(dirname(folder), 'schema-only')
  mkdirSync(join(apart, 'integrations'), { recursive: true })
  for (const { file } of shaped) cpSync(join(folder, file), join(apart, file))
  const [whole, part] = [`${name}: syntax and schema`, `${name}: schema`]
  const mine = (corpus: string, isMeant: (plant: Plant) => boolean): Judged => {
    return { tool: 'diga-int', corpus, ...qualityOf({ answers: answers.filter(({ plant }) => isMeant(plant)), elsewhere: [] }) }
  }
  return [
    mine(whole, ({ level }) => level !== 'meaning'),
    ...peers.flatMap((peer) => {
      // It prints what it finds in the other files as well; that is not counted against it.
      return peer.name === 'Spectral' ? [{ tool: peer.name, corpus: whole, ...qualityOf(only(seen, ask(peer.command, folder, readSpectral))) }] : []
    }),
    mine(part, ({ level }) => level === 'schema'),
    ...peers.flatMap((peer) => {
      const answered = answerOf(peer, apart)
      return answered === undefined ? [] : [{ tool: peer.name, corpus: part, ...qualityOf(answersTo(shaped, answered)) }]
    }),
  ]
}

function only(plants: readonly Plant[], messages: Parameters<typeof answersTo>[1]): Answers {
  return { ...answersTo(plants, messages), elsewhere: [] }
}

function answerOf({ name, command }: Peer, folder: string): Parameters<typeof answersTo>[1] | undefined {
  if (name === 'ajv-cli') return ask([...command, '--all-errors', '--errors=line'], folder, readAjvCli)
  if (name === 'sourcemeta, native') return ask([...command, '--continue'], folder, readSourcemeta)
  return undefined
}

function main(words: readonly string[]): void {
  const repository = fileURLToPath(new URL('..', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-quality-'))
  const isKept = words.includes('--keep')
  const isSource = words.includes('--source')
  const tool = [
    process.execPath,
    ...(isSource ? ['--import', import.meta.resolve('tsx'), join(repository, 'src/main.ts')] : [join(repository, 'bin/diga-int.cjs')]),
  ]
  const corpus = (name: string, count: number, broken: number): Broken => {
    const project = join(folder, name.replaceAll(/\W+/g, '-'))
    return { name, folder: project, plants: writeCorpus(project, { count, broken }) }
  }
  try {
    const corpora = [corpus('10000 files, 2 % broken', 10_000, 0.02), corpus('1000 files, all broken', 1000, 1)]
    const peers = words.includes('--peers')
      ? peersThatWork({ schema: join(repository, 'schemas/integration.schema.json'), folder }, (note) => console.error(note))
      : []
    const { judged, own } = judgeTools(tool, corpora, peers)
    console.log(qualityTable(judged))
    for (const { corpus: name, answers } of own) console.log(`## ${name}\n\n${kindTable(answers)}\n${missList(answers)}`)
    const clean = corpus('2000 files, clean', 2000, 0)
    const alarms = answersTo([], ask([...tool, 'validate', '--format', 'json'], clean.folder, readDigaInt))
    console.log(`## ${clean.name}\n\n${alarms.elsewhere.length} false alarms\n${missList(alarms)}`)
    if (isKept) console.log(`kept: ${folder}`)
  } finally {
    if (!isKept) rmSync(folder, { recursive: true, force: true })
  }
}

// Run on its own, or used by run.ts.
if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2))
