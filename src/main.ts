import { run } from './cli/run.ts'
import { createFiles } from './node/files.ts'
import { createTerminal } from './node/terminal.ts'
import type { Http, Mcp, World } from './world/world.ts'

const interruption = new AbortController()
const interrupt = (): void => interruption.abort()
// Only what waits for somebody ends in an orderly way; everything else is simply ended by the signal, as the system does it.
let isListening = false
const endOrderly = (): void => {
  if (isListening) return
  isListening = true
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
}

const now = (): number => performance.now()
const options = { now, interrupted: interruption.signal, environment: process.env }

// Built on first use: undici and the MCP client cost more than everything that validate does.
let http: Promise<Http> | undefined
const loadHttp = (): Promise<Http> => {
  endOrderly()
  return (http ??= import('./node/http.ts').then(({ createHttp }) => createHttp(options)))
}
let mcp: Promise<Mcp> | undefined
const loadMcp = (): Promise<Mcp> => {
  endOrderly()
  return (mcp ??= import('./node/mcp.ts').then(({ createMcp }) => createMcp(options)))
}

const world: World = {
  files: createFiles(process.cwd()),
  environment: process.env,
  http: { send: async (...call) => (await loadHttp()).send(...call) },
  mcp: {
    listTools: async (...call) => (await loadMcp()).listTools(...call),
    callTool: async (...call) => (await loadMcp()).callTool(...call),
  },
  terminal: createTerminal({ environment: process.env, interrupted: interruption.signal, interrupt, beforeAsking: endOrderly }),
  now,
  sha256: (text) => process.getBuiltinModule('node:crypto').createHash('sha256').update(text, 'utf8').digest('hex'),
  interrupted: interruption.signal,
}

void run(process.argv.slice(2), world).then((code) => {
  // Never process.exit(): output may be pending.
  process.exitCode = code
})
