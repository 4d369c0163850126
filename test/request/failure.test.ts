import { expect, it } from 'vitest'
import { mayHaveArrived } from '../../src/request/failure.ts'
import type { Failure } from '../../src/world/world.ts'

it.each<[kind: Failure['kind'], phase: Failure['phase'] | 'unknown', may: boolean]>([
  ['timeout', 'dns', false],
  ['timeout', 'connect', false],
  ['timeout', 'tls', false],
  ['timeout', 'wait', true],
  ['timeout', 'read', true],
  ['timeout', 'unknown', true],
  ['interrupted', 'connect', false],
  ['interrupted', 'wait', true],
  ['reset', 'tls', false],
  ['reset', 'wait', true],
  ['protocol', 'read', true],
  ['refused', 'connect', false],
  ['name-unknown', 'dns', false],
  ['blocked', 'dns', false],
  ['tls', 'wait', false],
])('a request that ended with %s in phase %s may have arrived: %s', (kind, phase, may) => {
  const failure: Failure = { kind, detail: 'no answer' }
  expect(mayHaveArrived(phase === 'unknown' || phase === undefined ? failure : { ...failure, phase })).toBe(may)
})
