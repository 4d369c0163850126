import { Exhausted, Meter } from '../../json/meter.ts'
import { conjunctionOf, type Conjunction } from './conjunction.ts'
import { tightestLimit } from './limits.ts'
import { declaredIn, namedIn, requiredIn } from './names.ts'
import { type Part, partAt } from './part.ts'
import { commonKinds, type Kind } from './types.ts'
import { fits } from './value.ts'
import { valuesOf } from './values.ts'

const mostLevels = 3
const mostNames = 30

// More is not worth it for what may be found at all.
const mostSteps = 3000

/** hasCounterexample tells whether one of a few values fits all schemas and not the other one. That none does proves nothing. */
export function hasCounterexample(parts: readonly Part[], target: Part): boolean {
  const meter = new Meter(mostSteps)
  const metered = (part: Part): Part => ({ ...part, document: { ...part.document, meter } })
  try {
    return samplesOf(parts.map(metered)).some((value) => fits(value, metered(target)) === false)
  } catch (error) {
    if (error instanceof Exhausted) return false
    throw error
  }
}

/** A few values that all schemas are known to let pass, at the edges of what they do. */
function samplesOf(parts: readonly Part[], levels = mostLevels): readonly unknown[] {
  const conjunction = conjunctionOf(parts)
  const values = valuesOf(conjunction)
  if (values !== undefined) return values.filter(({ isSure }) => isSure).map(({ value }) => value)
  const given = conjunction.parts.flatMap(({ schema: { default: value, examples } }) => [
    value,
    ...(Array.isArray(examples) ? examples.slice(0, 5) : []),
  ])
  const made = commonKinds(conjunction).flatMap((kind) => ofKind(kind, conjunction, levels))
  const all = [...made, ...given.filter((value) => value !== undefined)]
  return all.filter((value) => parts.every((part) => fits(value, part) === true))
}

function ofKind(kind: Kind, conjunction: Conjunction, levels: number): readonly unknown[] {
  switch (kind) {
    case 'null':
      return [null]
    case 'boolean':
      return [true, false]
    case 'string':
      return textsFor(conjunction)
    case 'integer':
    case 'fraction':
      return numbersFor(kind, conjunction)
    case 'array':
      return listsFor(conjunction, levels)
    case 'object':
      return objectsFor(conjunction, levels)
  }
}

const plainTexts = [
  '',
  'a',
  'Zoë',
  '0',
  '-1',
  ' ',
  '?',
  'abc',
  'ABC',
  'a b',
  '12345',
  '2026-01-31',
  'ana@example.com',
  'https://example.com/a',
  'a/b.c',
]

function textsFor(conjunction: Conjunction): readonly string[] {
  const lengths = [tightestLimit(conjunction, 'minLength', true), tightestLimit(conjunction, 'maxLength', false)]
  const edges = lengths.filter((length) => length !== undefined && length > 0 && length < 200)
  return [...plainTexts, ...edges.flatMap((length) => ['a', '0', ' '].map((text) => text.repeat(length ?? 0)))]
}

function numbersFor(kind: 'integer' | 'fraction', { parts }: Conjunction): readonly number[] {
  const limits = parts.flatMap(({ schema: { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } }) => [
    ...[minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf].filter((limit) => typeof limit === 'number'),
  ])
  const numbers = [0, 1, -1, 1000, ...limits.flatMap((limit) => [limit, limit + 1, limit - 1])]
  return kind === 'integer'
    ? numbers.filter(Number.isInteger)
    : [...numbers.map((number) => number + 0.5), ...numbers.filter((number) => !Number.isInteger(number))]
}

function listsFor(conjunction: Conjunction, levels: number): readonly unknown[] {
  const least = tightestLimit(conjunction, 'minItems', true) ?? 0
  if (levels === 0 || least > 20) return [[]]
  const items = conjunction.parts.flatMap((part) => (part.schema['items'] === undefined ? [] : [partAt(part, part.schema['items'], 'items')]))
  const inner = samplesOf(items, levels - 1)
  const [first] = inner
  if (first === undefined) return [[]]
  return [[], ...inner.slice(0, 8).flatMap((item) => [[item], Array.from({ length: least }, () => item)]), inner.slice(0, Math.max(least, 2))]
}

/** With what must be there alone, with each other name beside it, and with all. */
function objectsFor(conjunction: Conjunction, levels: number): readonly unknown[] {
  if (levels === 0) return [{}]
  const required = requiredIn(conjunction)
  const names = [...new Set([...required, ...declaredIn(conjunction)])].slice(0, mostNames)
  const samples = new Map(names.map((name) => [name, samplesOf(namedIn(conjunction, name).parts, levels - 1)]))
  const entriesFor = (some: readonly string[]): readonly (readonly [string, unknown])[] =>
    some.flatMap((name) => (samples.get(name) ?? []).slice(0, 1).map((value) => [name, value] as const))
  const least = names.filter((name) => required.has(name))
  const varied = names.flatMap((name) => (samples.get(name) ?? []).slice(1, 6).map((value) => [...entriesFor(least), [name, value] as const]))
  const chosen = [
    entriesFor(least),
    entriesFor(names),
    ...names.filter((name) => !required.has(name)).map((name) => entriesFor([...least, name])),
    ...varied,
  ]
  // A server may name a property __proto__; made like this, it is an ordinary one.
  return chosen.map((entries): unknown => Object.fromEntries(entries))
}
