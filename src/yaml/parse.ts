import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import { Cursor } from './cursor.ts'
import { type Declined, parseFast } from './fast.ts'

/** Parsed is a document that was read, or the diagnostics that say why it could not be. */
export type Parsed = { readonly ok: true; readonly root: Cursor } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * parseYaml reads one YAML 1.2 document into plain data with a cursor that finds places only when asked. Every file takes this door:
 * integrations, agents, settings and lockfiles. A text that cannot be read comes back as `yaml-*` diagnostics, never as an exception.
 */
export async function parseYaml(file: SourceFile): Promise<Parsed> {
  const everyday = parseEveryday(file)
  return everyday.ok ? everyday : parseUnusual(file, everyday)
}

/**
 * parseUnusual is parseYaml for what parseEveryday declines: what is seldom written, and all that is wrong. Asked for no `reasons`, it need not
 * tell why a text cannot be read.
 */
export async function parseUnusual(file: SourceFile, declined: Declined, reasons = true): Promise<Parsed> {
  if (declined.isRefused && !reasons) return { ok: false, diagnostics: [] }
  const { parseFully } = await (fullParse ??= import('./full-parse.ts'))
  const full = await parseFully(file, declined, reasons)
  return full.ok ? { ok: true, root: new Cursor({ file, data: full.data, hasTightComments: tightComment.test(file.text) }, []) } : full
}

// Kept: each import makes a new object of all that the file exports.
let fullParse: Promise<typeof import('./full-parse.ts')> | undefined

// Some of them stand in texts.
const tightComment = /[ \t]#[^\s#]/

/** parseEveryday is parseYaml for everyday texts, without a wait; all others it declines. */
export function parseEveryday(file: SourceFile): { readonly ok: true; readonly root: Cursor } | Declined {
  const fast = parseFast(file.text)
  if (!fast.ok) return fast
  const { data, isAscii, hasPlainNumbers, hasTightComments } = fast
  return { ok: true, root: new Cursor({ file, data, isAscii, hasPlainNumbers, hasTightComments }, []) }
}
