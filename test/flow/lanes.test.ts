import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Job, runInLanes } from '../../src/flow/lanes.ts'

interface Wanted {
  readonly lane: string
  readonly isAlone: boolean
  /** How many turns of the event loop it takes. */
  readonly turns: number
}

const wanted = fc.record({ lane: fc.constantFrom('crm', 'shop', 'bank'), isAlone: fc.boolean(), turns: fc.nat(4) })

describe('runInLanes', () => {
  it('keeps its limits and the order of each lane, and gives the results in the order of the jobs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(wanted, { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        async (all, atOnce, perLane) => {
          const running = new Set<Wanted>()
          const started: Wanted[] = []
          const jobs = all.map((one, index): Job<number> => ({
            ...one,
            run: async () => {
              running.add(one)
              started.push(one)
              const inLane = [...running].filter(({ lane }) => lane === one.lane)
              expect(running.size).toBeLessThanOrEqual(atOnce)
              expect(inLane.length).toBeLessThanOrEqual(inLane.some(({ isAlone }) => isAlone) ? 1 : perLane)
              for (let turn = 0; turn < one.turns; turn += 1) await new Promise((done) => setImmediate(done))
              running.delete(one)
              return index
            },
          }))
          expect(await runInLanes(jobs, { atOnce, perLane, isOver: () => false })).toEqual(all.map((_, index) => index))
          for (const lane of ['crm', 'shop', 'bank'])
            expect(started.filter((one) => one.lane === lane)).toEqual(all.filter((one) => one.lane === lane))
        },
      ),
      { numRuns: 50 },
    )
  })

  it('begins nothing once it is over, and waits for what was begun', async () => {
    let ended = 0
    const job: Job<string> = {
      lane: 'crm',
      isAlone: false,
      run: async () => {
        await new Promise((done) => setImmediate(done))
        ended += 1
        return 'done'
      },
    }
    const results = await runInLanes([job, job, job, job], { atOnce: 2, perLane: 2, isOver: () => ended > 0 })
    expect(results.filter((result) => result === 'done')).toHaveLength(ended)
    expect(results.at(-1)).toBeUndefined()
  })

  it('what a job throws comes out', async () => {
    const job: Job<string> = { lane: 'crm', isAlone: false, run: () => Promise.reject(new Error('a bug')) }
    await expect(runInLanes([job], { atOnce: 2, perLane: 2, isOver: () => false })).rejects.toThrow('a bug')
  })
})
