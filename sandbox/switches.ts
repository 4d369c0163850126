import { isObject } from './json.ts'

/** One planned failure: every path that starts so answers with this status, for ever or a few times. */
interface Failure {
  readonly path: string
  readonly status: number
  readonly times?: number
}

/** What can be made to go wrong; a member that is left out stays as it is. */
export interface SwitchChange {
  readonly latencyMs?: number
  readonly fail?: readonly Failure[]
  readonly dropConnections?: boolean
}

/** The state of the switches, asked once for every request. */
export interface Switches {
  readonly state: () => Required<SwitchChange>
  readonly change: (change: SwitchChange) => void
  readonly takeFailure: (path: string) => number | undefined
}

const longestLatency = 60_000

/** Makes the switches, everything going right apart from the given latency. */
export function createSwitches(latencyMs = 0): Switches {
  let state: Required<SwitchChange> = { latencyMs: 0, fail: [], dropConnections: false }
  const change = (wanted: SwitchChange): void => {
    const trouble = troubleWith(wanted)
    if (trouble !== undefined) throw new RangeError(trouble)
    state = { ...state, ...wanted }
  }
  change({ latencyMs })
  return {
    state: () => state,
    change,
    takeFailure(path) {
      const hit = state.fail.find((failure) => path.startsWith(failure.path))
      if (hit === undefined) return undefined
      state = { ...state, fail: state.fail.flatMap((failure) => (failure === hit ? usedOnce(failure) : [failure])) }
      return hit.status
    },
  }
}

/** Says what is wrong with a wanted change, or nothing; the guard for what arrives over HTTP. */
export function troubleWith(change: unknown): string | undefined {
  if (!isObject(change)) return 'Send an object with latencyMs, fail or dropConnections.'
  const unknown = Object.keys(change).find((key) => !['latencyMs', 'fail', 'dropConnections'].includes(key))
  if (unknown !== undefined) return `There is no switch "${unknown}"; there are latencyMs, fail and dropConnections.`
  const { latencyMs, fail, dropConnections } = change
  if (latencyMs !== undefined && !isWithin(latencyMs, 0, longestLatency)) {
    return `latencyMs must be a whole number from 0 to ${longestLatency}.`
  }
  if (dropConnections !== undefined && typeof dropConnections !== 'boolean') return 'dropConnections must be true or false.'
  if (fail !== undefined && !(Array.isArray(fail) && fail.every(isFailure))) {
    return 'fail must be a list of {path: "/…", status: 400 to 599, times?: 1 or more}.'
  }
  return undefined
}

/** Tells whether a parsed value is a change that the switches would take. */
export function isSwitchChange(change: unknown): change is SwitchChange {
  return troubleWith(change) === undefined
}

function isFailure(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.path === 'string' &&
    value.path.startsWith('/') &&
    isWithin(value.status, 400, 599) &&
    (value.times === undefined || isWithin(value.times, 1, Number.MAX_SAFE_INTEGER))
  )
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
}

function usedOnce(failure: Failure): Failure[] {
  if (failure.times === undefined) return [failure]
  return failure.times > 1 ? [{ ...failure, times: failure.times - 1 }] : []
}
