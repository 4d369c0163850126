import type { Span } from '../../diagnostic/diagnostic.ts'
import type { Step } from '../../yaml/cursor.ts'
import { type Case, keySpan, type Told } from './case.ts'
import { at, type Draft, startsWith } from './draft.ts'
import { isNextTo, type Move, type Tried } from './move.ts'
import { nameOf } from './names.ts'
import type { Shape } from './published.ts'

/** tellMove words that keys stand at the wrong place, and where they belong. */
export function tellMove(move: Tried, around: Case): Told {
  const { from, to, keys } = move
  const { shape, draft } = around
  const span = keySpan(around, from, keys[0] ?? '')
  const [what, verb] = subjectOf(keys)
  const opener = move.opener ?? deepOpener(move, around)
  if (opener !== undefined) return tellOpener(opener, move, around)
  const missing = missingOf(to, draft)
  if (missing !== undefined) {
    const name = String(missing.at(-1))
    const message = `${nameOf(shape, missing.slice(0, -1))} lacks the key "${name}", to which ${what} ${verb}`
    return { code: 'schema-missing-key', message, span, hint: `write "${name}:" above it` }
  }
  const message = `${keys.length === 1 ? 'key' : 'keys'} ${what} ${verb} to ${placeName(shape, to)}, not to ${placeName(shape, from)}`
  return { code: 'schema-unknown-key', message, span, hint: isFirstOnLine(span) ? indentHint(move, around) : moveHint(move) }
}

/** The key right above, with nothing in it, may be the one that is shifted: then it stands as far right as what belongs to it. */
function deepOpener({ from, to, keys }: Move, around: Case): readonly Step[] | undefined {
  const target = at(around.draft, to)
  if (from.length === 0 || target?.value !== null || to.length !== from.length + 1) return undefined
  const owner = columnOf(keySpan(around, from.slice(0, -1), String(from.at(-1))))
  const own = columnOf(keySpan(around, from, String(to.at(-1))))
  return own - owner > 2 && own === columnOf(keySpan(around, from, keys[0] ?? '')) ? to : undefined
}

function columnOf({ file, start }: Span): number {
  return start - file.text.lastIndexOf('\n', start - 1) - 1
}

/** The line that opens a block was shifted without the block. */
function tellOpener(opener: readonly Step[], { to, keys }: Move, around: Case): Told {
  const name = String(opener.at(-1))
  if (opener === to) {
    const span = keySpan(around, to.slice(0, -1), name)
    const [what, verb] = subjectOf(keys)
    return { code: 'schema-unknown-key', message: `key "${name}" is indented like ${what}, which ${verb} to it`, span, hint: 'indent it less' }
  }
  const [owner, holder] = [to.slice(0, -1), opener.slice(0, -1)]
  const sibling = [...(at(around.draft, owner)?.entries?.keys() ?? [])].find((key) => !startsWith(opener, [...owner, key]))
  return {
    code: 'schema-unknown-key',
    message: `key "${name}" belongs to ${placeName(around.shape, owner)}, not to ${placeName(around.shape, holder)}`,
    span: keySpan(around, holder, name),
    hint: `indent it ${opener.length > to.length ? 'less' : 'more'}${sibling === undefined ? '' : `, like "${sibling}"`}, above what belongs to it`,
  }
}

function subjectOf(keys: readonly string[]): readonly [what: string, verb: string] {
  const [first = '', second] = keys
  if (second === undefined) return [`"${first}"`, 'belongs']
  return [keys.length === 2 ? `"${first}" and "${second}"` : `"${first}" and ${keys.length - 1} more below it`, 'belong']
}

function placeName(shape: Shape, path: readonly Step[]): string {
  return path.length === 0 ? 'the top level' : nameOf(shape, path)
}

/** The first part of a path that is not there. */
function missingOf(path: readonly Step[], draft: Draft): readonly Step[] | undefined {
  const length = path.findIndex((_, index) => at(draft, path.slice(0, index + 1)) === undefined)
  return length < 0 ? undefined : path.slice(0, length + 1)
}

function isFirstOnLine({ file, start }: Span): boolean {
  return /(?:^|\n)[ -]*$/.test(file.text.slice(Math.max(0, start - 200), start))
}

function moveHint({ from, to }: Move): string {
  if (!startsWith(from, to)) return `move it into "${to.at(-1)}"`
  return `move it ${from.length - to.length === 1 ? 'one level' : `${from.length - to.length} levels`} up`
}

function indentHint(move: Move, { draft }: Case): string {
  const { from, to, keys } = move
  const sibling = [...(at(draft, to)?.entries?.keys() ?? [])].findLast((each) => !keys.includes(each) && !startsWith(from, [...to, each]))
  const like = sibling === undefined ? '' : `, like "${sibling}"`
  if (startsWith(from, to))
    return `indent it less${like}: it belongs ${from.length - to.length === 1 ? 'one level' : `${from.length - to.length} levels`} up`
  if (isNextTo(move, { draft })) return sibling === undefined ? `indent it below "${to.at(-1)}:"` : `indent it more${like}`
  return `move it below "${to.at(-1)}:"${sibling === undefined ? '' : `, beside "${sibling}"`}`
}
