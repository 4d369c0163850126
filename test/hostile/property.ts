import fc from 'fast-check'
import type { Files } from './files.ts'
import { expectPromises } from './promises.ts'

// FUZZ=50 npx vitest run test/hostile: fifty times as many, and others.
const times = Number(process.env['FUZZ'] ?? 1)

/** expectAlways holds the promises of validate for projects made of arbitrary values: always the same ones. */
export function expectAlways<Value>(values: fc.Arbitrary<Value>, filesOf: (value: Value) => Files, runs: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(values, async (value) => void (await expectPromises(filesOf(value)))),
    { numRuns: runs * times, seed: 20_261_122 + times },
  )
}
