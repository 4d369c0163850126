import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Files } from '../world/world.ts'
import { wholeFile } from './documents.ts'
import { findRoot, leadsOut } from './find-project.ts'

/** rewrite puts a new text in the place of the one that was read, and says why where it cannot. A byte order mark stays. */
export function rewrite(files: Files, { path, text: before }: SourceFile, after: string): Diagnostic | undefined {
  const refused = (message: string, hint: string): Diagnostic =>
    diagnose('project-file-unwritable', { message, span: wholeFile({ path, text: '' }), hint })
  if (leadsOut(files, findRoot(files, path), path))
    return refused(`"${path}" is a link that leads out of the project, and was left alone`, 'run it where that file stands')
  const now = files.read(path)
  if (!now.ok || now.text !== before) return refused(`"${path}" was changed by somebody else meanwhile, and was left alone`, 'run it again')
  const written = files.write(path, `${now.mark ?? ''}${after}`)
  if (written.ok) return undefined
  return refused(`"${path}" cannot be written (${written.failure.detail})`, 'check the rights of the folder and the space on the disk')
}
