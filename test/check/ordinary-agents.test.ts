import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeCorpus } from '../../bench/corpus.ts'
import { pick, type Random, randomFrom } from '../../bench/random.ts'
import { Checker } from '../../src/check/check.ts'
import { areOrdinaryAgents } from '../../src/check/ordinary/agents.ts'
import { loadProject } from '../../src/flow/load-project.ts'
import { decodeAgent, decodeIntegration } from '../../src/model/decode.ts'
import { object } from '../../src/model/plain.ts'
import type { Project } from '../../src/model/project.ts'
import { Cursor } from '../../src/yaml/cursor.ts'
import { textsIn } from '../yaml/fast-texts.ts'
import { worldIn } from '../world.ts'

// Of ordinary agents the rules across files are not asked. Here they are, and must find nothing.

const folder = mkdtempSync(join(tmpdir(), 'diga-int-agents-'))
let corpus: Project

beforeAll(async () => {
  // Fewer than what changes the settings of the engine, for all other tests too.
  writeCorpus(folder, { count: 80 })
  corpus = await projectIn(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function projectIn(root: string): Promise<Project> {
  const { project } = await loadProject(worldIn(root).world, '.', { judge: true, keep: 'all' })
  return project
}

function isOrdinary({ agents, homes, integrations }: Project): boolean {
  const written = new Map(integrations.map(({ name, at }) => [name, object(at.data)]))
  return integrations.every(({ type }) => type === 'http') && areOrdinaryAgents({ agents, homes, written })
}

function findings(project: Project): readonly string[] {
  return new Checker().project(project, undefined).map(({ code, message }) => `${code}: ${message}`)
}

it('nothing is found in a project of ordinary agents, and no rule is needed to tell', () => {
  expect(corpus.agents.length).toBeGreaterThan(0)
  expect(isOrdinary(corpus)).toBe(true)
  expect(findings(corpus)).toEqual([])
})

it('whatever an example finds across files is not ordinary', async () => {
  const roots = [...new Set(textsIn('test/examples').flatMap(({ path }) => (path.includes('/agents/') ? [dirname(dirname(path))] : [])))]
  const projects = await Promise.all(roots.map((root) => projectIn(root)))
  expect(projects.length).toBeGreaterThan(30)
  expect(projects.filter((project) => isOrdinary(project) && findings(project).length > 0)).toEqual([])
})

// ORDINARY_ROUNDS=20000 looks longer.
const rounds = Number(process.env['ORDINARY_ROUNDS'] ?? 2000)

it('whatever is written in the place of something ordinary', () => {
  const random = randomFrom(11)
  const counts = { ordinary: 0, found: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const project = spoilt(corpus, random)
    const found = findings(project)
    const ordinary = isOrdinary(project)
    if (ordinary) expect(found, JSON.stringify(project.agents.map(({ prompt, at }) => [prompt?.file?.text, at.data]))).toEqual([])
    counts.ordinary += Number(ordinary)
    counts.found += Number(found.length > 0)
  }
  expect(counts.ordinary).toBeGreaterThan(rounds / 20)
  expect(counts.found).toBeGreaterThan(rounds / 3)
}, 120_000)

/** A project of one agent and its integrations, with something odd in one of them. */
function spoilt({ agents, integrations, ...project }: Project, random: Random): Project {
  const agent = agents[Math.floor(random() * agents.length)]
  if (agent?.prompt?.file === undefined) throw new Error('an agent of the corpus has a prompt')
  const used = integrations.filter(({ name }) => agent.assignments.some(({ integration }) => integration === name))
  const way = random()
  const copies = used.map(({ name, at }) => ({ name, data: copy(at.data) }))
  const ofAgent = copy(agent.at.data)
  let prompt = agent.prompt.file.text
  if (way < 0.35) prompt = spoiltText(prompt, random)
  else if (way < 0.6) spoilTools(copies, random)
  else if (way < 0.75) spoilCredentials(copies, random)
  else spoilAgent(ofAgent, random)
  const file = { ...agent.prompt.file, text: prompt }
  const { promptPath, ...decoded } = decodeAgent(agent.name, rootOf(ofAgent))
  return {
    ...project,
    integrations: copies.map(({ name, data }) => decodeIntegration(name, rootOf(data))),
    agents: [{ ...decoded, prompt: { path: promptPath ?? '', file } }],
  }
}

function copy(data: unknown): Record<string, unknown> {
  return Object.assign({}, JSON.parse(JSON.stringify(data)))
}

function rootOf(data: unknown): Cursor {
  return new Cursor({ file: { path: 'some.yaml', text: '' }, data }, [])
}

interface Copy {
  readonly name: string
  readonly data: Record<string, unknown>
}

function spoiltText(text: string, random: Random): string {
  const at = Math.floor(random() * text.length)
  const odd = pick(random, words)
  const rest = random()
  if (rest < 0.3) return `${text.slice(0, at)}${odd}${text.slice(at)}`
  if (rest < 0.6) return text.replace(' ', ` ${odd} `)
  const names = text.match(/\w+_\w+/g) ?? ['']
  const name = names[Math.floor(random() * names.length)] ?? ''
  return text.replaceAll(name, rest < 0.8 ? odd : `${name}${odd}`)
}

/** Writes, in a tool, what another one says, or something odd. */
function spoilTools(copies: readonly Copy[], random: Random): void {
  const tools = copies.flatMap(({ data }) => Object.values(object(data['tools'])).map((tool): Record<string, unknown> => Object.assign(object(tool))))
  const tool = tools[Math.floor(random() * tools.length)] ?? {}
  const way = random()
  const before = String(tool['description'])
  if (way < 0.2) tool['description'] = String(tools[Math.floor(random() * tools.length)]?.['description']).replace('Use it', 'Just use the')
  else if (way < 0.4) tool['description'] = before.replace(/ Use it.*/, '')
  else if (way < 0.5) tool['description'] = before.repeat(200)
  else if (way < 0.6) tool['parameters'] = { note: { type: 'string', description: 'x'.repeat(Math.floor(random() * 40_000)) } }
  else Object.assign(object(tool['request']), { body: { a: pick(random, words) } })
}

function spoilCredentials(copies: readonly Copy[], random: Random): void {
  const secret = pick(random, ['${SHOP_TOKEN}', 'Bearer ${SHOP_TOKEN}'])
  for (const { data } of copies) {
    data['base_url'] = pick(random, ['https://api.shop.example', 'https://api.shop.example/v2', 'https://api.mail.example', '${SHOP_URL}/v1'])
    const ways: readonly [unknown, ...unknown[]] = [
      { type: 'bearer', token: secret },
      { type: 'headers', headers: { Authorization: secret } },
      { type: 'oauth2_client_credentials', token_url: 'https://login.shop.example', client_id: 'a', client_secret: secret },
      { type: 'none' },
    ]
    data['credentials'] = pick(random, ways)
  }
}

function spoilAgent(data: Record<string, unknown>, random: Random): void {
  const tools: Record<string, unknown> = Object.assign({}, object(data['tools']))
  const names = Object.keys(tools)
  const name = names[Math.floor(random() * names.length)] ?? ''
  const given = Array.isArray(tools[name]) ? tools[name].map(String) : []
  const way = random()
  if (way < 0.2) delete tools[name]
  else if (way < 0.4) tools[name] = [...given, pick(random, ['find_it', given[0] ?? 'x', (given[0] ?? 'x').toUpperCase(), 'toString'])]
  else if (way < 0.6) tools[name] = given.slice(1)
  else if (way < 0.7) tools['shop_nobody_knows'] = given
  else if (way < 0.8) data['variables'] = {}
  else data['variables'] = { ...object(data['variables']), [pick(random, ['shop_name', 'order_id'])]: 'x' }
  data['tools'] = tools
}

const words: readonly [string, ...string[]] = [
  ...([
    'find_order',
    '`find_order`',
    '`order_id`',
    'order_id',
    'shop_name',
    '`shop_name`',
    '_',
    '__',
    'a__b',
    '_a',
    'a_',
    'é_a',
    'user_phone_number',
  ] as const),
  ...[
    '{{call_id}}',
    '{{call_id}}s',
    '{{call_id}}[x]',
    '{{ call_id }}',
    '{{current_time}}',
    '{{current_time[Europe/Madrid]}}',
    '{{customer}}',
    '{call_id}',
  ],
  ...[
    '${call_id}',
    '${CALL_ID}',
    '{{{call_id}}}',
    '{{call_id}',
    '{',
    '{{',
    '}}',
    '`',
    'call the find_ordr',
    'use the tool `find_ordr`',
    'refund_repairs',
    'x',
  ],
]
