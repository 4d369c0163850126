import { isJsonObject } from '../json/schema.ts'
import type { Place } from '../diagnostic/diagnostic.ts'
import type { LockedAt } from '../model/integration.ts'
import type { LockedTool } from '../model/lockfile.ts'
import type { Step } from '../yaml/cursor.ts'

/** LockedText is one text that a server sent, or one key: a model reads both. */
export interface LockedText {
  readonly text: string
  readonly isKey: boolean
  readonly trail: Trail
}

/** Trail is the way to a value from the root of its lockfile, the last step first; written out only for what is reported. */
export interface Trail {
  readonly step: Step
  readonly up: Trail | undefined
}

const textsByTool = new WeakMap<LockedTool, readonly LockedText[]>()

/** textsOf lists every text and every key of a locked definition, unknown fields included. Several rules read them. */
export function textsOf(tool: LockedTool): readonly LockedText[] {
  const known = textsByTool.get(tool)
  if (known !== undefined) return known
  const texts: LockedText[] = []
  collect(tool.definition, trailOf('tools', tool.name, 'definition'), mostLevels, texts)
  textsByTool.set(tool, texts)
  return texts
}

/** instructionsOf is what a server tells every agent, where it tells something. */
export function instructionsOf({ lockfile }: LockedAt): readonly LockedText[] {
  return lockfile.instructions === undefined ? [] : [{ text: lockfile.instructions, isKey: false, trail: trailOf('server', 'instructions') }]
}

/** placeOf is where a text stands in its lockfile; `words` narrows the place where they are written as they are. */
export function placeOf({ at }: LockedAt, { isKey, trail }: LockedText, label: string, words = ''): Place {
  const steps = stepsOf(trail)
  const span = isKey ? at.key(...steps) : words === '' ? at.value(...steps) : at.within(words, ...steps)
  return { span, label }
}

/** isPropertyName tells whether a text is the name of an argument, or of a part of one or of the answer. */
export function isPropertyName({ isKey, trail }: LockedText): boolean {
  return isKey && trail.up?.step === 'properties'
}

/** isOfArguments tells whether a text stands in what the agent fills in. */
export function isOfArguments({ trail }: LockedText): boolean {
  // Behind `tools`, the name and `definition`.
  return stepsOf(trail)[3] === 'inputSchema'
}

/** stepsOf writes a trail out, from the root of the lockfile. */
export function stepsOf(trail: Trail): readonly Step[] {
  const steps: Step[] = []
  for (let part: Trail | undefined = trail; part !== undefined; part = part.up) steps.push(part.step)
  return steps.reverse()
}

// A deeper definition is refused by a rule of its own, and must not bring down the others.
const mostLevels = 128

function collect(value: unknown, trail: Trail, levels: number, into: LockedText[]): void {
  if (typeof value === 'string') into.push({ text: value, isKey: false, trail })
  else if (levels === 0) return
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, { step: index, up: trail }, levels - 1, into)
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const below = { step: key, up: trail }
      into.push({ text: key, isKey: true, trail: below })
      collect(item, below, levels - 1, into)
    }
  }
}

function trailOf(first: Step, ...rest: readonly Step[]): Trail {
  let trail: Trail = { step: first, up: undefined }
  for (const step of rest) trail = { step, up: trail }
  return trail
}

/** isNameOfTool tells whether a text is the name of the tool itself. */
export function isNameOfTool({ isKey, trail }: LockedText): boolean {
  return !isKey && trail.step === 'name' && trail.up?.step === 'definition' && trail.up.up?.up?.step === 'tools'
}
