import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { pick, type Random, randomFrom } from '../../bench/random.ts'
import { Checker } from '../../src/check/check.ts'
import { oddPartsOf } from '../../src/check/ordinary.ts'
import type { ReadText } from '../../src/check/rule.ts'
import { fileRules } from '../../src/check/rules/index.ts'
import { checkShape } from '../../src/check/shape.ts'
import { type Finding, stamp } from '../../src/diagnostic/diagnostic.ts'
import { decodeIntegration } from '../../src/model/decode.ts'
import { toolsOf } from '../../src/model/project.ts'
import { parseYaml } from '../../src/yaml/parse.ts'
import { corpusTexts, textsIn } from '../yaml/fast-texts.ts'

// Rules are asked only about what is out of the ordinary, and so is the schema. Here each is asked about everything, and must find no more.

const around = { agents: [], targets: [] }

/** What each rule finds in a file, and what the checker finds, which asks only some; undefined where the file is no HTTP integration. */
async function findings(text: string): Promise<{ readonly all: readonly string[]; readonly told: readonly string[] } | undefined> {
  const file = { path: 'integrations/shop.yaml', text }
  const parsed = await parseYaml(file)
  if (!parsed.ok) return undefined
  const odd = oddPartsOf(parsed.root)
  const hasShape = (await checkShape('integration', parsed.root)).length === 0
  if (odd.all === 0) expect(hasShape, text).toBe(true)
  if (!hasShape) return undefined
  const integration = decodeIntegration('shop', parsed.root)
  if (integration.type !== 'http') return undefined
  const read: ReadText = { file, root: parsed.root }
  const all: string[] = []
  for (const rule of fileRules()) {
    const report = (finding: Finding): void => void all.push(wordsOf(stamp(rule, finding)))
    if (rule.on === 'text') rule.check(read, report, around)
    if (rule.on === 'integration') rule.check(integration, report, around)
    for (const tool of integration.tools) if (rule.on === 'tool') rule.check({ tool, integration }, report, around)
    for (const tool of toolsOf(integration)) if (rule.on === 'offered-tool') rule.check({ tool, integration }, report, around)
  }
  const checker = new Checker()
  const told = [...checker.text(read), ...checker.integration(integration, around, odd)].map(wordsOf)
  return { all: all.toSorted(), told: told.toSorted() }
}

function wordsOf({ code, message, span }: ReturnType<typeof stamp>): string {
  return `${code} at ${span?.start}: ${message}`
}

it('in every file of this repository the rules that are asked find all that there is to find', async () => {
  const texts = [...textsIn('integrations'), ...textsIn('test/examples')].map(({ text }) => text)
  const found = (await Promise.all(texts.map(findings))).filter((each) => each !== undefined)
  expect(found.length).toBeGreaterThan(200)
  expect(found.map(({ told }) => told)).toEqual(found.map(({ all }) => all))
})

// ORDINARY_ROUNDS=20000 looks longer.
const rounds = Number(process.env['ORDINARY_ROUNDS'] ?? 2000)

it('whatever is written in the place of something ordinary', async () => {
  const random = randomFrom(7)
  const ordinary = [...corpusTexts(40), ...textsIn('integrations')].map(({ text }) => text)
  const counts = { judged: 0, found: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const data: unknown = JSON.parse(JSON.stringify((await parsed(ordinary[round % ordinary.length] ?? '')) ?? null))
    const text = stringify(spoilt(data, random))
    const found = await findings(text)
    if (found === undefined) continue
    counts.judged += 1
    counts.found += found.all.length
    expect(found.told, text).toEqual(found.all)
  }
  expect(counts.judged).toBeGreaterThan(rounds / 3)
  expect(counts.found).toBeGreaterThan(rounds / 10)
}, 120_000)

async function parsed(text: string): Promise<unknown> {
  const read = await parseYaml({ path: 'shop.yaml', text })
  return read.ok ? read.root.data : undefined
}

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesIn(value: unknown, places: Place[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return places
  const holder: Record<string, unknown> = Object.assign(value)
  for (const key of Object.keys(holder)) {
    places.push({ holder, key })
    placesIn(holder[key], places)
  }
  return places
}

/** Writes something else in one place, puts it behind what stands there, or gives it another name. */
function spoilt(data: unknown, random: Random): unknown {
  const places = placesIn(data)
  const place = places[Math.floor(random() * places.length)]
  if (place === undefined) return data
  const { holder, key } = place
  const before = holder[key]
  const odd = pick(random, odds)
  const way = random()
  if (way < 0.15 && !Array.isArray(holder)) {
    delete holder[key]
    if (random() < 0.7) holder[String(odd)] = before
  } else if (way < 0.6 && typeof before === 'string') holder[key] = way < 0.4 ? `${before}${String(odd)}` : `${String(odd)}${before}`
  else if (way < 0.7 && typeof before === 'object' && before !== null && !Array.isArray(before)) Object.assign(before, { [pick(random, names)]: odd })
  else holder[key] = odd
  return data
}

const names: readonly [string, ...string[]] = [
  ...(['confirmation', 'timeout_seconds', 'required', 'pattern', 'format', 'default', 'examples', 'enum', 'minimum', 'maxLength'] as const),
  ...['body', 'query', 'headers', 'Host', 'Content-Type', 'X-Api-Key', 'api_key', 'page_token', 'no', 'select', 'errors', '200', '{day}'],
  ...['form', 'retry', 'idempotency_header', 'tls', 'expect', 'recorded'],
]

const odds: readonly [unknown, ...unknown[]] = [
  ...(['', ' ', 'x', 'TODO', 'to be done', '<description>', 'description here', 'ok: yes', 'method: GET', 'parameters:', 'x'.repeat(1100)] as const),
  ...[
    '{day}',
    '{{call_id}}',
    '${SHOP_TOKEN}',
    '${',
    '{',
    '}',
    '{}',
    '{1}',
    '%20',
    '%',
    '/',
    '//',
    '/..',
    '/.',
    '?a=b',
    '#a',
    ':day',
    ' a',
    '\n',
    '\t',
  ],
  ...[
    'yes',
    'n',
    'off',
    '"',
    "'",
    'it"',
    '“so”',
    'a\u00a0b',
    'a\u200bb',
    'é',
    '日本',
    'Not Found',
    'order_id',
    'orderId',
    '404',
    'HTTP',
    'undefined',
  ],
  ...[
    'http://10.0.0.1',
    'https://shop.internal',
    'https://me:and@shop.example',
    'Bearer ${SHOP_TOKEN}',
    '${USER}',
    '${PASSWORD}',
    'x'.repeat(20) + '12aB',
  ],
  ...[
    'get_it',
    'create_it',
    'delete_it',
    'transfer_call',
    'GET',
    'HEAD',
    'PUT',
    'DELETE',
    'force',
    'typing',
    'email',
    'date',
    'guid',
    'string',
    'integer',
    'array',
  ],
  ...[0, 1, 0.5, -3, 7, 30, 1e21, true, false, null, [], {}, ['a', 'a'], ['{day}'], [1], { a: null }, { '<<': 1 }, { type: 'string' }],
]
