import { run } from './cli/run.ts'
import { createFiles } from './node/files.ts'
import { createGit } from './node/git.ts'
import { createTerminal } from './node/terminal.ts'
import { wait } from './node/wait.ts'
import type { Http, Logins, Mcp, World } from './world/world.ts'

// Built on first use: Node loads the class, and who only reads files has no use for it.
let controller: AbortController | undefined
const interruption = (): AbortController => (controller ??= new AbortController())
let interruptedAt = 0
const interrupt = (): void => {
  interruptedAt ||= now()
  interruption().abort()
}
// "timeout" and "npx" hand on a signal that the process has got already: nobody presses Ctrl-C twice in that time.
const echo = 100
/** Ends the process by a signal itself, as who started it expects, once all else is done: on 'exit' goes what we started. Windows has no such end. */
const endBy = (signal: NodeJS.Signals): void => {
  process.once('exit', () => {
    process.removeAllListeners(signal)
    if (process.platform !== 'win32') process.kill(process.pid, signal)
  })
}
/** The first signal ends what is under way in order; the second, and the one for "quit", end it at once. */
const obey = (signal: NodeJS.Signals): void => {
  const isAtOnce = signal === 'SIGQUIT' || (interruptedAt > 0 && now() - interruptedAt > echo)
  // Node aborts where it cannot give the terminal back, because that is gone.
  if (isAtOnce || signal === 'SIGHUP') endBy(signal)
  if (isAtOnce) process.exit(3)
  // What is said next would stick to the ^C that a terminal shows.
  if (signal === 'SIGINT' && interruptedAt === 0 && world.terminal.progress) world.terminal.err('\n')
  interrupt()
}
// What waits for servers, people or files ends in an orderly way; anything else is simply ended by the signal, as the system does it.
if (
  process.argv[2] === 'sync' ||
  process.argv[2] === 'try' ||
  process.argv[2] === 'login' ||
  (process.argv[2] === 'validate' && process.argv.includes('--watch'))
) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, obey)
}

// Not performance.now(), for which Node loads a module of its own: 1.5 ms.
const now = (): number => {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}
const options = () => ({ now, interrupted: interruption().signal, environment: process.env })

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
  terminal: createTerminal({ environment: process.env, interrupted: () => interruption().signal, interrupt }),
  now,
  today: () => new Date().toISOString().slice(0, 10),
  moment: () => new Date().toISOString(),
  sha256: (text) => process.getBuiltinModule('node:crypto').hash('sha256', text),
  uuid: () => process.getBuiltinModule('node:crypto').randomUUID(),
  wait: (milliseconds) => wait(milliseconds, interruption().signal),
  get interrupted() {
    return interruption().signal
  },
}

void run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code
  // What we write is written before we go on, so that nothing is pending but what still has a hold on the process; without one, Node would first give
  // its memory back piece by piece.
  if (process.getActiveResourcesInfo().length === 0) process.exit()
})
