import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { lockfileVersion } from '../model/lockfile.ts'

/**
 * unusable tells that a lockfile has not the shape of one, by the first thing that is wrong in it: a newer diga-int wrote it, a merge left it in
 * conflict, or somebody broke it. Nothing writes over it: with what was locked, what changed since would be lost.
 */
export function unusable(name: string, { message, span }: Diagnostic): Diagnostic {
  const text = span?.file.text ?? ''
  const version = Number(/^lockfile_version: (\d+)/m.exec(text)?.[1] ?? 0)
  if (version > lockfileVersion) {
    const newer = `the lockfile of "${name}" is of version ${version}, and this diga-int knows up to ${lockfileVersion}`
    return diagnose('lock-newer', { message: newer, span, hint: 'update diga-int: a newer one wrote the file' })
  }
  const hint = /^<{7} /m.test(text)
    ? `take one side of it as a whole (git checkout --ours, or --theirs), then run diga-int sync ${name}`
    : `undo the change to it; or delete it, run diga-int sync ${name}, and review every tool as a new one`
  return diagnose('lock-unreadable', { message: `the lockfile of "${name}" cannot be read: ${message}`, span, hint })
}
