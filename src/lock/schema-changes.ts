import { Exhausted, type Meter } from '../json/meter.ts'
import { isJsonObject } from '../json/schema.ts'
import { areRelated, type Change } from './change.ts'
import { type Grade, isAtLeast } from './grade.ts'
import { annotations, isAnything } from './schema/conjunction.ts'
import type { Doubt } from './schema/doubt.ts'
import { isMisread, otherwiseRead } from './schema/drafts.ts'
import { type Edit, schemaEdits } from './schema/edits.ts'
import { entriesOf, textsIn } from './schema/part.ts'
import { type Question, schemaDoubts } from './schema/relation.ts'
import { traitsOf } from './schema/traits.ts'
import { doubtSentence, editSentence, type Role } from './sentence.ts'
import { partsIn } from './size.ts'

/** schemaChanges tells what changed from one schema of a tool to the next, and grades it. */
export function schemaChanges(before: unknown, after: unknown, role: Role, effort: Meter): readonly Change[] {
  const pointer = role === 'input' ? '/inputSchema' : '/outputSchema'
  if (role === 'output' && (before === undefined || after === undefined)) return wholeChange(before, after, pointer)
  if (!isWorthIt([before, after], effort)) {
    const message = 'has changed, and is too large or too deep to be compared'
    return [{ grade: 'warning', pointer, before, after, message }]
  }
  const [old, fresh] = [before ?? {}, after ?? {}]
  const edits = schemaEdits(old, fresh, pointer)
  const strict: Question = { pointer, undeclared: 'anything', effort }
  const doubts = role === 'input' ? schemaDoubts(old, fresh, { ...strict, undeclared: 'unused' }) : schemaDoubts(fresh, old, strict)
  // Written otherwise, it is the same when it is put together, unless that moved what a reference leads to.
  const isMoved = [old, fresh].some((schema) => traitsOf(schema).hasOddReferences)
  if (edits.length === 0) return doubts.filter(({ verdict }) => isMoved || verdict === 'refused').map((doubt) => ofItsOwn(doubt, role))
  const isUnsure = [old, fresh].some((schema) => isJsonObject(schema) && isMisread(schema))
  const isSame = !isUnsure && doubts.length === 0 && !edits.some(({ keyword }) => keyword === 'properties')
  const isEqual = isSame && schemaDoubts(old, fresh, strict).length === 0 && schemaDoubts(fresh, old, strict).length === 0
  const told = isEqual ? edits.filter(isWording) : edits.filter((edit) => !isToldByProperties(edit))
  const changes = told.map((edit) => graded(edit, { doubts, role, isUnsure }))
  const missed = doubts.filter(({ places }) => !told.some((edit) => !isWording(edit) && isAbout(places, edit.pointer)))
  return [...changes, ...missed.map((doubt) => ofItsOwn(doubt, role))]
}

/** Whether both are small enough, and what may still be spent on the list they are of is enough. */
function isWorthIt(schemas: readonly unknown[], effort: Meter): boolean {
  const sizes = schemas.map(partsIn)
  if (sizes.includes(undefined)) return false
  try {
    effort.spend(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0))
    return true
  } catch (error) {
    if (error instanceof Exhausted) return false
    throw error
  }
}

function wholeChange(before: unknown, after: unknown, pointer: string): readonly Change[] {
  if (before === after) return []
  return before === undefined
    ? [{ grade: 'safe', pointer, before, after, message: 'the server now says what the tool gives back' }]
    : [{ grade: 'breaking', pointer, before, after, message: 'the server no longer says what the tool gives back' }]
}

/** A name that came or went with its property is told there. */
function isToldByProperties({ keyword, before, after, owners }: Edit): boolean {
  if (keyword !== 'required') return false
  const [old, fresh] = [textsIn(before), textsIn(after)]
  const has = (side: 0 | 1, name: string): boolean => entriesOf(owners[side]['properties']).some(([other]) => other === name)
  const came = fresh.filter((name) => !old.includes(name))
  const went = old.filter((name) => !fresh.includes(name))
  return came.every((name) => !has(0, name) && has(1, name)) && went.every((name) => has(0, name) && !has(1, name))
}

function isWording({ keyword }: Edit): boolean {
  return annotations.has(keyword) && keyword !== '$defs' && keyword !== 'definitions'
}

function isAbout(places: readonly string[], pointer: string): boolean {
  return places.some((place) => areRelated(place.replace(/\/$/, ''), pointer))
}

interface Findings {
  readonly doubts: readonly Doubt[]
  readonly role: Role
  /** Whether others may read the schemas so that nothing is proven. */
  readonly isUnsure: boolean
}

function graded(edit: Edit, { doubts, role, isUnsure }: Findings): Change {
  const { pointer, before, after } = edit
  const about = isWording(edit) ? [] : doubts.filter(({ places }) => isAbout(places, pointer))
  const proven: Grade = about.some(({ verdict }) => verdict === 'refused')
    ? 'breaking'
    : about.length > 0 || (isUnsure && !isWording(edit))
      ? 'warning'
      : 'safe'
  const least = leastGrade(edit, role)
  const grade = isAtLeast(proven, least) ? proven : least
  return { grade, pointer, before, after, message: editSentence(edit, role, proven) }
}

const silent = new Set(['$id', '$anchor', '$vocabulary', '$defs', 'definitions'])

/** What a change is worth whatever the schemas prove. */
function leastGrade(edit: Edit, role: Role): Grade {
  const { keyword, before, after, name } = edit
  if (keyword === '$schema') return otherwiseRead(edit) === undefined ? 'safe' : 'warning'
  if (isWording(edit)) return silent.has(keyword) ? 'safe' : 'warning'
  // Whoever used what is gone loses something, though a call may still pass.
  if (keyword === 'properties' && name !== undefined && after === undefined) return role === 'output' ? 'breaking' : 'warning'
  const isOpened = keyword === 'additionalProperties' && before !== undefined && !isAnything(before) && (after === undefined || isAnything(after))
  return isOpened ? 'warning' : 'safe'
}

/** A doubt that no difference at its own place explains. */
function ofItsOwn({ verdict, keyword, places }: Doubt, role: Role): Change {
  const pointer = (places[0] ?? '').replace(/\/$/, '')
  const grade = verdict === 'refused' ? 'breaking' : 'warning'
  return { grade, pointer, before: undefined, after: undefined, message: doubtSentence(role, grade, keyword) }
}
