import { Trouble } from './http-failure.ts'

/** Deadline ends everything that hangs on its signal when the time is up or the person interrupts; the reason is always a Trouble. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Stops the clock, so that it keeps no process alive. */
  readonly end: () => void
}

// setTimeout fires at once for anything longer.
const longestTimer = 2 ** 31 - 1

/** startDeadline starts the clock of one request or one conversation. */
export function startDeadline(milliseconds: number, interrupted: AbortSignal): Deadline {
  const controller = new AbortController()
  const interrupt = () => controller.abort(new Trouble({ kind: 'interrupted', detail: 'the run was interrupted' }))
  const expire = () => controller.abort(new Trouble({ kind: 'timeout', detail: `no complete answer came within ${inWords(milliseconds)}` }))
  const timer = setTimeout(expire, Math.min(milliseconds, longestTimer))
  if (interrupted.aborted) interrupt()
  else interrupted.addEventListener('abort', interrupt, { once: true })
  const end = () => {
    clearTimeout(timer)
    interrupted.removeEventListener('abort', interrupt)
  }
  return { signal: controller.signal, end }
}

function inWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${milliseconds / 1000} s`
}
