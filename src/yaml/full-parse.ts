import type { Event } from 'js-yaml'
import { constructFromEvents, CORE_SCHEMA, parseEvents, YAMLException } from 'js-yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { SourceFile } from '../text/source-file.ts'
import { aliasBomb } from './alias-bomb.ts'
import { quietly } from './quietly.ts'

/** FullyParsed is the data of a document, or the diagnostics that say why there is none. */
export type FullyParsed = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Collections may nest this deep: deeper than what sync takes from a server (200) and writes into a lockfile, shallower than any stack. */
const maxDepth = 256

/** parseFully is js-yaml, which decides what the fast parser leaves: whatever is seldom written, and all that is wrong. */
export async function parseFully(file: SourceFile): Promise<FullyParsed> {
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
    // Only the wording is left to do: the library that words syntax errors best is loaded for files that have one.
    if (!(error instanceof YAMLException)) throw error
    const { explainSyntax } = await import('./explain-syntax.ts')
    const start = Math.min(error.mark?.position ?? 0, file.text.length)
    return {
      ok: false,
      diagnostics: explainSyntax(file, { reason: error.reason, start, duplicates: isDuplicate(file, events) ? events : undefined }),
    }
  }
  const { explainSyntax } = await import('./explain-syntax.ts')
  return { ok: false, diagnostics: explainSyntax(file, { reason: 'several documents in one file', start: 0, duplicates: undefined }) }
}

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
