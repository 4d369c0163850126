import { lockfileVersion } from '../model/lockfile.ts'

/** Newer is what to say of a lockfile that a newer diga-int wrote. */
interface Newer {
  readonly trouble: string
  readonly hint: string
}

/** newerVersion tells that the text of a lockfile is of a version that this program does not know; undefined for any other. */
export function newerVersion(text: string): Newer | undefined {
  const version = Number(/^lockfile_version: (\d+)/m.exec(text)?.[1] ?? 0)
  if (version <= lockfileVersion) return undefined
  return {
    trouble: `it is of version ${version}, and this diga-int knows up to ${lockfileVersion}`,
    hint: 'update diga-int: a newer one wrote the file',
  }
}
