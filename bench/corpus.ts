import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { draftAgent } from './corpus/agent.ts'
import { draftIntegration } from './corpus/integration.ts'
import { agentDefects } from './defects/agent.ts'
import type { Defect, Planted } from './defects/defect.ts'
import { meaningDefects } from './defects/meaning.ts'
import { schemaDefects } from './defects/schema.ts'
import { yamlDefects } from './defects/yaml.ts'
import { type Random, randomFrom, shuffled } from './random.ts'

/** CorpusOptions says how many integrations to write, and from which seed. The same numbers give the same bytes. */
export interface CorpusOptions {
  readonly count: number
  readonly seed?: number
  /** The share of the files that have one mistake each: 0.02 is two of a hundred. With 1, each integration has one and the agents have none. */
  readonly broken?: number
}

/** Plant is one line of the manifest: what is wrong in which file, and where. */
export interface Plant {
  readonly file: string
  readonly kind: string
  readonly what: string
  /** The line to blame, from 1. */
  readonly line: number
  /** For something that is missing: the line of the key above, which is as good a place. */
  readonly or?: number
  /** What the code of a message about it may start with. */
  readonly families: readonly string[]
  /** Who can see it: any YAML parser, a validator that knows the schema, or one that knows the meaning. */
  readonly level: Defect['level']
}

/**
 * writeCorpus writes a project: integrations of about 90 lines, and for every fifty of them an agent with its prompt. The mistakes that were
 * planted are given back, and stand in manifest.json.
 */
export function writeCorpus(folder: string, { count, seed = 1, broken = 0 }: CorpusOptions): readonly Plant[] {
  const random = randomFrom(seed)
  const integrations = Array.from({ length: count }, (_, index) => draftIntegration(random, index))
  const agents = Array.from({ length: Math.floor(count / 50) }, (_, index) =>
    draftAgent(random, index, integrations.slice(index * 50, index * 50 + 50)),
  )
  const files = new Map<string, string>([
    ...integrations.map(({ name, text }) => [`integrations/${name}.yaml`, text] as const),
    ...agents.map(({ name, text }) => [`agents/${name}.yaml`, text] as const),
  ])
  const plants = plantAll(files, broken, randomFrom(seed + 1))
  for (const { name, prompt } of agents) files.set(`prompts/${name}.md`, prompt)
  if (plants.length > 0) files.set('manifest.json', `${JSON.stringify(plants, null, 2)}\n`)
  for (const directory of new Set([...files.keys()].map((path) => dirname(path)))) mkdirSync(join(folder, directory), { recursive: true })
  for (const [path, text] of files) writeFileSync(join(folder, path), text)
  return plants
}

function plantAll(files: Map<string, string>, share: number, random: Random): readonly Plant[] {
  const paths = shuffled([...files.keys()], random)
  const integrations = paths.filter((path) => path.startsWith('integrations/'))
  if (share === 1) return plantSome([...yamlDefects, ...schemaDefects, ...meaningDefects], integrations.length, { files, free: integrations, random })
  const others = [...yamlDefects, ...schemaDefects, ...meaningDefects]
  const wanted = Math.round(paths.length * share)
  const part = kindsOf(agentDefects).length / kindsOf([...others, ...agentDefects]).length
  const agents = paths.filter((path) => path.startsWith('agents/'))
  const inAgents = plantSome(agentDefects, Math.min(Math.round(wanted * part), Math.floor(agents.length / 2)), { files, free: agents, random })
  // What a broken agent uses stays whole: one mistake must not hide another.
  const used = inAgents.map(({ file }) => files.get(file) ?? '').join('\n')
  const free = integrations.filter((path) => !used.includes(path.slice(-10, -5)))
  return [...plantSome(others, wanted - inAgents.length, { files, free, random }), ...inAgents]
}

interface Ground {
  readonly files: Map<string, string>
  /** The files that are still whole. */
  readonly free: string[]
  readonly random: Random
}

/** Every kind gets its turn, and within a kind every way to do it. */
function plantSome(defects: readonly Defect[], wanted: number, ground: Ground): readonly Plant[] {
  const kinds = kindsOf(defects)
  const plants: Plant[] = []
  for (let turn = 0; plants.length < wanted && turn < wanted * 4; turn += 1) {
    const ways = kinds[turn % kinds.length] ?? []
    const first = Math.floor(turn / kinds.length) % ways.length
    const plant = plantOne([...ways.slice(first), ...ways.slice(0, first)], ground)
    if (plant !== undefined) plants.push(plant)
  }
  return plants
}

function kindsOf(defects: readonly Defect[]): readonly (readonly Defect[])[] {
  const kinds = new Map<string, Defect[]>()
  for (const defect of defects) kinds.set(defect.kind, [...(kinds.get(defect.kind) ?? []), defect])
  return [...kinds.values()]
}

function plantOne(ways: readonly Defect[], { files, free, random }: Ground): Plant | undefined {
  for (const { kind, what, families, level, plant } of ways) {
    for (const [index, file] of free.entries()) {
      const planted = plant((files.get(file) ?? '').split('\n'), random)
      if (planted === undefined) continue
      free.splice(index, 1)
      files.set(file, planted.lines.join('\n'))
      return { file, kind, what, ...placeOf(planted), families, level }
    }
  }
  return undefined
}

function placeOf({ line, or }: Planted): Pick<Plant, 'line' | 'or'> {
  return { line, ...(or === undefined ? {} : { or }) }
}
