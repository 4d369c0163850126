import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs'
import type { Terminal } from '../world/world.ts'
import type { Interruption } from './signals.ts'

/** TerminalOptions is what the terminal has to know of the process. */
interface TerminalOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly interruption: Interruption
}

/** createTerminal is the real terminal. Colour and progress are for a terminal that is neither dumb nor a CI's log. */
export function createTerminal({ environment, interruption }: TerminalOptions): Terminal {
  const isSet = (name: string): boolean => environment[name] !== undefined && environment[name] !== ''
  const isPlain = isSet('NO_COLOR') || isSet('CI') || environment['TERM'] === 'dumb'
  const isOutput = isTerminal(1)
  let isUnread = false
  return {
    out: (text) => {
      const trouble = writeAll(1, text)
      if (trouble === undefined || !nobodyReads.has(trouble)) return trouble
      isUnread = true
      return undefined
    },
    err: (text) => void writeAll(2, text),
    clear: () => isOutput && environment['TERM'] !== 'dumb' && writeAll(1, '\u001b[2J\u001b[H') === undefined,
    get isUnread() {
      return isUnread
    },
    // A pseudo terminal without a size says 0.
    columns: isOutput && process.stdout.columns > 0 ? process.stdout.columns : undefined,
    rows: isOutput && process.stdout.rows > 0 ? process.stdout.rows : undefined,
    isScreen: isOutput,
    colour: isOutput && !isPlain,
    get progress() {
      return isTerminal(2) && !isSet('CI') && environment['TERM'] !== 'dumb'
    },
    ask: async (question) => (isTerminal(0) && isTerminal(2) ? ask(question, interruption) : undefined),
    readInput: async () => readAll(),
  }
}

// As node:os has it, which takes half a millisecond to load.
const devNull = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null'

/** Asking Node loads its whole network stack (7 ms of 30), so the file system is asked first: a pipe, a file or the null device is no terminal. */
function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isCharacterDevice() || stats.rdev === statSync(devNull, { throwIfNoEntry: false })?.rdev) return false
  } catch {
    // A descriptor that was closed.
    return false
  }
  const streams = { 0: 'stdin', 1: 'stdout', 2: 'stderr' } as const
  return process[streams[descriptor]].isTTY === true
}

function readAll(): string | undefined {
  try {
    return readFileSync(0, 'utf8')
  } catch {
    return undefined
  }
}

// A reader that has gone away (`| head -1`), or that never was there, is no trouble of ours.
const nobodyReads = new Set(['EPIPE', 'EIO', 'EBADF'])

/** Writes everything, in as many pieces as the pipe takes; gives the system's word for why it could not. */
function writeAll(descriptor: 1 | 2, text: string): string | undefined {
  let bytes = Buffer.from(text, 'utf8')
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (typeof code !== 'string') throw error
      if (code !== 'EAGAIN') return code
      // The pipe is full: wait a moment for its reader, without spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
  return undefined
}

// What waits to be read is given out at once.
const moment = 20

/** What was typed before the question stood there is no answer to it. In raw mode a line is given out too that nobody has ended yet. */
async function forgetTyped(interrupt: () => void): Promise<void> {
  const { stdin } = process
  const heed = (typed: Buffer): void => void (typed.includes(controlC) && interrupt())
  try {
    stdin.on('data', heed).setRawMode(true)
    await new Promise((done) => setTimeout(done, moment))
  } catch {
    // A terminal that was closed meanwhile: the question tells.
  } finally {
    stdin.off('data', heed)
  }
}

const controlC = 3

async function ask(question: string, { signal, interrupt }: Interruption): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises')
  await forgetTyped(interrupt)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  // The end of input (Ctrl-D) is an answer too: nothing was said.
  const ended = new Promise<undefined>((done) => lines.once('close', () => done(undefined)))
  lines.on('SIGINT', interrupt)
  // A terminal that was closed can neither be given back nor written to; the signal that says so may come later.
  lines.on('error', () => process.emit('SIGHUP', 'SIGHUP'))
  process.stderr.on('error', () => undefined)
  try {
    const said = await Promise.race([lines.question(question, { signal }), ended])
    // Nobody pressed Enter.
    if (said === undefined) writeAll(2, '\n')
    return said ?? ''
  } catch {
    writeAll(2, '\n')
    return undefined
  } finally {
    lines.close()
  }
}
