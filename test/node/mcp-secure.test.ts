import type { RequestListener } from 'node:http'
import https from 'node:https'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '../../src/world/secret.ts'
import type { TlsMaterial } from '../../src/world/world.ts'
import { createAuthority } from './certificates.ts'
import { listen, type Loopback } from './loopback.ts'
import { at, limits, testMcp } from './network.ts'

const company = createAuthority('the bike shop')
const ours = company.issue(['an agent'])
let server: Loopback

beforeAll(async () => {
  const shop = createMcpHandler(
    () => {
      const tools = new McpServer({ name: 'bike-shop', version: '2.0.0' })
      const inputSchema = fromJsonSchema<object>({ type: 'object', properties: {} })
      tools.registerTool('book', { inputSchema }, () => ({ content: [{ type: 'text', text: 'booked' }] }))
      return tools
    },
    { legacy: 'reject' },
  )
  const doors = { ...company.issue(['127.0.0.1']), ca: company.cert, requestCert: true, rejectUnauthorized: true }
  server = await listen(https.createServer(doors, toNodeHandler(shop) as RequestListener))
})

afterAll(() => server.stop())

const call = (tls: TlsMaterial | undefined) =>
  testMcp().callTool(at(`https://127.0.0.1:${server.port}/mcp`, { tls }), { name: 'book', arguments: {}, admits: () => true }, limits)

test('a server with certificates of its own is called with those of the integration', async () => {
  const client = { cert: ours.cert, key: new Secret('client.key_file', ours.key), keyPassword: undefined }
  expect(await call({ ca: company.cert, client })).toMatchObject({ ok: true, value: { result: { content: [{ text: 'booked' }] } } })
})

test.each<[string, TlsMaterial | undefined]>([
  ['neither', undefined],
  ['an authority', { ca: company.cert, client: undefined }],
])('and not with %s alone', async (_what, tls) => {
  expect(await call(tls)).toMatchObject({ ok: false, failure: { isUncalled: true } })
})
