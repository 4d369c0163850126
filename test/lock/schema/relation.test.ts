import { Ajv } from 'ajv'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isJsonObject } from '../../../src/json/schema.ts'
import { Meter } from '../../../src/json/meter.ts'
import { schemaChanges } from '../../../src/lock/schema-changes.ts'
import type { Grade } from '../../../src/lock/grade.ts'
import type { Role } from '../../../src/lock/sentence.ts'
import type { Doubt } from '../../../src/lock/schema/doubt.ts'
import { schemaDoubts } from '../../../src/lock/schema/relation.ts'
import { mutated, rareSlips, respellings } from './mutate.ts'
import { edgesOf, near, slipped } from './near.ts'
import { type Random, randomFrom } from './random.ts'
import { partsOf, rareSources, type Source, sourcesOf } from './sources.ts'

// Real schemas with slips, in both directions; SCHEMA_MUTANTS=50000 looks at more of them and prints the table, SCHEMA_SEED takes other ones.
const count = Number(process.env['SCHEMA_MUTANTS'] ?? 800)
const seed = Number(process.env['SCHEMA_SEED'] ?? 1)
const isStudy = process.env['SCHEMA_MUTANTS'] !== undefined

const whole = (least: number, most: number) => ({
  type: 'number' as const,
  validate: (value: number) => Number.isInteger(value) && value >= least && value <= most,
})

const formats = {
  int32: whole(-(2 ** 31), 2 ** 31 - 1),
  int64: whole(-(2 ** 63), 2 ** 63),
  uint8: whole(0, 255),
  float: { type: 'number' as const, validate: (value: number) => Math.fround(value) === value },
  double: { type: 'number' as const, validate: () => true },
  odd: { type: 'number' as const, validate: (value: number) => value % 2 !== 0 },
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  email: /^[^@\s]+@[^@\s]+\.[a-z]+$/,
  uri: /^[a-z][a-z+.-]*:\S+$/,
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
}

// All errors, for Ajv leaves out `contains` of an empty list after `prefixItems` otherwise.
const options = { strict: false, logger: false, formats, addUsedSchema: false, inlineRefs: false, allErrors: true } as const
// More than one draft, for what a change of it means.
const usual = { 'draft-07': new Ajv(options), '2020-12': new Ajv2020(options) } as const
// Each for one schema: what has an address is remembered under it.
const single = {
  'draft-07': () => new Ajv({ ...options, validateSchema: false, meta: false }),
  '2020-12': () => new Ajv2020({ ...options, validateSchema: false, meta: false }),
} as const
const sources = await sourcesOf()
const rare = rareSources()
const parts = partsOf(sources)
const known = new Map([...sources, ...rare, ...parts].map(({ schema }) => [schema, compiled(schema)]))

function compiled(schema: unknown): ValidateFunction | undefined {
  try {
    const draft = draftOf(schema)
    const ajv = JSON.stringify(schema).includes('"$id"') ? single[draft]() : usual[draft]
    return ajv.compile(isJsonObject(schema) ? schema : {})
  } catch {
    return undefined
  }
}

function draftOf(schema: unknown): keyof typeof usual {
  return JSON.stringify(isJsonObject(schema) ? schema['$schema'] : '')?.includes('draft-07') === true ? 'draft-07' : '2020-12'
}

interface Direction {
  readonly narrow: unknown
  readonly wide: unknown
  readonly undeclared: 'unused' | 'anything'
}

/** A value that fits the narrower schema and not the wider one; it uses no name that only the wider one declares where such are taken as unused. */
function witness(
  { narrow, wide, undeclared }: Direction,
  fits: readonly [ValidateFunction, ValidateFunction],
  random: Random,
  tries: number,
): unknown {
  const edges = edgesOf([narrow, wide])
  for (let index = 0; index < tries; index += 1) {
    const likely = near(undeclared === 'anything' && random.chance(0.3) ? wide : narrow, random)
    for (const value of [likely, slipped(likely, random, edges)])
      if (passes(fits[0], value) === true && passes(fits[1], value) === false) return { value }
  }
  return undefined
}

/** Ajv trips over some schemas with unevaluatedProperties: then it has no verdict. */
function passes(validate: ValidateFunction, value: unknown): unknown {
  try {
    return validate(value)
  } catch {
    return undefined
  }
}

interface Judged {
  readonly from: string
  /** Whether the schema was one of a real server before; what a witness would have to look like is harder to guess for others. */
  readonly isReal: boolean
  readonly slips: readonly string[]
  readonly direction: Direction
  readonly doubts: readonly Doubt[]
  /** How the change is graded, where it is asked as the direction is. */
  readonly grades: readonly Grade[] | undefined
  readonly witness: unknown
}

const verdictOf = ({ doubts }: Judged): 'safe' | 'breaking' | 'warning' =>
  doubts.length === 0 ? 'safe' : doubts.some(({ verdict }) => verdict === 'refused') ? 'breaking' : 'warning'

/** Values are lost, and nobody is told. */
function isWrong(each: Judged): boolean {
  if (each.witness === undefined) return false
  const { narrow, wide } = each.direction
  if (each.grades?.every((grade) => grade === 'safe') === true) return true
  // Of other drafts only the grade knows.
  return verdictOf(each) === 'safe' && [narrow, wide].every((schema) => draftOf(schema) === '2020-12')
}

