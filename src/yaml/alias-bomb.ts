import { type Event, EVENT_ID } from 'js-yaml'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'

// Taken once: in the package each look at what a library exports is a call.
const { ALIAS, DOCUMENT, POP, SCALAR } = EVENT_ID

/** Aliases may repeat this many values, and this much text; the largest honest files have not a tenth of it. */
const mostValues = 250_000
const mostCharacters = 2_000_000

/** Weight is what a value stands for once its aliases are written out. */
interface Weight {
  values: number
  characters: number
  /** How deep it nests. */
  levels: number
}

/** aliasBomb says where aliases make a document endless, too large or too deep. It counts what stands there without writing it out. */
export function aliasBomb(file: SourceFile, events: readonly Event[], mostLevels: number): Diagnostic | undefined {
  if (!file.text.includes('*') || !events.some((event) => event.type === ALIAS)) return undefined
  const weights = new Map<string, Weight>()
  const open: { readonly anchor: string | undefined; readonly weight: Weight }[] = []
  const repeated: Weight = { values: 0, characters: 0, levels: 0 }
  const anchorOf = (event: { anchorStart: number; anchorEnd: number }): string | undefined =>
    event.anchorStart < 0 ? undefined : file.text.slice(event.anchorStart, event.anchorEnd)
  const close = (anchor: string | undefined, weight: Weight): void => {
    if (anchor !== undefined) weights.set(anchor, weight)
    const around = open.at(-1)?.weight
    if (around === undefined) return
    around.values += weight.values
    around.characters += weight.characters
    around.levels = Math.max(around.levels, weight.levels + 1)
  }
  for (const event of events) {
    if (event.type === POP) {
      const closed = open.pop()
      if (closed !== undefined) close(closed.anchor, closed.weight)
    } else if (event.type === DOCUMENT) {
      open.push({ anchor: undefined, weight: { values: 0, characters: 0, levels: 0 } })
    } else if (event.type === SCALAR) {
      close(anchorOf(event), { values: 1, characters: event.valueEnd - event.valueStart, levels: 0 })
    } else if (event.type === ALIAS) {
      const name = anchorOf(event) ?? ''
      const weight = weights.get(name) ?? { values: 1, characters: 0, levels: 0 }
      repeated.values += weight.values
      repeated.characters += weight.characters
      const trouble = open.some(({ anchor }) => anchor === name)
        ? { what: 'stands inside what it repeats, so it never ends', hint: 'write the value out instead of repeating it' }
        : tooMuch(repeated, open.length - 1 + weight.levels > mostLevels ? mostLevels : undefined)
      if (trouble !== undefined) {
        const span = { file, start: event.anchorStart - 1, end: event.anchorEnd }
        return diagnose('yaml-alias-limit', { message: `alias "*${name}" ${trouble.what}`, span, hint: trouble.hint })
      }
      close(undefined, weight)
    } else {
      open.push({ anchor: anchorOf(event), weight: { values: 1, characters: 0, levels: 0 } })
    }
  }
  return undefined
}

function tooMuch({ values, characters }: Weight, levels: number | undefined): { readonly what: string; readonly hint: string } | undefined {
  const hint = 'repeat less: an integration never needs this many values'
  if (levels !== undefined) return { what: `nests this file deeper than ${levels} levels`, hint: 'repeat flatter values' }
  if (values > mostValues) return { what: `is one too many: together they stand for more than ${mostValues} values`, hint }
  return characters > mostCharacters ? { what: `is one too many: together they stand for more than ${mostCharacters} characters`, hint } : undefined
}
