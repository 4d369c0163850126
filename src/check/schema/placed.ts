import type { Step } from '../../yaml/cursor.ts'
import { keyInside } from '../swallowed.ts'
import type { Case, Slip } from './case.ts'
import { at, type Draft, isEmpty, moved, replaced, startsWith, without } from './draft.ts'
import { isNextTo, type Move, spineBefore, type Tried } from './move.ts'
import { tellMove } from './placed-words.ts'
import type { Problem } from './problem.ts'
import { knownKeys, matches, type Schema } from './published.ts'

/**
 * misplaced finds keys that stand a level too deep or too shallow: where they would fit, the schema itself says. A move counts only when it leaves
 * less to complain about, and what was moved fits at its new place.
 */
export function misplaced(problem: Problem, around: Case): Slip | undefined {
  if (problem.kind === 'name' && isStatusRange(problem.key)) return undefined
  const tried = entriesOf(problem).flatMap(({ path, key }) => triesFor(path, key, around))
  const best = tried.toSorted(
    (left, right) => left.left - right.left || Number(right.isNamed) - Number(left.isNamed) || distance(left) - distance(right),
  )[0]
  return best === undefined ? undefined : { told: tellMove(best, around), draft: best.draft, at: commonPath(best.from, best.to) }
}

/** OpenAPI writes 4XX for all of a kind. Such a key is at its place, and only says too much at once. */
export function isStatusRange(key: string | undefined): boolean {
  return /^(?:[1-5]xx|default)$/i.test(key ?? '')
}

/** The keys that a problem can be blamed on: the one it names, or the one whose value it is about. */
function entriesOf({ kind, path, key }: Problem): readonly { readonly path: readonly Step[]; readonly key: string }[] {
  const last = path.at(-1)
  return [
    ...(key !== undefined && kind !== 'missing-key' ? [{ path, key }] : []),
    ...(typeof last === 'string' ? [{ path: path.slice(0, -1), key: last }] : []),
  ]
}

function triesFor(from: readonly Step[], key: string, around: Case): readonly Tried[] {
  const value = at(around.draft, [...from, key])
  const schema = around.judge.published.at(around.draft, from)
  // What has a name where it stands is at its place, whatever is wrong with its value.
  // Looking for a place costs more than looking at a value.
  around.judge.looks += 500 + 10 * (at(around.draft, from)?.entries?.size ?? 0)
  if (value === undefined || isEmpty(value) || (schema !== undefined && knownKeys(schema).includes(key))) return []
  return targetsFor(from, key, around).flatMap((to) => {
    const tried = tryMove({ from, to, keys: [key, ...followers(from, key, to, around)] }, around)
    return tried === undefined ? [] : [tried]
  })
}

/** Mappings that the key may have been meant for: those around it, those that they could hold, and what stands right above it. */
function targetsFor(from: readonly Step[], key: string, { draft, judge: { published } }: Case): readonly (readonly Step[])[] {
  const around = from.map((_, index) => from.slice(0, index))
  const below = [...around, from].flatMap((path) => {
    const schema = published.at(draft, path)
    return schema === undefined ? [] : mappingsBelow(path, { schema, mapping: at(draft, path) }, 2)
  })
  const all = [...around, ...below, ...spineBefore(draft, from, key)]
  const seen = new Set<string>([JSON.stringify(from)])
  return all.filter((path) => {
    const id = JSON.stringify(path)
    return !seen.has(id) && seen.add(id) && !startsWith(path, [...from, key])
  })

  function mappingsBelow(
    path: readonly Step[],
    { schema, mapping }: { schema: Schema; mapping: Draft | undefined },
    depth: number,
  ): readonly (readonly Step[])[] {
    return knownKeys(schema).flatMap((name) => {
      const value = mapping?.entries?.get(name)
      const named = published.under(schema, name)
      const own = named === undefined ? undefined : published.of(named, value)
      if (own === undefined || own.type !== 'object') return []
      const here = [...path, name]
      return [here, ...(depth > 1 && own.properties !== undefined ? mappingsBelow(here, { schema: own, mapping: value }, depth - 1) : [])]
    })
  }
}

const mostFollowers = 200

