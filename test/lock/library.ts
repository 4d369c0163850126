import { createHash } from 'node:crypto'
import { pin } from '../../src/lock/pin.ts'
import { decodeIntegration } from '../../src/model/decode.ts'
import type { McpIntegration } from '../../src/model/integration.ts'
import type { Lockfile } from '../../src/model/lockfile.ts'
import type { ListedTools } from '../../src/world/world.ts'
import { Cursor } from '../../src/yaml/cursor.ts'

export type Definition = Readonly<Record<string, unknown>>

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The MCP server of a library, as the project names it. */
export function library(url = 'https://mcp.library.example/mcp'): McpIntegration {
  const data = { type: 'mcp', description: 'The library', url }
  const integration = decodeIntegration('library', new Cursor({ file: { path: 'integrations/library.yaml', text: '' }, data }, []))
  if (integration.type !== 'mcp') throw new Error('an MCP integration was decoded as another one')
  return integration
}

/** What the server lists, pinned. */
export function pinned(tools: readonly Definition[], server: Partial<ListedTools> = {}): Lockfile {
  const listed: ListedTools = {
    serverName: 'library',
    serverVersion: '1.0.0',
    protocolVersion: '2025-11-25',
    instructions: undefined,
    tools,
    excluded: [],
    ...server,
  }
  return pin(library(), listed, sha256)
}

export const searchBooks: Definition = {
  name: 'search_books',
  description: 'Finds books by title.',
  inputSchema: {
    type: 'object',
    properties: { title: { type: 'string', description: 'Words of the title' }, page: { type: 'integer' } },
    required: ['title'],
  },
}

export const renewLoan: Definition = {
  name: 'renew_loan',
  description: 'Renews a loan.',
  inputSchema: { type: 'object', properties: { loan: { type: 'string' } }, required: ['loan'] },
}
