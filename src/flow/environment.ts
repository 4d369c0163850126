import { posix } from 'node:path'
import type { Environment } from '../request/fill.ts'
import type { World } from '../world/world.ts'
import { UsageError } from './outcome.ts'

/** environmentOf reads `.env`, or `.env.NAME` when a name is given; the real environment wins. */
export function environmentOf({ files, environment }: World, root: string, name: string | undefined): Environment {
  const fileName = name === undefined ? '.env' : `.env.${name}`
  const local = files.readVariables(posix.join(root, fileName))
  if (local === undefined && name !== undefined) throw new UsageError(`there is no ${fileName} in the project`)
  return { ...local, ...environment }
}