/** The keys behind it that are wrong where they stand too, and would fit there as well: a whole block was shifted. */
function followers(from: readonly Step[], key: string, to: readonly Step[], around: Case): readonly string[] {
  const keys = [...(at(around.draft, from)?.entries?.keys() ?? [])]
  const found: string[] = []
  const first = keys.indexOf(key) + 1
  for (const next of keys.slice(first, first + mostFollowers)) {
    if (!around.problems.isWrong(from, next) || spillAt(to, next, at(around.draft, [...from, next]), around)?.length !== 0) break
    found.push(next)
  }
  return found
}

/**
 * What a value would hold that does not fit at its new place, but beside it: a block that was shifted left takes what follows it along. Undefined
 * where it does not fit.
 */
function spillAt(to: readonly Step[], key: string, value: Draft | undefined, { draft, judge }: Case): readonly string[] | undefined {
  const schema = judge.published.at(draft, to)
  const below = schema === undefined ? undefined : judge.published.under(schema, key)
  const target = at(draft, to)
  if (schema === undefined || below === undefined || value === undefined || target?.entries?.has(key) === true) return undefined
  if (!matches(schema.propertyNames?.pattern, key)) return undefined
  const wrong = new Set(judge.problems(value, below).map((problem) => problem.path[0] ?? (problem.kind === 'missing-key' ? undefined : problem.key)))
  const spilt = [...wrong].map(String)
  const fitsBeside = (each: string): boolean => {
    const beside = judge.published.under(schema, each)
    const inner = value.entries?.get(each)
    if (beside === undefined || inner === undefined || target?.entries?.has(each) === true) return false
    return matches(schema.propertyNames?.pattern, each) && judge.problems(inner, beside).length === 0
  }
  return !wrong.has(undefined) && spilt.every(fitsBeside) ? spilt : undefined
}

function tryMove(move: Move, around: Case): Tried | undefined {
  const [key = ''] = move.keys
  const { from, to } = move
  const spilt = spillAt(to, key, at(around.draft, [...from, key]), around)
  if (spilt === undefined) return undefined
  const schema = around.judge.published.at(around.draft, to)
  // Names that hardly anything has are as good as one: the status of an error.
  const isNamed = schema !== undefined && (knownKeys(schema).includes(key) || !matches(schema.propertyNames?.pattern, 'name'))
  // Where any name goes, only what stands next to it can have been meant for it, or what fits nowhere else.
  if (!isNamed && !isNextTo(move, around) && at(around.draft, [...from, key])?.entries === undefined) return undefined
  const opener = openerOf(move, around)
  const alone = moved(opener === undefined ? around.draft : without(around.draft, opener.slice(0, -1), [String(opener.at(-1))]), move)
  const draft = withSwallowed(spilt.length === 0 ? alone : moved(alone, { from: [...to, key], to, keys: spilt }), move, around)
  const part = commonPath(from, to)
  const left = around.problems.all.length - around.problems.countAt(part) + around.judge.problemsAt(draft, part).length
  return left < around.problems.all.length ? { ...move, draft, left, isNamed, opener } : undefined
}

/** The line that opens the block may have been shifted alone, and stands above it with nothing in it. */
function openerOf({ from, to, keys }: Move, { draft }: Case): readonly Step[] | undefined {
  if (at(draft, to) !== undefined) return undefined
  return spineBefore(draft, from, keys[0] ?? '').find((path) => path.at(-1) === to.at(-1) && isNothing(at(draft, path)))
}

function isNothing(draft: Draft | undefined): boolean {
  return draft !== undefined && isEmpty(draft)
}

/** A text that was shifted may have taken the keys below it for its own lines: they are there, and told with it. */
function withSwallowed(draft: Draft, { to, keys }: Move, { judge, root }: Case): Draft {
  const missing = (judge.published.at(draft, to)?.required ?? []).filter((key) => at(draft, [...to, key]) === undefined)
  const texts = keys.map((key) => at(draft, [...to, key])).filter((value) => typeof value?.value === 'string')
  const swallowed = missing.filter((key) => texts.some((text) => text !== undefined && keyInside(root.value(...text.origin), key) !== undefined))
  return swallowed.reduce((result, key) => replaced(result, [...to, key], { origin: texts[0]?.origin ?? [], isUnknown: true }), draft)
}

function distance({ from, to }: Move): number {
  const shared = commonPath(from, to).length
  return from.length - shared + (to.length - shared)
}

function commonPath(left: readonly Step[], right: readonly Step[]): readonly Step[] {
  const length = left.findIndex((step, index) => right[index] !== step)
  return length < 0 ? left.slice(0, right.length) : left.slice(0, length)
}
