import fc from 'fast-check'
import type { Files } from './files.ts'
import { type Run, runOn } from './memory.ts'
import { expectPromises } from './promises.ts'

// FUZZ=50 npx vitest run test/hostile: fifty times as many, and others.
const times = Number(process.env['FUZZ'] ?? 1)

/** expectAlways holds the promises of validate for projects made of arbitrary values: always the same ones. */
export function expectAlways<Value>(values: fc.Arbitrary<Value>, filesOf: (value: Value) => Files, runs: number, run: Run = runOn): Promise<void> {
  return expectOfEach(values, async (value) => void (await expectPromises(filesOf(value), run)), runs)
}

/** expectOfEach holds any expectation for arbitrary values: always the same ones. */
export function expectOfEach<Value>(values: fc.Arbitrary<Value>, expectation: (value: Value) => Promise<void>, runs: number): Promise<void> {
  return fc.assert(fc.asyncProperty(values, expectation), { numRuns: runs * times, seed: 20_261_122 + times })
}
