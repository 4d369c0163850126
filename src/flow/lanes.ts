/** Job is a piece of work on a lane; jobs of one lane start in their order. */
export interface Job<Result> {
  /** What must not be overrun: a host. */
  readonly lane: string
  /** Whether nothing else may go on in its lane meanwhile: what changes something must not meet what reads it. */
  readonly isAlone: boolean
  readonly run: () => Promise<Result>
}

/** Traffic says how much goes on at once. */
export interface Traffic {
  readonly atOnce: number
  readonly perLane: number
  /** Asked before each start: nothing more is begun once it is true. */
  readonly isOver: () => boolean
}

/** runInLanes does jobs, several at once. The results stand in the order of the jobs, whatever ended first; undefined: it was not begun. */
export async function runInLanes<Result>(jobs: readonly Job<Result>[], traffic: Traffic): Promise<readonly (Result | undefined)[]> {
  const results: (Result | undefined)[] = jobs.map(() => undefined)
  const waiting = [...jobs.entries()]
  const lanes = new Map<string, Lane>()
  const active = new Set<Promise<void>>()
  const start = ([index, job]: readonly [number, Job<Result>]): void => {
    const lane = lanes.get(job.lane) ?? { running: 0, isClosed: false }
    lanes.set(job.lane, lane)
    lane.running += 1
    lane.isClosed = job.isAlone
    const done = job.run().then((result) => {
      results[index] = result
      lane.running -= 1
      lane.isClosed = false
      active.delete(done)
    })
    active.add(done)
  }
  for (;;) {
    while (active.size < traffic.atOnce && !traffic.isOver()) {
      const at = nextIn(waiting, lanes, traffic.perLane)
      const [next] = at < 0 ? [] : waiting.splice(at, 1)
      if (next === undefined) break
      start(next)
    }
    if (active.size === 0) return results
    await Promise.race(active)
  }
}

interface Lane {
  running: number
  isClosed: boolean
}

/** The first job that may start; none overtakes another of its lane. */
function nextIn<Result>(waiting: readonly (readonly [number, Job<Result>])[], lanes: ReadonlyMap<string, Lane>, perLane: number): number {
  const held = new Set<string>()
  return waiting.findIndex(([, { lane, isAlone }]) => {
    if (held.has(lane)) return false
    held.add(lane)
    const { running, isClosed } = lanes.get(lane) ?? { running: 0, isClosed: false }
    return !isClosed && running < (isAlone ? 1 : perLane)
  })
}
