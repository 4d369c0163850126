import type { Phase } from '../world/world.ts'

/** Clock takes the time of a call, and of each of its phases, without a gap between them. */
export interface Clock {
  /** How far the call has come; undefined before the first phase. On the way to another place of the server, it has come as far as it was. */
  readonly phase: Phase['name'] | undefined
  /** Ends the phase under way and begins another, or takes one up again. */
  readonly enter: (phase: Phase['name']) => void
  /** Ends the last phase. */
  readonly stop: () => { readonly milliseconds: number; readonly phases: readonly Phase[] }
}

const order: readonly Phase['name'][] = ['dns', 'connect', 'tls', 'wait', 'read']

/** startClock makes a Clock that begins with the first phase. */
export function startClock(now: () => number): Clock {
  const spent = new Map<Phase['name'], number>()
  let current: Phase['name'] | undefined
  let furthest = -1
  let since = 0
  const turn = (next: Phase['name'] | undefined): void => {
    const time = now()
    if (current !== undefined) spent.set(current, (spent.get(current) ?? 0) + time - since)
    current = next
    since = time
    if (next !== undefined) furthest = Math.max(furthest, order.indexOf(next))
  }
  return {
    get phase() {
      return order[furthest]
    },
    enter: turn,
    stop() {
      turn(undefined)
      const phases = order.flatMap((name) => (spent.has(name) ? [{ name, milliseconds: spent.get(name) ?? 0 }] : []))
      return { milliseconds: phases.reduce((sum, { milliseconds }) => sum + milliseconds, 0), phases }
    },
  }
}
