import { closest } from '../../diagnostic/did-you-mean.ts'
import type { Step } from '../../yaml/cursor.ts'
import { type Case, keySpan, requoted, type Slip, valueSpan } from './case.ts'
import { type Draft, renamed, replaced } from './draft.ts'
import { wordByAnotherName } from './foreign.ts'
import { nameOf } from './names.ts'
import type { Problem } from './problem.ts'
import { knownKeys, type Schema } from './published.ts'
import { tell } from './words.ts'

/** A `type` that is missing or is none: the rest is judged by the type that its letters, or the keys beside it, say. */
export function unsaidTag(problem: Problem, around: Case): Slip | undefined {
  const { kind, path, draft, allowed = [] } = problem
  if (kind !== 'tag') return undefined
  const written = draft.entries?.get('type')
  const tags = allowed.map(String)
  const near = typeof written?.value === 'string' ? closest(written.value, tags) : undefined
  const likely = typeof written?.value === 'string' ? wordByAnotherName(written.value, tags)?.word : undefined
  const meant = near ?? likely ?? tagByKeys(draft, around.judge.published.branchesAt(around.draft, path))
  if (meant === undefined) return undefined
  const mended = tagged(around.draft, path, draft, meant)
  // A guess that leaves more to complain about than it explains is none.
  if (near === undefined && path.length > 0 && around.judge.problemsAt(mended, path).length >= around.problems.countAt(path)) return undefined
  const told = tell(problem, around)
  const hint =
    near !== undefined || likely !== undefined
      ? told.hint
      : written === undefined
        ? `add "type: ${meant}"`
        : `its other keys are those of type ${meant}`
  return { told: { ...told, hint }, draft: mended, at: path }
}

/** The key `type` itself, misspelt. */
export function misspeltTagKey(problem: Problem, around: Case): Slip | undefined {
  const { kind, path, draft } = problem
  if (kind !== 'tag' || draft.entries?.has('type') === true) return undefined
  const key = [...(draft.entries?.keys() ?? [])].find((each) => isTypeMisspelt(each))
  if (key === undefined) return undefined
  const span = keySpan(around, path, key)
  return {
    told: {
      code: 'schema-unknown-key',
      message: `key "${key}" is not known in ${nameOf(around.shape, path)}`,
      span,
      hint: 'did you mean "type"?',
      fix: { span, text: requoted(span, 'type') },
    },
    draft: renamed(around.draft, path, key, 'type'),
    at: path,
  }
}

function isTypeMisspelt(key: string): boolean {
  return key.replace(/[^\x21-\x7e]+/g, '') === 'type' || closest(key, ['type']) !== undefined
}

/** Keys of one branch under the `type` of another: as soon as all of them fit there, it is the type that is wrong. */
export function wrongTag(problem: Problem, around: Case): Slip | undefined {
  const { kind, path, draft } = problem
  if (kind !== 'unknown-key' && kind !== 'missing-key') return undefined
  const branches = around.judge.published.branchesAt(around.draft, path)
  const written = draft.entries?.get('type')
  if (branches.size === 0 || written === undefined) return undefined
  const isWhole = ([tag, branch]: readonly [string, Schema]): boolean =>
    tag !== written.value && takesKeys(branch, draft, around) && around.judge.problems(tagged(draft, [], draft, tag), branch).length === 0
  const fitting = [...branches].filter(isWhole)
  const meant = fitting[0]?.[0]
  if (fitting.length !== 1 || meant === undefined) return undefined
  const foreign = [...(draft.entries?.keys() ?? [])].find((key) => !knownKeys(branches.get(String(written.value)) ?? {}).includes(key))
  if (foreign === undefined) return undefined
  const name = nameOf(around.shape, path)
  return {
    told: {
      code: 'schema-value-unknown',
      message: `${name} has type "${String(written.value)}", but the keys of type ${meant}`,
      span: valueSpan(around, written),
      related: [{ span: keySpan(around, path, foreign), label: `only type ${meant} has this key` }],
      hint: `write "type: ${meant}", or the keys of type ${String(written.value)}`,
    },
    draft: tagged(around.draft, path, draft, meant),
    at: path,
  }
}

/** Whether a branch knows every key of a mapping. Of a hundred thousand keys that nothing knows, the first is enough to tell. */
function takesKeys(branch: Schema, { entries }: Draft, { judge: { published } }: Case): boolean {
  if (branch.additionalProperties !== false) return true
  for (const key of entries?.keys() ?? []) if (published.under(branch, key) === undefined) return false
  return true
}

function tagged(whole: Draft, path: readonly Step[], mapping: Draft, tag: string): Draft {
  const origin = mapping.entries?.get('type')?.origin ?? mapping.origin
  return replaced(whole, path, { origin: mapping.origin, entries: new Map([...(mapping.entries ?? []), ['type', { origin, value: tag }]]) })
}

/** The branch that knows more of the keys than any other, and at least one that no other has. */
function tagByKeys(draft: Draft, branches: ReadonlyMap<string, Schema>): string | undefined {
  const keys = [...(draft.entries?.keys() ?? [])].filter((key) => key !== 'type')
  const scored = [...branches].map(([tag, branch]) => ({ tag, score: keys.filter((key) => knownKeys(branch).includes(key)).length }))
  const [best, next] = scored.toSorted((left, right) => right.score - left.score)
  return best !== undefined && best.score > (next?.score ?? 0) ? best.tag : undefined
}
