import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { type JSONRPCMessage, ReadBuffer, SdkError, SdkErrorCode, serializeMessage, type Transport } from '@modelcontextprotocol/client'
import { reveal } from '../world/secret.ts'
import type { Failure, McpProgram } from '../world/world.ts'
import { type Budget, sizeWords } from './http-body.ts'
import type { Deadline } from './http-deadline.ts'
import { codeOf, Trouble } from './http-failure.ts'
import type { Quote } from './http-secrets.ts'
import { environmentFor, holdGroup, signalGroup } from './mcp-process.ts'
import { lastWords } from './mcp-stderr.ts'

/** Pipe is the way to a program that is an MCP server, for one conversation. */
export interface Pipe {
  readonly transport: Transport
  /** Lets the answers that come next be as large as all together were allowed to be. */
  readonly refill: () => void
  /** Ends the program and all that it started; never fails, and takes less than a second where somebody waits to get away. */
  readonly hangUp: () => Promise<void>
  /** Whether it ended when it was asked for a newer protocol, as some older servers do. */
  readonly endedAtProbe: () => boolean
}

/** PipeOptions are what a Pipe lives on. */
export interface PipeOptions {
  readonly program: McpProgram
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Most bytes of one answer. */
  readonly bytes: number
  /** Most bytes of all answers together; undefined: as many as one may have. */
  readonly bytesInAll?: number | undefined
  readonly deadline: Deadline
  readonly quote: Quote
  /** Called when the conversation can no longer succeed. */
  readonly fail: (failure: Failure) => void
}

interface State extends PipeOptions {
  readonly budget: Budget
  readonly messages: ReadBuffer
  child: ChildProcess | undefined
  release: () => void
  ended: Promise<void>
  isLeft: boolean
  /** Whether the library was told that nothing comes any more. */
  isClosed: boolean
  /** The method of the last request, until it is answered. */
  unanswered: string | undefined
  endedAtProbe: boolean
}

// A server writes what it had to say before it ended; its own children may keep the pipe open for ever.
const afterwords = 100
// What is asked to end gets a second, and less where somebody has pressed Ctrl-C.
const patience = { usual: 1000, interrupted: 250 }

/** openPipe starts nothing yet: that is for the library, by `transport.start()`. */
export function openPipe(options: PipeOptions): Pipe {
  const { bytes, bytesInAll: most = bytes } = options
  const messages = new ReadBuffer({ maxBufferSize: bytes + 1 })
  const state: State = {
    ...options,
    budget: { most, left: most },
    messages,
    child: undefined,
    release: () => undefined,
    ended: Promise.resolve(),
    isLeft: false,
    isClosed: false,
    unanswered: undefined,
    endedAtProbe: false,
  }
  // By these two names the library knows that silence is an answer to the question for a newer protocol, and that the pipe can go on.
  const marks = { stderr: null, pid: null }
  const transport: Transport = {
    ...marks,
    start: () => start(state, transport),
    send: (message) => send(state, message),
    close: async () => close(state, transport),
  }
  return {
    transport,
    refill: () => void (state.budget.left = state.budget.most),
    hangUp: () => hangUp(state),
    endedAtProbe: () => state.endedAtProbe,
  }
}

/** What the library waits for has timers that keep this process going, for as long as it is not told that nothing comes any more. */
function close(state: State, transport: Transport): void {
  if (state.isClosed) return
  state.isClosed = true
  transport.onclose?.()
}

const probe = 'server/discover'

async function start(state: State, transport: Transport): Promise<void> {
  const { program, environment, deadline } = state
  deadline.signal.throwIfAborted()
  requireOpen(state)
  const given = Object.fromEntries(program.environment.map(([name, value]) => [name, reveal(value)]))
  const child = spawn(program.command, program.args, {
    cwd: program.folder,
    env: { ...environmentFor(environment), ...given },
    stdio: ['pipe', 'pipe', 'pipe'],
    shell: false,
    // A group of its own: what it starts ends with it, and Ctrl-C at the terminal reaches us alone, so that it is ended in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  state.child = child
  if (child.pid !== undefined) state.release = holdGroup(child.pid)
  const words = lastWords(child.stderr)
  child.stdout.on('data', (chunk: Buffer) => receive(state, transport, chunk))
  // What cannot be written or read is told by the end of the program.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined)
  state.ended = new Promise((resolve) => child.once('exit', () => resolve()))
  child.once('exit', (status, signal) => void bury(state, transport, () => endOf(state, { status, signal, words: words() })))
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => reject(notStarted(program, error)))
  })
}

