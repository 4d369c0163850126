import { run } from './cli/run.ts'
import { createFiles } from './node/files.ts'
import { createGit } from './node/git.ts'
import { createInterruption } from './node/signals.ts'
import { createTerminal } from './node/terminal.ts'
import { wait } from './node/wait.ts'
import type { Http, Logins, Mcp, World } from './world/world.ts'

// Not performance.now(), for which Node loads a module of its own: 1.5 ms.
const now = (): number => {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}
const interruption = createInterruption(now)
const options = () => ({ now, interrupted: interruption.signal, environment: process.env })

// Built on first use: what speaks over the network costs more than everything that validate does.
let http: Promise<Http> | undefined
const loadHttp = (): Promise<Http> => (http ??= import('./node/http.ts').then(({ createHttp }) => createHttp(options())))
let mcp: Promise<Mcp> | undefined
const loadMcp = (): Promise<Mcp> => (mcp ??= import('./node/mcp.ts').then(({ createMcp }) => createMcp(options())))

let logins: Promise<Logins> | undefined
const loadLogins = (): Promise<Logins> => (logins ??= import('./node/mcp.ts').then(({ createLogins }) => createLogins(options())))

const world: World = {
  files: createFiles(process.cwd()),
  git: createGit(),
  environment: process.env,
  http: { send: async (...call) => (await loadHttp()).send(...call) },
  mcp: {
    listTools: async (...call) => (await loadMcp()).listTools(...call),
    callTool: async (...call) => (await loadMcp()).callTool(...call),
  },
  logins: {
    login: async (...call) => (await loadLogins()).login(...call),
    token: async (...call) => (await loadLogins()).token(...call),
    logout: async (...call) => (await loadLogins()).logout(...call),
  },
  terminal: createTerminal({ environment: process.env, interruption }),
  now,
  today: () => new Date().toISOString().slice(0, 10),
  moment: () => new Date().toISOString(),
  sha256: (text) => process.getBuiltinModule('node:crypto').hash('sha256', text),
  uuid: () => process.getBuiltinModule('node:crypto').randomUUID(),
  wait: (milliseconds) => wait(milliseconds, interruption.signal),
  get interrupted() {
    return interruption.signal
  },
}

// What waits for servers, people or files ends in an orderly way; anything else is simply ended by the signal, as the system does it.
if (
  process.argv[2] === 'sync' ||
  process.argv[2] === 'try' ||
  process.argv[2] === 'login' ||
  (process.argv[2] === 'validate' && process.argv.includes('--watch'))
) {
  interruption.obeySignals(world.terminal)
}

void run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code
  // What we write is written before we go on, so that nothing is pending but what still has a hold on the process; without one, Node would first give
  // its memory back piece by piece.
  if (process.getActiveResourcesInfo().length === 0) process.exit()
})
