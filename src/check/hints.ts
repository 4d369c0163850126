import { isJsonObject } from '../json/schema.ts'
import type { LockedTool } from '../model/lockfile.ts'

/** Hints is what a server says of the effect of a tool; undefined: nothing. Nobody can hold it to that. */
export interface Hints {
  readonly readOnly: boolean | undefined
  readonly destructive: boolean | undefined
}

const silent: Hints = { readOnly: undefined, destructive: undefined }

/** hintsOf reads the annotations of a tool. */
export function hintsOf({ definition: { annotations } }: LockedTool): Hints {
  if (!isJsonObject(annotations)) return silent
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations
  // Some libraries write the protocol's defaults into every tool (mcp-go does): nobody has said those.
  const isStamped = destructiveHint === true && idempotentHint === false && openWorldHint === true
  return {
    readOnly: isStamped && readOnlyHint === false ? undefined : truth(readOnlyHint),
    destructive: isStamped ? undefined : truth(destructiveHint),
  }
}

function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
