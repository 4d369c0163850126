import { createRequire } from 'node:module'
import { ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { isJsonObject, type JsonObject } from '../../src/json/schema.ts'
import { bikeShop } from './bike-shop.ts'
import { bundled, documentOf } from './project.ts'
import { isSchema2020, judgeOf } from './schemas.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const outcome = await bundled(bikeShop, 'bundle', 'openai-realtime', 'anthropic', 'mcp')
const openai = documentOf(outcome, 'openai-realtime.json')
const anthropic = documentOf(outcome, 'anthropic.json')

/** The tools of a document, each with its schema under the target's own key. */
function schemasOf(document: unknown, key: string): ReadonlyMap<string, JsonObject> {
  const tools: unknown = isJsonObject(document) ? document['tools'] : document
  const entries = (Array.isArray(tools) ? tools : []).map((tool: unknown): [string, JsonObject] => {
    const schema = isJsonObject(tool) ? tool[key] : undefined
    return [isJsonObject(tool) ? String(tool['name']) : '', isJsonObject(schema) ? schema : {}]
  })
  return new Map(entries)
}

const emitted = {
  'openai-realtime': schemasOf(openai, 'parameters'),
  anthropic: schemasOf(anthropic, 'input_schema'),
  mcp: schemasOf(documentOf(outcome, 'mcp.json'), 'inputSchema'),
} as const
const canonical = schemasOf(documentOf(outcome, 'bundle.json'), 'input_schema')

// The literals below are compiled against these packages.
const require = createRequire(import.meta.url)
const vendors = [require.resolve('openai'), require.resolve('@anthropic-ai/sdk')]

describe("the vendors' own types", () => {
  it('are installed', () => expect(vendors).toHaveLength(2))

  mkdirSync(`${root}node_modules/.cache`, { recursive: true })
  const folder = mkdtempSync(`${root}node_modules/.cache/diga-int-bundle-`)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const compile = (...lines: readonly string[]): string => {
    writeFileSync(
      `${folder}/literals.ts`,
      [
        "import type { RealtimeFunctionTool } from 'openai/resources/realtime/realtime'",
        "import type { Tool } from '@anthropic-ai/sdk/resources/messages'",
        ...lines,
      ].join('\n'),
    )
    const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', target: 'es2023', types: [], skipLibCheck: true }
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['literals.ts'] }))
    try {
      execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
      return ''
    } catch (error) {
      return String(isJsonObject(error) ? error['stdout'] : error)
    }
  }

  it('take the tools, and refuse what would be wrong', () => {
    const wrong = [
      "export const a = [{ type: 'function', name: 'x', parameters: {}, strict: true }] satisfies RealtimeFunctionTool[]",
      "export const b = [{ type: 'custom', name: 'x' }] satisfies RealtimeFunctionTool[]",
      "export const c = [{ name: 'x', input_schema: { type: 'array' } }] satisfies Tool[]",
      "export const d = [{ name: 'x', parameters: { type: 'object' } }] satisfies Tool[]",
    ]
    // An unused expectation is an error too: so the compiler is seen to fire on each wrong literal.
    const expected = wrong.flatMap((line) => ['// @ts-expect-error', line])
    const right = [
      `export const e = ${JSON.stringify(openai)} satisfies RealtimeFunctionTool[]`,
      `export const f = ${JSON.stringify(anthropic)} satisfies Tool[]`,
    ]
    expect(compile(...right, ...expected)).toBe('')
    expect(compile(...wrong)).toMatch(/strict[\s\S]*custom[\s\S]*array[\s\S]*parameters/)
  }, 20_000)
})

describe('the MCP SDK', () => {
  it('reads the list, and loses nothing of it', () => {
    const document = documentOf(outcome, 'mcp.json')
    const { success, data } = ListToolsResultSchema.safeParse(document)
    expect(success).toBe(true)
    expect(data).toEqual(document)
  })

  it('would refuse a root that is no object, and a property that is no schema object', () => {
    expect(ListToolsResultSchema.safeParse({ tools: [{ name: 'x', inputSchema: { type: 'array' } }] }).success).toBe(false)
    expect(ListToolsResultSchema.safeParse({ tools: [{ name: 'x', inputSchema: { type: 'object', properties: { a: true } } }] }).success).toBe(false)
  })
})

describe.each(Object.entries(emitted))('every schema of %s', (_, schemas) => {
  it('is JSON Schema 2020-12', () => {
    expect([...schemas.keys()]).toEqual([...canonical.keys()])
    for (const schema of schemas.values()) expect(isSchema2020(schema)).toBe(true)
  })

  it.each([
    ['check_order', { order_id: 12_345 }],
    ['check_order', { order_id: 9_999 }],
    ['check_order', {}],
    ['process_refund', { order_id: '12345', amount: 1.5 }],
    ['process_refund', { order_id: '12345', amount: 1.5, reason: 'late' }],
    ['process_refund', { order_id: '1234', amount: 1.5 }],
    ['process_refund', { order_id: '12345', amount: 0 }],
    ['process_refund', { order_id: '12345', amount: 1, currency: 'EUR' }],
    ['search_customer', { query: 'ana@example.com' }],
    ['search_customer', { query: 3 }],
    ['cancel_order', { order_id: '12345' }],
    ['cancel_order', { order_id: null }],
    ['search_orders', { filters: { paid: true }, tags: ['a', 1], page: 2, anything: [] }],
    ['search_orders', { filters: [] }],
    ['search_orders', { tags: 'a' }],
  ])('judges arguments as the canonical one does: %s %j', (tool, argumentsOfCall) => {
    const before = judgeOf(canonical.get(tool))(argumentsOfCall).length === 0
    expect(judgeOf(schemas.get(tool))(argumentsOfCall).length === 0).toBe(before)
  })
})
