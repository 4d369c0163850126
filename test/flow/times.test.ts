import { describe, expect, it } from 'vitest'
import { fitOf, timesOf } from '../../src/flow/times.ts'
import type { Speech } from '../../src/model/tool.ts'

describe('timesOf', () => {
  // The nearest rank: ceil(p / 100 × n), as the definition has it.
  it.each([
    [[7], { p50: 7, p95: 7, max: 7 }],
    [[2, 1], { p50: 1, p95: 2, max: 2 }],
    [[5, 3, 4, 1, 2], { p50: 3, p95: 5, max: 5 }],
    [[15, 20, 35, 40, 50], { p50: 35, p95: 50, max: 50 }],
    [Array.from({ length: 20 }, (_, index) => index + 1), { p50: 10, p95: 19, max: 20 }],
    [Array.from({ length: 100 }, (_, index) => 100 - index), { p50: 50, p95: 95, max: 100 }],
    [[9, 10, 100], { p50: 10, p95: 100, max: 100 }],
  ])('%j', (milliseconds, times) => expect(timesOf(milliseconds)).toEqual(times))
})

describe('fitOf', () => {
  const silent: Speech = { confirmation: undefined, preSpeech: 'auto', executionAudio: 'none', timeoutSeconds: 5 }
  it.each<readonly [string, number, number, Partial<Speech>, string]>([
    ['fast', 300, 400, {}, 'fits'],
    ['just borne', 2000, 2000, {}, 'fits'],
    ['mostly fast', 1900, 2100, {}, 'tight'],
    ['longer than silence is borne', 2001, 2100, {}, 'too-slow'],
    ['announced', 2900, 3000, { preSpeech: 'force' }, 'fits'],
    ['announced, and longer than that helps', 10_100, 10_100, { preSpeech: 'force', timeoutSeconds: 20 }, 'too-slow'],
    ['with a sound', 12_000, 12_500, { executionAudio: 'typing', timeoutSeconds: 20 }, 'fits'],
    ['with a sound, and close to giving up', 12_500, 12_600, { executionAudio: 'typing', timeoutSeconds: 15 }, 'tight'],
    ['close to giving up', 900, 900, { timeoutSeconds: 1 }, 'tight'],
  ])('%s', (_, p95, max, speech, fit) => expect(fitOf({ p50: 100, p95, max }, { ...silent, ...speech }).fit).toBe(fit))
})
