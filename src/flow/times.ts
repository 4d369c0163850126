import { bearable } from '../check/waiting.ts'
import type { Speech } from '../model/tool.ts'
import { durationText } from '../text/duration.ts'

/** Times is how long several calls took, in milliseconds. */
export interface Times {
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** Waited is how long callers would wait for a tool, and whether they would. */
export interface Waited {
  readonly integration: string
  readonly tool: string
  /** How often it was called, and how many of the calls were answered as expected. */
  readonly runs: number
  readonly measured: number
  /** The times of the measured calls, where there are any. */
  readonly times: Times | undefined
  /** `tight`: most calls fit, the slowest do not, or the agent is close to giving up. `unknown`: no call was measured. */
  readonly fit: 'fits' | 'tight' | 'too-slow' | 'unknown'
  /** Why, in a sentence without a stop. */
  readonly reason: string
}

/** timesOf takes the measure of calls. A percentile is one of the times (the nearest rank), never a value in between. */
export function timesOf(milliseconds: readonly number[]): Times {
  const sorted = milliseconds.toSorted((left, right) => left - right)
  const percentile = (percent: number): number => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
  return { p50: percentile(50), p95: percentile(95), max: percentile(100) }
}

// Without a word or a sound, a caller asks after two seconds whether anyone is there.
const silence = 2

/** fitOf tells whether a tool is fast enough for a call: against what a caller bears while it runs, and the moment at which the agent gives up. */
export function fitOf({ p95, max }: Times, speech: Speech): Pick<Waited, 'fit' | 'reason'> {
  const { seconds, meanwhile, next } = patienceOf(speech)
  const limit = Math.min(seconds, speech.timeoutSeconds) * 1000
  if (p95 > seconds * 1000)
    return { fit: 'too-slow', reason: `p95 is ${durationText(p95)}, and a caller bears about ${seconds} s ${meanwhile}${next}` }
  if (p95 > speech.timeoutSeconds * 800)
    return { fit: 'tight', reason: `p95 is ${durationText(p95)}, and the agent gives up after ${speech.timeoutSeconds} s` }
  if (max > limit) return { fit: 'tight', reason: `the slowest took ${durationText(max)}, and a caller bears about ${seconds} s ${meanwhile}${next}` }
  return { fit: 'fits', reason: `a caller bears about ${seconds} s ${meanwhile}` }
}

function patienceOf({ preSpeech, executionAudio }: Speech): { readonly seconds: number; readonly meanwhile: string; readonly next: string } {
  if (executionAudio !== 'none') return { seconds: bearable.sound, meanwhile: 'while something is heard', next: '' }
  if (preSpeech === 'force') return { seconds: bearable.announced, meanwhile: 'once it was announced', next: ': set execution_audio' }
  return { seconds: silence, meanwhile: 'of silence', next: ': set pre_speech: force, or execution_audio' }
}
