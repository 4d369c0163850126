import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/** tool is the script that people run. It works on dist/, which these tests never build. */
export const tool: string = fileURLToPath(new URL('../../bin/diga-int.cjs', import.meta.url))

const built = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url))
if (!existsSync(built)) throw new Error('these tests run the built program, and dist/main.cjs is not there: run "npm run build" first')

/** Ran is what a process left behind. */
export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** RunOptions is where and how a process runs. */
export interface RunOptions {
  readonly folder: string
  /** On top of an environment that holds next to nothing, so that the machine of the test does not matter. */
  readonly environment?: Readonly<Record<string, string>>
  /** For Node itself, in front of the script. */
  readonly nodeFlags?: readonly string[]
  /** What comes in at stdin; undefined: nothing, and the end at once. */
  readonly input?: string
  /** Runs as somebody to whom file rights apply, which they do not to root. */
  readonly asNobody?: boolean
}

/** cleanEnvironment is all that a tested process knows of the machine. */
export const cleanEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  TERM: 'xterm',
}

const nobody = 65534

/** startTool starts the program with pipes, and leaves reading to the caller. */
export function startTool(argv: readonly string[], { folder, environment = {}, nodeFlags = [], asNobody = false }: RunOptions): ChildProcess {
  const identity = asNobody && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  return spawn(process.execPath, [...nodeFlags, tool, ...argv], {
    cwd: folder,
    env: { ...cleanEnvironment, ...environment },
    stdio: 'pipe',
    ...identity,
  })
}

/** runTool runs the program to its end. It is killed after 20 seconds, which no test takes for an answer. */
export async function runTool(argv: readonly string[], options: RunOptions): Promise<Ran> {
  return endOf(startTool(argv, options), options.input)
}

/** shellTool is how a line of shell starts the program. */
export const shellTool = '"$NODE" "$TOOL"'

/** runShell runs a line of shell: for pipes and redirections. */
export async function runShell(line: string, folder: string): Promise<Ran> {
  const environment = { ...cleanEnvironment, TOOL: tool, NODE: process.execPath }
  return endOf(spawn('bash', ['-c', line], { cwd: folder, env: environment, stdio: 'pipe' }))
}

/** endOf reads what a process writes until it ends. */
export async function endOf(child: ChildProcess, input?: string): Promise<Ran> {
  const said = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  child.stdin?.on('error', () => undefined).end(input)
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await once(child, 'close')
  clearTimeout(killer)
  return { code: child.exitCode, signal: child.signalCode, ...said }
}

/** expectPlain holds for every run there is: an exit code of the contract, and never a stack trace. */
export function expectPlain({ code, signal, out, err }: Ran): void {
  expect({ code, signal, err }).toEqual({ code: expect.toBeOneOf([0, 1, 2, 3]), signal: null, err })
  expect(out + err).not.toMatch(/^\s+at .*\.(c|m)?[jt]s:\d+/m)
  expect(out + err).not.toMatch(/at \S+ \(.*:\d+:\d+\)|node:internal|UnhandledPromise|this is a bug/)
}
