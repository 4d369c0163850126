import type { Lockfile } from '../model/lockfile.ts'
import { printMapping } from '../yaml/print.ts'

const header = `# Written by diga-int sync; do not edit. It pins what the server offers: review each change as you would code.
# yaml-language-server: $schema=https://diga-int.dev/schemas/lock.schema.json
`

/** lockText writes a lockfile for a reviewer: a changed sentence is a changed line, and what nobody sees is written out. */
export function lockText(lockfile: Lockfile): string {
  const tools: Record<string, unknown> = {}
  for (const { name, definitionDigest, contractDigest, definition } of lockfile.tools) {
    Object.defineProperty(tools, name, {
      value: { definition_digest: definitionDigest, contract_digest: contractDigest, definition: sorted(definition, 0) },
      enumerable: true,
    })
  }
  const document = {
    lockfile_version: lockfile.lockfileVersion,
    server: {
      ...(lockfile.program === undefined ? { url: lockfile.url } : { command: lockfile.program.command, args: lockfile.program.args }),
      transport: lockfile.transport,
      protocol_version: lockfile.protocolVersion,
      name: lockfile.serverName,
      version: lockfile.serverVersion,
      declared_capabilities: {},
      ...(lockfile.instructions === undefined ? {} : { instructions: lockfile.instructions }),
    },
    list_digest: lockfile.listDigest,
    tools,
  }
  return header + printMapping(document, 0).join('\n') + '\n'
}

// For a reader first: what a tool is, then what it takes, then the rest.
const firstKeys = ['name', 'title', 'description']

function sorted(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  const rank = (key: string): number => (depth === 0 && firstKeys.includes(key) ? firstKeys.indexOf(key) : firstKeys.length)
  const entries = Object.entries(value).toSorted(([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1))
  const copy: Record<string, unknown> = {}
  for (const [key, item] of entries) Object.defineProperty(copy, key, { value: sorted(item, depth + 1), enumerable: true })
  return copy
}
