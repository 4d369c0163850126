import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import { Cursor } from './cursor.ts'
import { parseFast } from './fast.ts'

/** Parsed is a document that was read, or the diagnostics that say why it could not be. */
export type Parsed = { readonly ok: true; readonly root: Cursor } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * parseYaml reads one YAML 1.2 document into plain data with a cursor that finds places only when asked. Every file takes this door:
 * integrations, agents, settings and lockfiles. A text that cannot be read comes back as `yaml-*` diagnostics, never as an exception.
 */
export async function parseYaml(file: SourceFile): Promise<Parsed> {
  const fast = parseFast(file.text)
  if (fast !== undefined) return { ok: true, root: new Cursor({ file, ...fast }, []) }
  // Seldom: what is unusual, and all that is wrong.
  const { parseFully } = await import('./full-parse.ts')
  const full = await parseFully(file)
  return full.ok ? { ok: true, root: new Cursor({ file, data: full.data }, []) } : full
}
