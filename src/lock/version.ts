import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { lockfileVersion } from '../model/lockfile.ts'

/** newerVersion tells that a lockfile without the shape of one is that of a newer diga-int; undefined for any other. */
export function newerVersion(name: string, span: Span | undefined): Diagnostic | undefined {
  const version = Number(/^lockfile_version: (\d+)/m.exec(span?.file.text ?? '')?.[1] ?? 0)
  if (version <= lockfileVersion) return undefined
  const message = `the lockfile of "${name}" is of version ${version}, and this diga-int knows up to ${lockfileVersion}`
  return diagnose('lock-newer', { message, span, hint: 'update diga-int: a newer one wrote the file' })
}