function requireOpen({ isClosed }: State): void {
  if (isClosed) throw new SdkError(SdkErrorCode.ConnectionClosed, 'the conversation is over')
}

function notStarted({ command }: McpProgram, error: Error): Trouble {
  const code = codeOf(error)
  const words = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be run' : 'cannot be started'
  const known = typeof code === 'string' ? { code } : {}
  return new Trouble({ kind: 'not-started', detail: `the program ${JSON.stringify(command)} ${words} (${code ?? error.message})`, ...known })
}

function receive(state: State, transport: Transport, chunk: Buffer): void {
  const { budget, bytes, messages, fail, isLeft } = state
  if (isLeft || budget.left < 0) return
  budget.left -= chunk.byteLength
  const said = budget.most > bytes ? 'the answers are together' : 'the answer is'
  if (budget.left < 0) return fail({ kind: 'too-large', detail: `${said} larger than ${sizeWords(budget.most)}` })
  try {
    messages.append(chunk)
  } catch {
    // It only refuses what is too much.
    return fail({ kind: 'too-large', detail: `the answer is larger than ${sizeWords(bytes)}` })
  }
  try {
    // Lines that are no JSON are passed over: many servers greet, or log, where they should not.
    for (let message = messages.readMessage(); message !== null; message = messages.readMessage()) {
      if (!('method' in message)) state.unanswered = undefined
      transport.onmessage?.(message)
    }
  } catch (error) {
    transport.onerror?.(error instanceof Error ? error : new Error(String(error)))
  }
}

/** What is written to a program that has ended is lost, and its end is told. */
async function send(state: State, message: JSONRPCMessage): Promise<void> {
  const { child } = state
  requireOpen(state)
  if ('method' in message && 'id' in message) state.unanswered = message.method
  if (child?.stdin === null || child === undefined || state.isLeft || child.exitCode !== null) return
  const { stdin } = child
  await new Promise<void>((resolve) => stdin.write(serializeMessage(message), () => resolve()))
}

/** After its end: what it wrote before may still be on its way. */
async function bury(state: State, transport: Transport, failure: () => Failure): Promise<void> {
  const { child } = state
  if (state.isLeft) return
  const drained = new Promise((resolve) => child?.stdout?.once('end', resolve))
  await Promise.race([drained, pause(afterwords)])
  if (state.isLeft) return
  state.endedAtProbe = state.unanswered === probe
  if (!state.endedAtProbe) state.fail(failure())
  close(state, transport)
}

interface End {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly words: string
}

function endOf({ quote }: State, { status, signal, words }: End): Failure {
  const how = signal === null ? `with status ${status ?? 0}` : `by ${signal}`
  return { kind: 'ended', detail: `the program ended ${how}${words === '' ? '' : `: ${quote(words)}`}` }
}

/** The program keeps this process going for as long as it runs; the clock must not, once it has ended. */
async function within(ended: Promise<void>, milliseconds: number): Promise<void> {
  await Promise.race([ended, pause(milliseconds, undefined, { ref: false })])
}

async function hangUp(state: State): Promise<void> {
  const { child, deadline, ended } = state
  if (state.isLeft || child?.pid === undefined) return
  state.isLeft = true
  const time = deadline.signal.aborted ? patience.interrupted : patience.usual
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  child.stdin?.end()
  if (!hasEnded()) await within(ended, time)
  if (!hasEnded()) {
    signalGroup(child.pid, 'SIGTERM')
    await within(ended, time)
  }
  // Whatever it started and left behind goes too.
  signalGroup(child.pid, 'SIGKILL')
  state.release()
  if (!hasEnded()) await within(ended, time)
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
  child.unref()
}
