import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { reveal } from '../../src/world/secret.ts'
import type { CallLimits, McpServer, ToolCall } from '../../src/world/world.ts'
import { withCopy, worldIn } from '../world.ts'

const hotel = 'test/examples/codes/response-input-refused'

interface Asked {
  readonly server: McpServer
  readonly call: ToolCall
  readonly limits: CallLimits
}

/** What the adapter is asked for by one call of the hotel's tool. */
async function asked(...flags: string[]): Promise<Asked> {
  return withCopy(hotel, async (folder) => {
    const { world, said } = worldIn(folder)
    const calls: Asked[] = []
    const mcp = {
      ...world.mcp,
      callTool: async (server: McpServer, call: ToolCall, limits: CallLimits) => {
        calls.push({ server, call, limits })
        return { ok: true as const, value: { isError: false, result: { content: [] }, milliseconds: 20 } }
      },
    }
    await run(['try', 'hotel/find_room', 'day=2026-12-24', ...flags], { ...world, mcp })
    const [first] = calls
    if (first === undefined) throw new Error(said.out)
    return first
  })
}

describe('a call of a tool of an MCP server', () => {
  it('has the time of the tool for itself, and other bounds for what comes before', async () => {
    const { limits } = await asked()
    const mebibyte = 1024 * 1024
    expect(limits).toEqual({
      ...{ milliseconds: 5000, preparation: 30_000, connecting: 10_000, addresses: 'declared' },
      ...{ bytes: 8 * mebibyte, bytesInAll: 32 * mebibyte, pages: 100, tools: 2000 },
    })
  })

  it('goes to inner addresses only when it may', async () => {
    expect((await asked('--allow-private')).limits.addresses).toBe('any')
  })

  it('is not held against the lock only when it may be', async () => {
    expect((await asked()).call.admits).toBeTypeOf('function')
    expect((await asked('--unlocked')).call.admits).toBeUndefined()
  })
})

describe('a token that an MCP server refuses', () => {
  const oauth =
    'credentials: { type: oauth2_client_credentials, token_url: "https://id.hotel.example/token", client_id: "${ID}", client_secret: "${SECRET}" }\n'
  const tokens = ['token-of-today', 'token-of-now', 'token-of-later'].map((token) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { access_token: token, token_type: 'bearer' },
  }))

  async function shown(refusals: number): Promise<{ readonly exitCode: number; readonly out: string; readonly tokens: readonly string[] }> {
    return withCopy(hotel, async (folder) => {
      appendFileSync(join(folder, 'integrations', 'hotel.yaml'), oauth)
      const { world, said } = worldIn(folder, { http: tokens, environment: { ID: 'hotel-desk', SECRET: 'opensesame' } })
      const used: string[] = []
      const mcp = {
        ...world.mcp,
        callTool: async ({ headers }: McpServer) => {
          used.push(headers.map(([, value]) => reveal(value)).join())
          if (used.length <= refusals) return { ok: false as const, failure: { kind: 'unauthorized' as const, status: 401, detail: 'expired' } }
          const text = `Room 12, said to ${used.join(' and ')}`
          return { ok: true as const, value: { isError: false, result: { content: [{ type: 'text', text }] }, milliseconds: 20 } }
        },
      }
      const exitCode = await run(['try', 'hotel/find_room', 'day=2026-12-24'], { ...world, mcp })
      return { exitCode, out: said.out, tokens: used }
    })
  }

  it('is renewed once, and neither is shown', async () => {
    const { exitCode, out, tokens: used } = await shown(1)
    expect({ exitCode, used }).toEqual({ exitCode: 0, used: ['Bearer token-of-today', 'Bearer token-of-now'] })
    expect(out).toContain('Room 12, said to Bearer $ACCESS_TOKEN and Bearer $ACCESS_TOKEN')
  })

  it('and no more than once', async () => {
    const { exitCode, out, tokens: used } = await shown(9)
    expect({ exitCode, calls: used.length }).toEqual({ exitCode: 3, calls: 2 })
    expect(out).toContain('[server-unauthorized]')
  })
})
