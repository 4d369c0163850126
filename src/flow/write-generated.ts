import { posix } from 'node:path'
import type { FileFailure, Files } from '../world/world.ts'

/** Generated is a file that we make up ourselves, a lockfile or a bundle, and the folder in which it has to stand. */
export interface Generated {
  readonly top: string
  readonly path: string
  readonly text: string
}

/**
 * writeGenerated writes a file below `top`, and never through a link: a project may come from anywhere, what is written may be a server's words, and a
 * link can lead to any file of the person.
 */
export function writeGenerated(files: Files, { top, path, text }: Generated): ReturnType<Files['write']> {
  const inside = posix.relative(files.resolve(top), files.resolve(path))
  if (inside.startsWith('../')) return refusal('it stands outside of the project')
  if (files.realPath(path) !== posix.join(files.realPath(top), inside)) return refusal('a link stands in its way')
  return files.write(path, text)
}

function refusal(detail: string): ReturnType<Files['write']> {
  return { ok: false, failure: { kind: 'elsewhere', detail } }
}

/** unwritten says why a file could not be written, and what to do about it. */
export function unwritten({ kind, detail }: FileFailure): { readonly why: string; readonly hint: string } {
  if (kind === 'folder') return { why: 'a folder stands there', hint: 'move the folder away' }
  if (kind === 'elsewhere') return { why: detail, hint: 'put the file itself, or its folder, in the place of the link' }
  return { why: detail, hint: 'check the rights of the folder and the space on the disk' }
}
