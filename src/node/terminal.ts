import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs'
import { devNull } from 'node:os'
import type { Terminal } from '../world/world.ts'

/** TerminalOptions is what the terminal has to know of the process. */
interface TerminalOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly interrupted: AbortSignal
  readonly interrupt: () => void
}

/** createTerminal is the real terminal. Colour and progress are for a terminal that is neither dumb nor a CI's log. */
export function createTerminal({ environment, interrupted, interrupt }: TerminalOptions): Terminal {
  const isSet = (name: string): boolean => environment[name] !== undefined && environment[name] !== ''
  const isPlain = isSet('NO_COLOR') || isSet('CI') || environment['TERM'] === 'dumb'
  const isOutput = isTerminal(1)
  return {
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    columns: isOutput ? process.stdout.columns : undefined,
    colour: isOutput && !isPlain,
    get progress() {
      return isTerminal(2) && !isSet('CI') && environment['TERM'] !== 'dumb'
    },
    ask: async (question) => (isTerminal(0) && isTerminal(2) ? ask(question, interrupted, interrupt) : undefined),
    readInput: async () => readFileSync(0, 'utf8'),
  }
}

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

/** Writes everything, in as many pieces as the pipe takes. A reader that has gone away (`| head -1`) is no trouble of ours. */
function writeAll(descriptor: 1 | 2, text: string): void {
  let bytes = Buffer.from(text, 'utf8')
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EPIPE' || code === 'EIO') return
      if (code !== 'EAGAIN') throw error
      // The pipe is full: wait a moment for its reader, without spinning.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

async function ask(question: string, interrupted: AbortSignal, interrupt: () => void): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new Promise<undefined>((done) => lines.once('close', () => done(undefined)))
  lines.on('SIGINT', interrupt)
  try {
    return await Promise.race([lines.question(question, { signal: interrupted }), ended])
  } catch {
    return undefined
  } finally {
    lines.close()
  }
}
