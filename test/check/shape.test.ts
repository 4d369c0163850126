import { CORE_SCHEMA, load } from 'js-yaml'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pick, randomFrom, type Random } from '../../bench/random.ts'
import * as fits from '../../src/generated/fits.js'
import { draftOf } from '../../src/check/schema/draft.ts'
import { Judge } from '../../src/check/schema/problem.ts'
import { Published } from '../../src/check/schema/published.ts'
import * as published from '../../src/generated/published.js'

// Two judges of one schema: the small one that says yes or no to every file, and the one that says why. What the small one lets pass is decoded
// without another look, and what it refuses the other one has to explain: they must never disagree.

type Parts = ConstructorParameters<typeof Published>[1]

/** What the judge that says why has to say; `parts` spare it from looking at what fits. */
function problemsOf(shape: Shape, document: unknown, parts: Parts): string {
  const problems = new Judge(new Published(published[shape], parts)).problems(draftOf(document, () => 0))
  return JSON.stringify(problems.map(({ kind, path, key, words }) => ({ kind, path, key, words })))
}

const partsOf = { integration: fits.integrationParts(), agent: fits.agentParts(), project: fits.projectParts(), lock: fits.lockParts() }

const shapes = ['integration', 'agent', 'project', 'lock'] as const
type Shape = (typeof shapes)[number]

const documents = ['integrations', 'agents', 'test/examples']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`))
  .toSorted()
  .filter((path) => path.endsWith('.yaml'))
  .flatMap((path) => {
    try {
      return [{ path, shape: shapeOf(path), text: JSON.stringify(load(readFileSync(path, 'utf8'), { schema: CORE_SCHEMA })) }]
    } catch {
      // The examples of syntax errors.
      return []
    }
  })
  .filter(({ text }) => text !== undefined && text.length < 100_000)

function shapeOf(path: string): Shape {
  if (path.endsWith('.lock.yaml')) return 'lock'
  if (basename(path) === 'diga.yaml') return 'project'
  return path.includes('agents/') ? 'agent' : 'integration'
}

const values: readonly [unknown, ...unknown[]] = [
  '',
  ...['x', 'GET', 'http', 'mcp', 'bearer', 'none', '/a', '//a', 'string', `sha256:${'a'.repeat(64)}`, 'error', 'diga'],
  ...[0, 1, -1, 1.5, 61, 1e9, true, false, null],
  ...[[], ['a'], ['a', 'a'], [1], ['string', 'null'], [{}]],
  ...[{}, { type: 'string' }, { type: 'none' }, { type: 'zz' }, { description: 'd' }, { description: 'd', required: ['a'] }, { a: 'b' }],
  ...[{ '404': 'x' }, { 'bad key!': 'x' }, { x: 1 }, { method: 'GET', path: '/a' }],
]
const keys: readonly [string, ...string[]] = [
  ...(['type', 'description', 'tools', 'credentials', 'required', 'items', 'properties', 'enum', 'const', 'minLength', 'include'] as const),
  ...['timeout_seconds', 'examples', 'expect', 'status', 'name', 'constructor', 'toString', '__x', 'url', 'transport', 'anyOf', 'severity'],
  ...['command', 'args', 'env'],
  ...['additionalProperties', 'minimum', 'multipleOf', 'default', 'uniqueItems', 'pattern', 'variables', 'prompt', 'targets', 'headers'],
]

function mutate(document: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(document)
  const inner = nodesIn(copy)
  for (let slips = Math.floor(random() * 3); slips >= 0 && inner.length > 0; slips -= 1) {
    const node = inner[Math.floor(random() * inner.length)]
    if (node === undefined) continue
    const own = Object.keys(node)
    const key = own[Math.floor(random() * own.length)]
    const dice = random()
    if (key !== undefined && dice < 0.3) Reflect.deleteProperty(node, key)
    else Reflect.set(node, key !== undefined && dice < 0.7 ? key : Array.isArray(node) ? node.length : pick(random, keys), pick(random, values))
  }
  // Through JSON, so that a hole in a list is what a file could hold.
  return JSON.parse(JSON.stringify(copy))
}

function nodesIn(value: unknown, into: object[] = []): object[] {
  if (typeof value !== 'object' || value === null) return into
  into.push(value)
  for (const item of Object.values(value)) nodesIn(item, into)
  return into
}

// SHAPE_ROUNDS=200000 SHAPE_SEED=7 looks longer, and elsewhere.
const rounds = Number(process.env['SHAPE_ROUNDS'] ?? 4000)
const seed = Number(process.env['SHAPE_SEED'] ?? 1)

describe('the judge that says yes or no agrees with the one that says why', () => {
  it.each(shapes)('%s', { timeout: 300_000 }, (shape) => {
    const random = randomFrom(shapes.indexOf(shape) + seed)
    const own = documents.filter((document) => document.shape === shape)
    expect(own.length).toBeGreaterThan(0)
    const verdicts = { fit: 0, refused: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const source = own[round % own.length]
      const document = mutate(JSON.parse(source?.text ?? 'null'), random)
      const isFit = fits[shape](document)
      const problems = problemsOf(shape, document, {})
      if (isFit !== (problems === '[]')) expect.fail(`${source?.path}: ${isFit ? 'let pass' : 'refused'}: ${JSON.stringify(document)}`)
      expect(problemsOf(shape, document, partsOf[shape])).toBe(problems)
      verdicts[isFit ? 'fit' : 'refused'] += 1
    }
    expect(verdicts.fit).toBeGreaterThan(100)
    expect(verdicts.refused).toBeGreaterThan(1000)
  })
})
