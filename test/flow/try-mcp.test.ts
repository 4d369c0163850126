import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
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
    expect(limits).toEqual({ milliseconds: 5000, preparation: 30_000, bytes: 8 * 1024 * 1024, pages: 100, tools: 2000, addresses: 'declared' })
  })

  it('goes to inner addresses only when it may', async () => {
    expect((await asked('--allow-private')).limits.addresses).toBe('any')
  })

  it('is not held against the lock only when it may be', async () => {
    expect((await asked()).call.admits).toBeTypeOf('function')
    expect((await asked('--unlocked')).call.admits).toBeUndefined()
  })
})
