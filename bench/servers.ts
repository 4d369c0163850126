import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Server is a process that answers while everything else of a sitting stands still. */
export interface Server {
  readonly port: number
  readonly stop: () => void
}

/** startEverything starts the reference server, over Streamable HTTP. */
export async function startEverything(folder: string): Promise<Server> {
  const script = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/dist/index.js')
  const port = await freePort()
  return started(folder, { words: [script, 'streamableHttp'], environment: { PORT: String(port) }, sign: /listening on port/ }, port)
}

/** startSlow starts servers in one process, one for each path, all of which take their time for each answer. */
export async function startSlow(folder: string, { milliseconds, era }: { milliseconds: number; era: 'modern' | 'legacy' }): Promise<Server> {
  const port = await freePort()
  const environment = { PORT: String(port), LATENCY: String(milliseconds), ERA: era }
  return started(folder, { words: ['-e', slow], environment, sign: /listening/ }, port)
}

const slow = `const { PORT, LATENCY, ERA } = process.env
const tools = Array.from({ length: 13 }, (_, n) => ({ name: 'tool-' + n, description: 'Tool ' + n, inputSchema: { type: 'object' } }))
const page = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
const results = {
  modern: { 'server/discover': { ...page, supportedVersions: ['2026-07-28'], capabilities: { tools: {} } }, 'tools/list': { ...page, tools } },
  legacy: {
    initialize: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'slow', version: '1' } },
    'tools/list': { tools },
  },
}
require('node:http').createServer((request, response) => {
  let text = ''
  request.on('data', (chunk) => (text += chunk))
  request.on('end', () => setTimeout(() => {
    const { id, method } = JSON.parse(text || '{}')
    const result = results[ERA][method]
    if (id === undefined) return response.writeHead(202).end()
    if (result === undefined) return response.writeHead(400).end()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result }))
  }, Number(LATENCY)))
}).listen(Number(PORT), '127.0.0.1', () => console.log('listening'))`

interface Program {
  readonly words: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** What it prints when it listens. */
  readonly sign: RegExp
}

async function started(folder: string, { words, environment, sign }: Program, port: number): Promise<Server> {
  // A pipe that nobody reads from would fill.
  const log = join(folder, `server-${port}.log`)
  const file = openSync(log, 'w')
  const child: ChildProcess = spawn(process.execPath, [...words], { env: { ...process.env, ...environment }, stdio: ['ignore', file, file] })
  const stop = (): void => void child.kill('SIGKILL')
  for (const end = Date.now() + 20_000; !sign.test(readFileSync(log, 'utf8')); await pause(20)) {
    if (child.exitCode === null && Date.now() < end) continue
    stop()
    throw new Error(`a server does not start: ${readFileSync(log, 'utf8')}`)
  }
  return { port, stop }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
