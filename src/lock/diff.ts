import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { LockedTool, Lockfile } from '../model/lockfile.ts'
import { canonicalJson } from '../text/canonical-json.ts'

/** ToolChange is what became of one tool, or of the server itself, between two lists. */
export interface ToolChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly tool: string
  /** Whether the contract changed, and not only its wording. */
  readonly contract: boolean
  readonly parts: readonly PartChange[]
}

/** PartChange is one place of a definition that changed: a JSON pointer, with what stood and stands there (undefined: nothing). */
export interface PartChange {
  readonly pointer: string
  readonly before: unknown
  readonly after: unknown
}

/** LockDifference is what a new list changes. */
export interface LockDifference {
  readonly tools: readonly ToolChange[]
  /** Changes of what the server says of itself: version, protocol, instructions. */
  readonly server: readonly PartChange[]
}

/** compareLocks tells what changed from one lockfile to the next; before undefined: everything is new. */
export function compareLocks(before: Lockfile | undefined, after: Lockfile): LockDifference {
  const names = new Set([...(before?.tools ?? []), ...after.tools].map(({ name }) => name))
  const tools = [...names].toSorted().flatMap((name) => {
    const change = changeOf(toolNamed(before, name), toolNamed(after, name))
    return change === undefined ? [] : [change]
  })
  return { tools, server: before === undefined ? [] : serverChanges(before, after) }
}

/** isSame tells whether nothing changed. */
export function isSame({ tools, server }: LockDifference): boolean {
  return tools.length === 0 && server.length === 0
}

/** changeOf tells what became of one tool; undefined: nothing. */
export function changeOf(before: LockedTool | undefined, after: LockedTool | undefined): ToolChange | undefined {
  if (before === undefined) return after === undefined ? undefined : { kind: 'added', tool: after.name, contract: true, parts: [] }
  if (after === undefined) return { kind: 'removed', tool: before.name, contract: true, parts: [] }
  if (before.definitionDigest === after.definitionDigest) return undefined
  const parts = partChanges('', before.definition, after.definition)
  // A flipped hint (read-only, destructive) is more than wording, though no schema changed.
  const contract = before.contractDigest !== after.contractDigest || parts.some(({ pointer }) => /^\/annotations(\/(?!title$)|$)/.test(pointer))
  return { kind: 'changed', tool: after.name, contract, parts }
}

function serverChanges(before: Lockfile, after: Lockfile): readonly PartChange[] {
  const facts = ({ serverName, serverVersion, protocolVersion, transport, url, instructions }: Lockfile): object => ({
    name: serverName,
    version: serverVersion,
    protocol_version: protocolVersion,
    transport,
    url,
    instructions,
  })
  return partChanges('', facts(before), facts(after))
}

function partChanges(pointer: string, before: unknown, after: unknown): readonly PartChange[] {
  if (canonicalJson(before) === canonicalJson(after) && (before === undefined) === (after === undefined)) return []
  if (!isJsonObject(before) || !isJsonObject(after)) return [{ pointer, before, after }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return keys.flatMap((key) => partChanges(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, own(before, key), own(after, key)))
}

// A server may name a property after something that every object inherits.
function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function toolNamed(lockfile: Lockfile | undefined, name: string): LockedTool | undefined {
  return lockfile?.tools.find((tool) => tool.name === name)
}
