import { Meter } from '../json/meter.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { LockedTool, Lockfile } from '../model/lockfile.ts'
import { areRelated, type Change, type Introduced, type Remark } from './change.ts'
import { type Circumstances, definitionChanges } from './definition-changes.ts'
import { byGrade, type Grade, worst } from './grade.ts'
import { isSameContract, isSameDefinition } from './pin.ts'
import { renamesAmong } from './renames.ts'
import { serverChanges } from './server-changes.ts'

/** ToolChange is what became of one tool between two lists. */
export interface ToolChange {
  /** renamed: one that went and one that came are most likely the same. */
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed'
  readonly tool: string
  /** Its name before, where it was most likely renamed. */
  readonly formerly?: string
  /** The worst of its parts. */
  readonly grade: Grade
  /** Whether the contract changed, and not only its wording. */
  readonly contract: boolean
  /** The worst first. */
  readonly parts: readonly Change[]
}

/** LockDifference is what a new list changes. */
export interface LockDifference {
  readonly tools: readonly ToolChange[]
  /** Changes of what the server says of itself: name, version, protocol, instructions. */
  readonly server: readonly Change[]
  /** Tools whose definitions are written otherwise and mean the same. */
  readonly rewritten: readonly string[]
}

const nothingIntroduced: Introduced = { inTool: () => [], inInstructions: () => [] }

/** compareLocks tells what changed from one lockfile to the next; before undefined: everything is new. */
export function compareLocks(before: Lockfile | undefined, after: Lockfile, introduced: Introduced = nothingIntroduced): LockDifference {
  const old = new Map(before?.tools.map((tool) => [tool.name, tool]))
  const fresh = new Map(after.tools.map((tool) => [tool.name, tool]))
  const gone = [...old.values()].filter(({ name }) => !fresh.has(name))
  const come = [...fresh.values()].filter(({ name }) => !old.has(name))
  const renames = before === undefined ? [] : renamesAmong(gone, come)
  const isOtherEra = before !== undefined && before.protocolVersion !== after.protocolVersion
  const comparing: Comparing = { isOtherEra, effort: new Meter(mostEffort), introduced }
  const rewritten: string[] = []
  const changed = [...fresh.values()].flatMap((tool) => {
    const was = old.get(tool.name)
    if (was === undefined || isSameDefinition(was, tool)) return []
    const change = changeOf(was, tool, comparing)
    if (change === undefined) rewritten.push(tool.name)
    return change ?? []
  })
  const tools = [
    ...changed,
    ...renames.map((rename) => renamedTool(rename.before, rename.after, comparing)),
    ...gone.filter((tool) => !renames.some((rename) => rename.before === tool)).map(removedTool),
    ...come.filter((tool) => !renames.some((rename) => rename.after === tool)).map((tool) => addedTool(tool, introduced)),
  ]
  const server = serverChanges(before, after, introduced)
  return { tools: tools.toSorted((left, right) => (left.tool < right.tool ? -1 : 1)), server, rewritten: rewritten.toSorted() }
}

/** isSame tells whether nothing changed. */
export function isSame({ tools, server }: LockDifference): boolean {
  return tools.length === 0 && server.length === 0
}

interface Comparing extends Circumstances {
  readonly introduced: Introduced
}

// Some seconds, for a server that means to waste them.
const mostEffort = 3_000_000

/** changeOf tells what became of one tool; undefined: nothing that means anything. */
export function changeOf(
  before: LockedTool,
  after: LockedTool,
  comparing: Comparing = { isOtherEra: false, effort: new Meter(mostEffort), introduced: nothingIntroduced },
): ToolChange | undefined {
  const parts = remarked(definitionChanges(before.definition, after.definition, comparing), comparing.introduced.inTool(before, after))
  if (parts.length === 0) return undefined
  return { kind: 'changed', tool: after.name, grade: worst(parts.map(({ grade }) => grade)), contract: isContract(before, after, parts), parts }
}

function isContract(before: LockedTool, after: LockedTool, parts: readonly Change[]): boolean {
  // A flipped hint (read-only, destructive) is more than wording, though no schema changed.
  return !isSameContract(before, after) || parts.some(({ pointer }) => /^\/annotations(\/(?!title$)|$)/.test(pointer))
}

function renamedTool(before: LockedTool, after: LockedTool, comparing: Comparing): ToolChange {
  const message = `the tool was most likely "${printableLine(shorten(before.name, 60))}": whoever calls it by that name meets nothing`
  const changes = definitionChanges(before.definition, after.definition, comparing).map((change): Change =>
    change.pointer === '/name' ? { ...change, grade: 'breaking', message } : change,
  )
  const parts = remarked(changes, comparing.introduced.inTool(before, after))
  const grade = worst(['breaking', ...parts.map((part) => part.grade)])
  return { kind: 'renamed', tool: after.name, formerly: before.name, grade, contract: true, parts }
}

function removedTool({ name }: LockedTool): ToolChange {
  return { kind: 'removed', tool: name, grade: 'breaking', contract: true, parts: [] }
}

function addedTool(tool: LockedTool, introduced: Introduced): ToolChange {
  const parts = remarked([], introduced.inTool(undefined, tool))
  return { kind: 'added', tool: tool.name, grade: worst(parts.map(({ grade }) => grade)), contract: true, parts }
}

/** What was introduced makes the change that brought it one of security; where it stands at no change, it is one of its own. */
function remarked(changes: readonly Change[], remarks: readonly Remark[]): readonly Change[] {
  const raised = changes.map((change): Change => {
    const about = remarks.filter(({ pointer }) => areRelated(pointer, change.pointer))
    if (about.length === 0) return change
    return { ...change, grade: 'security', message: [change.message, ...new Set(about.map(({ message }) => message))].join('; ') }
  })
  const alone = remarks.filter(({ pointer }) => !changes.some((change) => areRelated(pointer, change.pointer)))
  const own = alone.map(({ pointer, message }): Change => ({ grade: 'security', pointer, before: undefined, after: undefined, message }))
  return [...raised, ...own].toSorted(byGrade)
}
