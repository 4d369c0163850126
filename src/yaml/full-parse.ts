import type { Event } from 'js-yaml'
import { constructFromEvents, CORE_SCHEMA, parseEvents, YAMLException } from 'js-yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { SourceFile } from '../text/source-file.ts'
import { aliasBomb } from './alias-bomb.ts'
import type { Declined } from './fast.ts'
import { readEverydayPlaces, readPlaces } from './places.ts'
import { quietly } from './quietly.ts'
import { maxDepth, type Refusal, refusalBehind } from './refusal.ts'
import { duplicateIn } from './syntax/duplicate.ts'

/** FullyParsed is the data of a document, or the diagnostics that say why there is none. */
export type FullyParsed = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * parseFully is js-yaml, which decides what the fast parser declines: whatever is seldom written, and all that is wrong. What that one has read already
 * spares most texts that are wrong from being read as a whole again. Without `reasons`, nothing looks for the slip behind a refusal, nor tells it.
 */
export async function parseFully(file: SourceFile, declined: Declined, reasons: boolean): Promise<FullyParsed> {
  const refused = async (refusal: Refusal): Promise<FullyParsed> => ({
    ok: false,
    diagnostics: reasons ? await explained(file, refusal) : [],
  })
  const soon = soonRefused(file.text, declined)
  if (soon !== undefined) return refused(soon)
  let events: Event[] = []
  try {
    events = quietly(() => parseEvents(file.text, { maxDepth }))
    const bomb = aliasBomb(file, events, maxDepth)
    if (bomb !== undefined) return { ok: false, diagnostics: [bomb] }
    const documents = quietly(() => constructFromEvents(events, { source: file.text, schema: CORE_SCHEMA }))
    if (documents.length === 1 && documents[0] !== null && documents[0] !== undefined) {
      return { ok: true, data: documents[0] }
    }
    if (documents.length <= 1) return { ok: false, diagnostics: [emptyFile(file)] }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const start = Math.min(error.mark?.position ?? 0, file.text.length)
    return refused({
      reason: error.reason,
      start,
      twice: isDuplicate(file, events) ? duplicateIn(file.text, readPlaces(file.text)) : undefined,
    })
  }
  return refused({ reason: 'several documents in one file', start: 0 })
}

/** What is wrong, where that can be told without js-yaml, or from the part alone that was not read yet. */
function soonRefused(text: string, { pair, isRepeated }: Declined): Refusal | undefined {
  // What has all its places has nothing else wrong with it.
  const places = isRepeated ? readEverydayPlaces(text) : undefined
  if (places === undefined) return refusalBehind(text, pair)
  const twice = duplicateIn(text, places)
  return twice === undefined ? undefined : { reason: 'duplicated mapping key', start: twice.second.start, twice }
}

/** Only the wording is left to do: what looks for the slip is loaded for files that have one. */
async function explained(file: SourceFile, refusal: Refusal): Promise<readonly Diagnostic[]> {
  const { explainSyntax } = await (explaining ??= import('./explain-syntax.ts'))
  return explainSyntax(file, refusal)
}

// Kept: each import makes a new object of all that the file exports.
let explaining: Promise<typeof import('./explain-syntax.ts')> | undefined

/** What can be built as soon as keys may stand twice has nothing else wrong with it. */
function isDuplicate(file: SourceFile, events: Event[]): boolean {
  if (events.length === 0) return false
  try {
    quietly(() => constructFromEvents(events, { source: file.text, schema: CORE_SCHEMA, json: true }))
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
