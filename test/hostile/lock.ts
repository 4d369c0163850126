import { createHash } from 'node:crypto'
import { isJsonObject, type JsonObject } from '../../src/json/schema.ts'
import { listDigest, lockedTool } from '../../src/lock/pin.ts'
import { lockText } from '../../src/lock/text.ts'
import { lockfileVersion } from '../../src/model/lockfile.ts'

/** Listed is what a server said. */
interface Listed {
  readonly url: string
  readonly instructions?: string | undefined
  readonly tools: readonly JsonObject[]
}

/** lockOf writes the lockfile that sync would write, digests and all: nothing of it is refused before it is judged. */
export function lockOf({ url, instructions, tools }: Listed): string {
  const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
  const locked = tools.filter(isJsonObject).map((definition) => lockedTool(definition, sha256))
  return lockText({
    lockfileVersion,
    url,
    transport: /\/mcp\/?$/.test(url) ? 'streamable-http' : 'sse',
    protocolVersion: '2025-11-25',
    serverName: 'stock',
    serverVersion: '1.0.0',
    instructions,
    listDigest: listDigest(locked, sha256),
    tools: locked,
  })
}
