import { readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'

import { nodesIn } from './mutate.ts'

/** Source is a schema of a tool of a public MCP server. */
export interface Source {
  readonly from: string
  readonly schema: unknown
}

interface Started {
  readonly server: { readonly connect: (transport: InMemoryTransport) => Promise<void>; readonly close: () => Promise<void> }
  readonly cleanup?: () => void
}

/** listedByEverything is what the reference server lists, and what it tells every agent. */
export async function listedByEverything() {
  const path = '@modelcontextprotocol/server-everything/dist/server/index.js'
  const { createServer } = (await import(path)) as { createServer: () => Started }
  const { server, cleanup } = createServer()
  const [here, there] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'test', version: '1' })
  await Promise.all([server.connect(there), client.connect(here)])
  const { tools } = await client.listTools()
  const instructions = client.getInstructions() ?? ''
  await client.close()
  await server.close()
  cleanup?.()
  return { tools, instructions }
}

/** sourcesOf lists the schemas of the reference server, of excerpts from nine public ones, without their wording, and of a few that use what those do not. */
export async function sourcesOf(): Promise<readonly Source[]> {
  const { tools } = await listedByEverything()
  const listed = tools.flatMap(({ name, inputSchema, outputSchema }) => [
    { from: `everything ${name} inputSchema`, schema: plain(inputSchema) },
    ...(outputSchema === undefined ? [] : [{ from: `everything ${name} outputSchema`, schema: plain(outputSchema) }]),
  ])
  return [...listed, ...read('real-schemas.json'), ...rareSources()]
}

/** rareSources lists the schemas that use what real ones hardly do. */
export function rareSources(): readonly Source[] {
  return read('rare-schemas.json')
}

function read(file: string): readonly Source[] {
  return JSON.parse(readFileSync(`test/lock/schema/${file}`, 'utf8'))
}

/** partsOf lists the larger parts of schemas, each once: slips in them are not lost in the whole. */
export function partsOf(sources: readonly Source[]): readonly Source[] {
  const parts = sources.flatMap(({ from, schema }) =>
    nodesIn(schema)
      .slice(1)
      .map((node): readonly [string, Source] => [JSON.stringify(node), { from: `a part of ${from}`, schema: node }]),
  )
  return [...new Map(parts.filter(([text]) => text.length > 60 && text.length < 1500 && !text.includes('"$ref"'))).values()]
}

// One draft for all: which one a schema names does not matter for what is asked here.
function plain(schema: object): unknown {
  const { $schema: _, ...rest } = JSON.parse(JSON.stringify(schema)) as Record<string, unknown>
  return rest
}
