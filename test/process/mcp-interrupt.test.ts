import { describe, expect, it } from 'vitest'
import { startHostile } from '../node/hostile-mcp-server.ts'
import { projectOf } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { endOf, expectPlain, runTool, startTool } from './tool.ts'

const shop = (url: string): string => `type: mcp
description: The bike shop
url: ${url}
tools:
  book:
    timeout_seconds: 30
`

describe.runIf(process.platform !== 'win32')('Ctrl-C in the middle of a tool of an MCP server', { concurrent: true }, () => {
  it.for(['silent-call', 'silent-call-modern', 'deaf-call'] as const)(
    '%s: the program ends within a second',
    async (scenario, { expect, onTestFinished }) => {
      const server = await startHostile(scenario)
      onTestFinished(() => server.stop())
      const folder = projectOf({ 'integrations/shop.yaml': shop(server.url) }, onTestFinished)
      expect((await runTool(['sync'], { folder })).code).toBe(0)
      const child = startTool(['try', 'shop/book', '--yes'], { folder })
      const end = endOf(child)
      await expect.poll(() => server.requests.some(({ method }) => method === 'tools/call'), { timeout: 10_000 }).toBe(true)
      const start = performance.now()
      child.kill('SIGINT')
      const ran = await end
      expectPlain(ran)
      // A second for the program, and some time for a machine that does other things too.
      expect(performance.now() - start).toBeLessThan(2000)
      expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
      expect(ran.out.replace(/\s+/g, ' ')).toContain(
        'the run was interrupted; the outcome is unknown: the change may have been made [run-interrupted]',
      )
      const said = server.requests.map(({ method, http }) => method ?? http)
      if (scenario === 'silent-call-modern') await expect.poll(() => server.abandoned).toEqual(['tools/call'])
      else expect(said.slice(-3)).toEqual(['tools/call', 'notifications/cancelled', 'DELETE'])
    },
  )
})

describe.runIf(hasTerminal)('at a terminal', () => {
  it('what a server says of its progress is shown, without what nobody sees', async ({ onTestFinished }) => {
    const server = await startHostile('tells-progress')
    onTestFinished(() => server.stop())
    const folder = projectOf({ 'integrations/shop.yaml': shop(server.url) }, onTestFinished)
    await runTool(['sync'], { folder })
    const ran = await runInTerminal(['try', 'shop/book', '--yes', '--no-color'], { folder })
    expectPlain(ran)
    expect(ran.code).toBe(0)
    expect(ran.out).toContain('calling shop/book …\r\n  1 of 3: looks\\u{1b}[2J\\nfor opensesame xxx')
    expect(ran.out).toContain('booked')
    expect(ran.out).not.toContain('\u001b[2J')
  })
})
