import { setMaxListeners } from 'node:events'
import { limitText } from '../text/duration.ts'
import { Trouble } from './http-failure.ts'

/** Deadline ends everything that hangs on its signal when the time is up or the person interrupts; the reason is always a Trouble. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Gives what comes next a time of its own. */
  readonly restart: (milliseconds: number) => void
  /** Stops the clock, so that it keeps no process alive. */
  readonly end: () => void
}

// setTimeout fires at once for anything longer.
const longestTimer = 2 ** 31 - 1

/** startDeadline starts the clock of one request or one conversation; `missing` says what is not there yet when the time is up. */
export function startDeadline(milliseconds: number, interrupted: AbortSignal, missing = () => 'no complete answer came'): Deadline {
  const controller = new AbortController()
  const interrupt = () => controller.abort(new Trouble({ kind: 'interrupted', detail: 'the run was interrupted' }))
  const startTimer = (time: number) =>
    setTimeout(
      () => controller.abort(new Trouble({ kind: 'timeout', detail: `${missing()} within ${limitText(time)}` })),
      Math.min(time, longestTimer),
    )
  let timer = startTimer(milliseconds)
  const restart = (time: number) => {
    clearTimeout(timer)
    timer = startTimer(time)
  }
  // One for each of the servers that are asked at once; Node would warn of more than ten.
  setMaxListeners(0, interrupted)
  if (interrupted.aborted) interrupt()
  else interrupted.addEventListener('abort', interrupt, { once: true })
  const end = () => {
    clearTimeout(timer)
    interrupted.removeEventListener('abort', interrupt)
  }
  return { signal: controller.signal, restart, end }
}