function judged({ from, schema }: Source, chance: number): readonly Judged[] {
  const random = randomFrom(chance)
  const kinds = random.chance(0.3) ? rareSlips : undefined
  const before = random.chance(0.4) ? mutated(schema, random, kinds).schema : schema
  const { schema: after, slips } = mutated(before, random, kinds)
  const [one, other] = [known.get(before) ?? compiled(before), compiled(after)]
  if (one === undefined || other === undefined) return []
  const undeclared = random.one(['unused', 'anything'] as const)
  return [true, false].map((isForward) => {
    const direction = { narrow: isForward ? before : after, wide: isForward ? after : before, undeclared }
    const doubts = schemaDoubts(direction.narrow, direction.wide, { pointer: '', undeclared })
    const grades = gradesOf(before, after, isForward ? 'input' : 'output')
    const tries = doubts.some(({ verdict }) => verdict === 'refused') ? 150 : 40
    return {
      from,
      isReal: before === schema && !rare.some((each) => each.schema === schema),
      slips,
      direction,
      doubts,
      grades: isForward === (undeclared === 'unused') ? grades : undefined,
      witness: witness(direction, isForward ? [one, other] : [other, one], random, tries),
    }
  })
}

/** Whatever is in doubt is graded at some place. */
function gradesOf(before: unknown, after: unknown, role: Role): readonly Grade[] {
  const [narrow, wide] = role === 'input' ? [before, after] : [after, before]
  const doubts = schemaDoubts(narrow, wide, { pointer: '', undeclared: role === 'input' ? 'unused' : 'anything' })
  const grades = schemaChanges(before, after, role, new Meter(1_000_000)).map(({ grade }) => grade)
  if (doubts.some(({ verdict }) => verdict === 'refused')) expect(grades).toContain('breaking')
  // No change at all: written otherwise, it is the same when it is put together.
  else if (doubts.length > 0) expect(grades.length === 0 || grades.some((grade) => grade !== 'safe')).toBe(true)
  return grades
}

it(
  'no value is lost where a schema is said to accept no less, and most of what is said to break can be shown',
  { timeout: isStudy ? 3_600_000 : 120_000 },
  () => {
    const all: Judged[] = []
    fc.assert(
      fc.property(
        fc.oneof(
          { weight: 1, arbitrary: fc.constantFrom(...sources) },
          { weight: 1, arbitrary: fc.constantFrom(...rare) },
          { weight: 3, arbitrary: fc.constantFrom(...parts) },
        ),
        fc.integer(),
        (source, chance) => {
          all.push(...judged(source, chance))
        },
      ),
      { numRuns: count, seed, endOnFailure: true },
    )
    const breaking = all.filter((each) => each.isReal && verdictOf(each) === 'breaking')
    const shown = breaking.filter((each) => each.witness !== undefined)
    if (isStudy) {
      study(all)
      console.log(`${shown.length} of ${breaking.length} breaking changes of real schemas shown`)
    }
    expect(all.filter(isWrong).slice(0, 3)).toEqual([])
    expect(all.length).toBeGreaterThan(count)
    expect(breaking.length).toBeGreaterThan(count / 10)
    expect(shown.length / breaking.length).toBeGreaterThan(0.95)
  },
)

it('the same in another spelling is no change', () => {
  // What oneOf, not and if rule out is left untold where it is written otherwise, and so is where a reference leads that is not followed.
  const plain = [...sources, ...parts].filter(({ schema }) => !/"(?:oneOf|not|if|\$dynamicRef|unevaluated\w+)":/.test(JSON.stringify(schema)))
  fc.assert(
    fc.property(fc.constantFrom(...plain), fc.integer(), fc.constantFrom<Role>('input', 'output'), ({ schema }, chance, role) => {
      const { schema: after } = mutated(schema, randomFrom(chance), respellings)
      const changes = schemaChanges(schema, after, role, new Meter(1_000_000))
      expect(changes.filter(({ pointer }) => !/\/(?:description|default)$/.test(pointer))).toEqual([])
    }),
    { numRuns: Math.ceil(count / 3), seed },
  )
})

/** How often each slip leads to which verdict, and how often a breaking one has a witness. */
function study(all: readonly Judged[]): void {
  const rows = new Map<string, { safe: number; breaking: number; shown: number; warning: number; told: number; wrong: number }>()
  const add = (name: string, each: Judged): void => {
    const row = rows.get(name) ?? { safe: 0, breaking: 0, shown: 0, warning: 0, told: 0, wrong: 0 }
    const verdict = verdictOf(each)
    row[verdict] += 1
    if (verdict === 'breaking' && each.witness !== undefined) row.shown += 1
    if (verdict === 'warning' && each.witness !== undefined) row.told += 1
    if (isWrong(each)) row.wrong += 1
    rows.set(name, row)
  }
  for (const each of all) for (const name of ['all', ...(each.slips.length === 1 ? each.slips : [])]) add(name, each)
  console.table(Object.fromEntries([...rows].toSorted(([left], [right]) => (left < right ? -1 : 1))))
  const some = process.env['SCHEMA_SHOW']
  for (const each of all
    .filter(
      (one) => (some === 'all' || (one.slips[0] === some && one.slips.length === 1)) && verdictOf(one) === 'breaking' && one.witness === undefined,
    )
    .slice(0, 12))
    console.log(JSON.stringify(each))
}
