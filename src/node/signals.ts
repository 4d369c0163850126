import type { Terminal } from '../world/world.ts'

/** Interruption is the wish of a person, or of the system, that what is under way comes to its end. */
export interface Interruption {
  /** Aborted as soon as there is that wish. */
  readonly signal: AbortSignal
  interrupt(): void
  /** The signals of the system count as that wish from now on. */
  obeySignals(terminal: Terminal): void
}

/** createInterruption is one that nobody has wished for yet; `now` is a clock in milliseconds. */
export function createInterruption(now: () => number): Interruption {
  // Built on first use: Node loads the class, and who only reads files has no use for it.
  let controller: AbortController | undefined
  let interruptedAt = 0
  const built = (): AbortController => (controller ??= new AbortController())
  const interrupt = (): void => {
    interruptedAt ||= now()
    built().abort()
  }
  return {
    get signal() {
      return built().signal
    },
    interrupt,
    obeySignals(terminal) {
      /** The first signal ends what is under way in order; the second, and the one for "quit", end it at once. */
      const obey = (signal: NodeJS.Signals): void => {
        const isAtOnce = signal === 'SIGQUIT' || (interruptedAt > 0 && now() - interruptedAt > echo)
        // Node aborts where it cannot give the terminal back, because that is gone.
        if (isAtOnce || signal === 'SIGHUP') endBy(signal)
        if (isAtOnce) process.exit(3)
        // What is said next would stick to the ^C that a terminal shows.
        if (signal === 'SIGINT' && interruptedAt === 0 && terminal.progress) terminal.err('\n')
        interrupt()
      }
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, obey)
    },
  }
}

// "timeout" and "npx" hand on a signal that the process has got already: nobody presses Ctrl-C twice in that time.
const echo = 100

/** Ends the process by a signal itself, as who started it expects, once all else is done: on 'exit' goes what we started. Windows has no such end. */
function endBy(signal: NodeJS.Signals): void {
  process.once('exit', () => {
    process.removeAllListeners(signal)
    if (process.platform !== 'win32') process.kill(process.pid, signal)
  })
}
