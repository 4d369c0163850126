import { posix } from 'node:path'
import type { Environment } from '../request/fill.ts'
import type { World } from '../world/world.ts'
import { UsageError } from './usage-error.ts'

/** environmentOf reads `.env`, or `.env.NAME` when a name is given; the real environment wins. */
export function environmentOf({ files, environment }: World, root: string, name: string | undefined): Environment {
  const fileName = name === undefined ? '.env' : `.env.${name}`
  const read = files.read(posix.join(root, fileName))
  if (read.ok) return { ...files.variablesIn(read.text), ...environment }
  if (read.failure.kind === 'missing' && name === undefined) return environment
  throw new UsageError(
    read.failure.kind === 'missing' ? `there is no ${fileName} in the project` : `${fileName} cannot be read (${read.failure.detail})`,
  )
}
