import type { Meter } from '../json/meter.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import type { Change } from './change.ts'
import type { Grade } from './grade.ts'
import { pointerStep } from '../json/pointer.ts'
import { own } from './schema/part.ts'
import { schemaChanges } from './schema-changes.ts'

/** Circumstances are what a definition is compared in. */
export interface Circumstances {
  /** Whether the server speaks another revision of the protocol by now. */
  readonly isOtherEra: boolean
  /** What comparing schemas may still cost. */
  readonly effort: Meter
}

/** definitionChanges tells what changed from one definition of a tool to the next. */
export function definitionChanges(before: JsonObject, after: JsonObject, { isOtherEra, effort }: Circumstances): readonly Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return keys.flatMap((key) => {
    const [old, fresh] = [own(before, key), own(after, key)]
    if (canonicalJson(old) === canonicalJson(fresh) && (old === undefined) === (fresh === undefined)) return []
    switch (key) {
      case 'inputSchema':
        return schemaChanges(old, fresh, 'input', effort)
      case 'outputSchema':
        return schemaChanges(old, fresh, 'output', effort)
      case 'annotations':
        return hintChanges(old, fresh)
      case 'execution':
        return executionChanges(old, fresh, isOtherEra)
      default:
        return [{ grade: 'warning', pointer: `/${pointerStep(key)}`, before: old, after: fresh, message: otherSentence(key, old, fresh) }]
    }
  })
}

function otherSentence(key: string, before: unknown, after: unknown): string {
  const known: Readonly<Record<string, string>> = { description: 'the description', title: 'the title', icons: 'the icons', name: 'the name' }
  const what = Object.hasOwn(known, key) ? (known[key] ?? '') : 'a part that MCP does not explain'
  return before === undefined ? `${what} is new` : after === undefined ? `${what} is gone` : `${what} has changed`
}

// What the specification says of a hint that is not there.
const defaults: Readonly<Record<string, boolean>> = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true }

const flips: Readonly<Record<string, readonly [becameTrue: string, becameFalse: string]>> = {
  readOnlyHint: ['the tool is now said to change nothing', 'the tool may now change something'],
  destructiveHint: ['the tool may now destroy something', 'the tool is now said to destroy nothing'],
  openWorldHint: ['the tool may now reach the outside world', 'the tool is now said not to reach the outside world'],
  idempotentHint: ['the tool is now said to do nothing more when it is called twice', 'to call the tool twice may now do something twice'],
}

/** Hints decide what is asked of a person, so either flip of one is more than wording: the tool does more, or is believed more. */
function hintChanges(before: unknown, after: unknown): readonly Change[] {
  const [old, fresh] = [isJsonObject(before) ? before : {}, isJsonObject(after) ? after : {}]
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].toSorted().flatMap((key): readonly Change[] => {
    const pointer = `/annotations/${pointerStep(key)}`
    const [was, is] = [own(old, key), own(fresh, key)]
    const meant = Object.hasOwn(defaults, key) ? defaults[key] : undefined
    if (canonicalJson(was ?? meant) === canonicalJson(is ?? meant)) return []
    const flip = Object.hasOwn(flips, key) ? flips[key] : undefined
    if (flip === undefined)
      return [
        {
          grade: 'warning',
          pointer,
          before: was,
          after: is,
          message: key === 'title' ? 'the title has changed' : 'a hint that MCP does not explain has changed',
        },
      ]
    const grade: Grade = key === 'idempotentHint' ? 'warning' : 'security'
    return [{ grade, pointer, before: was, after: is, message: (is ?? meant) === true ? flip[0] : flip[1] }]
  })
}

/** How a call may run is stamped on every tool by one revision of the protocol and left out by the next. */
function executionChanges(before: unknown, after: unknown, isOtherEra: boolean): readonly Change[] {
  const support = (value: unknown): unknown => canonicalJson({ taskSupport: 'forbidden', ...(isJsonObject(value) ? value : {}) })
  if (support(before) === support(after)) return []
  if (isOtherEra && (before === undefined || after === undefined)) return []
  return [{ grade: 'warning', pointer: '/execution', before, after, message: 'how a call may run has changed' }]
}
