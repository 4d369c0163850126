import { SdkError, SdkErrorCode } from '@modelcontextprotocol/client'
import { isWithin, mostLevels } from '../json/depth.ts'
import { shorten } from '../text/printable.ts'
import type { McpLimits } from '../world/world.ts'
import { sizeWords } from './http-body.ts'
import { Trouble } from './http-failure.ts'
import type { Talk } from './mcp-conversation.ts'
import { isObject } from './mcp-object.ts'

/** RawTool is a tool as listed, of which only what makes it one was looked at. */
export type RawTool = Readonly<Record<string, unknown>> & { readonly name: string; readonly inputSchema: Readonly<Record<string, unknown>> }

/** listPages walks the tool list page by page; a list that is broken or has no end throws Trouble. */
export async function* listPages(talk: Talk, limits: McpLimits): AsyncGenerator<readonly RawTool[]> {
  const cursors = new Set<string>()
  const names = new Set<string>()
  let cursor: string | undefined
  for (let pages = 1; ; pages += 1) {
    const { tools, next } = await askPage(talk, cursor, names.size)
    noteNames(tools, names)
    if (names.size > limits.tools) throw tooLong(`the server lists more than ${limits.tools} tools`)
    yield tools
    // An empty text is a cursor like any other; only its absence ends the list (2026-07-28, Pagination).
    if (next === undefined) return
    if (cursors.has(next)) throw tooLong('the server gave the same cursor twice, so its list would never end')
    if (pages === limits.pages) throw tooLong(`the server lists its tools on more than ${limits.pages} pages`)
    cursors.add(next)
    cursor = next
  }
}

interface Page {
  readonly tools: readonly RawTool[]
  readonly next: string | undefined
}

async function askPage(talk: Talk, cursor: string | undefined, before: number): Promise<Page> {
  try {
    return pageOf(await talk.request('tools/list', cursor === undefined ? {} : { cursor }), before)
  } catch (error) {
    const result = talk.lastResult('tools/list')
    if (result === undefined) throw error
    // On a modern connection the library refuses a page as a whole; most often this names the tool at fault.
    pageOf(result, before)
    if (!(error instanceof SdkError) || error.code !== SdkErrorCode.InvalidResult) throw error
    throw broken(`the tool list does not follow the protocol: ${talk.quote(error.message)}`)
  }
}

function pageOf(result: unknown, before: number): Page {
  if (!isObject(result) || !Array.isArray(result.tools)) throw broken('the answer to tools/list holds no list of tools')
  const tools = result.tools.map((tool: unknown, index) => wellFormed(tool, before + index + 1))
  const next = result.nextCursor
  if (next === undefined || typeof next === 'string') return { tools, next }
  throw broken(`nextCursor is ${next === null ? 'null' : `a ${typeof next}`}, neither a text nor absent`)
}

function wellFormed(tool: unknown, place: number): RawTool {
  const flaw = flawOf(tool)
  if (flaw === undefined && isRawTool(tool)) return notTooMuch(tool)
  const name = isObject(tool) && typeof tool.name === 'string' ? `the tool ${quoted(tool.name)}` : `the tool at place ${place} of the list`
  throw broken(`${name} is not well formed: ${flaw ?? 'it is no tool'}`)
}

// No honest tool comes near; a model would have to read all of it at each turn of a call.
const mostSchemaLevels = 64
const mostDescriptionBytes = 64 * 1024

function notTooMuch(tool: RawTool): RawTool {
  for (const key of ['inputSchema', 'outputSchema']) {
    if (!isWithin(tool[key], mostSchemaLevels))
      throw tooLong(`the ${key} of the tool ${quoted(tool.name)} is nested deeper than ${mostSchemaLevels} levels`)
  }
  const excess = excessIn(tool, mostLevels)
  if (excess !== undefined) throw excess(`the tool ${quoted(tool.name)}`)
  return tool
}

/** notTooLong gives the instructions of a server back, unless they are longer than the longest description. */
export function notTooLong(instructions: string | undefined): string | undefined {
  if (isBrief(instructions)) return instructions
  throw tooLong(`the server has instructions of more than ${sizeWords(mostDescriptionBytes)}`)
}

type Excess = (name: string) => Trouble

const tooDeep: Excess = (name) => tooLong(`${name} is nested deeper than ${mostLevels} levels`)
const tooWordy: Excess = (name) => tooLong(`${name} has a description of more than ${sizeWords(mostDescriptionBytes)}`)
// Written out, it would be another value.
const endless: Excess = (name) => broken(`${name} holds a number that is too large to be kept`)

// One walk for all: it is done for each tool of each server.
function excessIn(value: unknown, levels: number): Excess | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : endless
  if (typeof value !== 'object' || value === null) return undefined
  if (levels === 0) return tooDeep
  // Those of arguments count, too.
  if (isObject(value) && !isBrief(value.description)) return tooWordy
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    const excess = excessIn(item, levels - 1)
    if (excess !== undefined) return excess
  }
  return undefined
}

function isBrief(text: unknown): boolean {
  return typeof text !== 'string' || text.length * 3 <= mostDescriptionBytes || Buffer.byteLength(text) <= mostDescriptionBytes
}

function flawOf(tool: unknown): string | undefined {
  if (!isObject(tool)) return 'it is no object'
  if (typeof tool.name !== 'string' || tool.name === '') return 'it has no name'
  if (tool.inputSchema === undefined) return 'its inputSchema is missing'
  if (!isObject(tool.inputSchema)) return 'its inputSchema is no object'
  const { type } = tool.inputSchema
  if (type !== 'object') return `the type of its inputSchema is ${type === undefined ? 'missing' : shorten(JSON.stringify(type), 40)}, not "object"`
  return undefined
}

function isRawTool(tool: unknown): tool is RawTool {
  return isObject(tool) && typeof tool.name === 'string' && isObject(tool.inputSchema)
}

function noteNames(tools: readonly RawTool[], names: Set<string>): void {
  for (const { name } of tools) {
    if (names.has(name)) throw broken(`the server lists two tools with the name ${quoted(name)}`)
    names.add(name)
  }
}

function quoted(name: string): string {
  return JSON.stringify(shorten(name, 100))
}

function broken(detail: string): Trouble {
  return new Trouble({ kind: 'list-broken', detail })
}

function tooLong(detail: string): Trouble {
  return new Trouble({ kind: 'list-limit', detail })
}
