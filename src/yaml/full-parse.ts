import type { Event } from 'js-yaml'
import { constructFromEvents, CORE_SCHEMA, EVENT_ID, parseEvents, YAMLException } from 'js-yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { SourceFile } from '../text/source-file.ts'

/** FullyParsed is the data of a document, or the diagnostics that say why there is none. */
export type FullyParsed = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Collections may nest this deep: deeper than what sync takes from a server (200) and writes into a lockfile, shallower than any stack. */
const maxDepth = 256
/** A file may stand for this many nodes once its aliases are written out; the largest honest files hold a tenth of it. */
const maxNodes = 500_000

/** parseFully is js-yaml, which decides what the fast parser leaves: whatever is seldom written, and all that is wrong. */
export async function parseFully(file: SourceFile): Promise<FullyParsed> {
  let events: Event[] = []
  try {
    events = parseEvents(file.text, { maxDepth })
    const bomb = aliasBomb(file, events)
    if (bomb !== undefined) return { ok: false, diagnostics: [bomb] }
    const documents = constructFromEvents(events, { source: file.text, schema: CORE_SCHEMA })
    if (documents.length === 1 && documents[0] !== null && documents[0] !== undefined) {
      return { ok: true, data: documents[0] }
    }
    if (documents.length <= 1) return { ok: false, diagnostics: [emptyFile(file)] }
  } catch (error) {
    // Only the wording is left to do: the library that words syntax errors best is loaded for files that have one.
    if (!(error instanceof YAMLException)) throw error
    const { explainSyntax } = await import('./explain-syntax.ts')
    const start = Math.min(error.mark?.position ?? 0, file.text.length)
    return { ok: false, diagnostics: explainSyntax(file, { reason: error.reason, start, isDuplicate: isDuplicate(file, events) }) }
  }
  const { explainSyntax } = await import('./explain-syntax.ts')
  return { ok: false, diagnostics: explainSyntax(file, { reason: 'several documents in one file', start: 0, isDuplicate: false }) }
}

/** What can be built as soon as keys may stand twice has nothing else wrong with it. */
function isDuplicate(file: SourceFile, events: Event[]): boolean {
  if (events.length === 0) return false
  try {
    constructFromEvents(events, { source: file.text, schema: CORE_SCHEMA, json: true })
    return true
  } catch {
    return false
  }
}

function emptyFile(file: SourceFile): Diagnostic {
  return diagnose('yaml-empty', {
    message: 'the file holds nothing but white space and comments',
    span: { file, start: 0, end: Math.min(1, file.text.length) },
    hint: 'write the integration, agent or settings here, or delete the file',
  })
}

/** Counts what the document would hold with every alias written out, without writing it out. */
function aliasBomb(file: SourceFile, events: readonly Event[]): Diagnostic | undefined {
  if (!file.text.includes('*') || !events.some((event) => event.type === EVENT_ID.ALIAS)) return undefined
  const sizes = new Map<string, number>()
  const open: { anchor: string | undefined; size: number }[] = []
  const anchorOf = (event: { anchorStart: number; anchorEnd: number }): string | undefined =>
    event.anchorStart < 0 ? undefined : file.text.slice(event.anchorStart, event.anchorEnd)
  const add = (size: number): void => {
    const parent = open.at(-1)
    if (parent !== undefined) parent.size += size
  }
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      const closed = open.pop()
      if (closed === undefined) continue
      if (closed.anchor !== undefined) sizes.set(closed.anchor, closed.size)
      add(closed.size)
    } else if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ anchor: undefined, size: 0 })
    } else if (event.type === EVENT_ID.SCALAR) {
      const anchor = anchorOf(event)
      if (anchor !== undefined) sizes.set(anchor, 1)
      add(1)
    } else if (event.type === EVENT_ID.ALIAS) {
      const name = anchorOf(event) ?? ''
      const span = { file, start: event.anchorStart - 1, end: event.anchorEnd }
      if (open.some(({ anchor }) => anchor === name)) {
        return diagnose('yaml-alias-limit', {
          message: `alias "*${name}" stands inside what it repeats, so it never ends`,
          span,
          hint: 'write the value out instead of repeating it',
        })
      }
      add(sizes.get(name) ?? 1)
      if ((open.at(-1)?.size ?? 0) > maxNodes) {
        return diagnose('yaml-alias-limit', {
          message: `alias "*${name}" makes this file stand for more than ${maxNodes} values`,
          span,
          hint: 'repeat less: an integration never needs this many values',
        })
      }
    } else {
      open.push({ anchor: anchorOf(event), size: 1 })
    }
  }
  return undefined
}
