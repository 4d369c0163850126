import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { freePort } from './loopback.ts'

/** Everything is the reference server `server-everything`, running as a process of its own. */
export interface Everything {
  readonly url: string
  /** What it printed so far. */
  readonly printed: () => string
  readonly stop: () => Promise<void>
}

/** startEverything starts the reference server in one of its modes and waits until it answers. */
export async function startEverything(transport: 'streamable-http' | 'sse'): Promise<Everything> {
  const port = await freePort()
  const require = createRequire(import.meta.url)
  const program = require.resolve('@modelcontextprotocol/server-everything/dist/index.js')
  const mode = transport === 'sse' ? 'sse' : 'streamableHttp'
  const child = spawn(process.execPath, [program, mode], { env: { ...process.env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    // It waits for open connections when asked politely.
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const end = Date.now() + 15_000
  // Printed once it listens; asking the port instead might reach somebody else.
  while (!/(listening|running) on port/.test(printed)) {
    if (child.exitCode === null && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
    else throw await stop().then(() => new Error(`server-everything does not start: ${printed}`))
  }
  return { url: `http://127.0.0.1:${port}/${transport === 'sse' ? 'sse' : 'mcp'}`, printed: () => printed, stop }
}
