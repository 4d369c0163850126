import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { withCopy, worldIn } from '../world.ts'

interface Answered {
  readonly status: number
  readonly body: unknown
  /** How long the server takes for each. */
  readonly milliseconds: number
}

/** What try says of a tool of the water utility, on a clock that goes on in pauses and while the server answers. */
async function said(rest: string, { status, body, milliseconds }: Answered): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-long-'))
  mkdirSync(join(folder, 'integrations'))
  writeFileSync(
    join(folder, 'integrations', 'water.yaml'),
    `type: http
description: The water utility
base_url: https://water.example
tools:
  read_meters:
    description: Reads the meters. Use it when the caller asks for a reading.
    request: { method: GET, path: /meters }
    timeout_seconds: 9
${rest}`,
  )
  const headers: [string, string][] = [
    ['content-type', 'application/json'],
    ['retry-after', '1'],
  ]
  const { world, said: words } = worldIn(folder)
  let time = 0
  const go = (by: number): void => void (time += by)
  const send = async () => {
    go(milliseconds)
    return { ok: true as const, value: { status, headers, body: new TextEncoder().encode(JSON.stringify(body)), milliseconds } }
  }
  try {
    await run(['try', 'water/read_meters'], { ...world, http: { send }, now: () => time, wait: async (by) => go(by) })
    return words.out.replace(/\s+/g, ' ')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('a call that takes long', () => {
  const limited = { status: 429, body: {} }

  it('because of its pauses is told as that, at retry', async () => {
    const words = await said('    retry: { attempts: 3 }\n', { ...limited, milliseconds: 100 })
    expect(words).toContain('the call took 2.3 s, of which 2.0 s were pauses between attempts')
    expect(words).toContain('allow fewer attempts under retry')
    expect(words).not.toContain('fewer fields')
  })

  it('because of its server is told as that, pauses or not', async () => {
    expect(await said('    retry: { attempts: 2 }\n', { ...limited, milliseconds: 2100 })).toContain('the answer took 5.2 s')
    expect(await said('', { ...limited, milliseconds: 2100 })).toContain('the answer took 2.1 s')
  })
})

describe('a large answer', () => {
  const of = (letters: number): Answered => ({ status: 200, body: { meters: 'x'.repeat(letters) }, milliseconds: 100 })

  it('of which nothing is picked is worth a note, with its size and select', async () => {
    const words = await said('', of(12_000))
    expect(words).toMatch(/note: the agent reads the whole answer, about \d{4} tokens \[response-large\]/)
    expect(words).toContain('pick what is needed with response.select')
    expect(await said('', of(4000))).not.toContain('response-large')
  })

  it('is none where something was picked, until it is too large', async () => {
    expect(await said('    response: { select: meters }\n', of(12_000))).not.toContain('response-large')
    expect(await said('    response: { select: meters }\n', of(60_000))).toContain('warning: the agent gets about')
  })

  it('of an MCP tool is told too', async () => {
    const told = async (letters: number): Promise<string> =>
      withCopy('test/examples/codes/response-input-refused', async (copy) => {
        const { world, said: words } = worldIn(copy, {
          call: { isError: false, result: { content: [{ type: 'text', text: 'x'.repeat(letters) }] }, milliseconds: 20 },
        })
        await run(['try', 'hotel/find_room', 'day=2026-12-24'], world)
        return words.out
      })
    expect(await told(60_000)).toContain('[response-large]')
    expect(await told(12_000)).not.toContain('[response-large]')
  })
})
