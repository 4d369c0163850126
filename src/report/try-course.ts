import type { ShownCourse, Tried } from '../flow/tried.ts'
import { durationText } from '../text/duration.ts'
import { section } from './try-lines.ts'
import { timeLines } from './try-time.ts'
import type { Theme } from './theme.ts'
import { wrap } from './wrap.ts'

/** courseText shows how far a call came that got no answer. */
export function courseText({ milliseconds, timeoutSeconds, phases }: ShownCourse, attempts: Tried['attempts'], theme: Theme): string {
  const listed = attemptLines(attempts, theme)
  if (milliseconds === undefined) return listed.length === 0 ? '' : section('no answer', listed, theme)
  const time = timeLines({ milliseconds, timeoutSeconds, phases, attempts: attempts?.length ?? 1 }, theme)
  const [only, ...others] = phases
  const far = only === undefined || others.length > 0 ? [] : [theme.dim(`${only.name} ${durationText(only.milliseconds)}`)]
  return section('no answer', [...listed, ...time, ...far], theme)
}

/** attemptLines list what each sending of a request came to, where there were several. */
export function attemptLines(attempts: Tried['attempts'], theme: Theme): readonly string[] {
  if (attempts === undefined) return []
  const each = attempts.map(({ status, failure, milliseconds }) => `${failure ?? status} in ${durationText(milliseconds)}`)
  return wrap(`sent ${attempts.length} times: ${each.join(', ')}`, theme.width - 2)
    .split('\n')
    .map(theme.warning)
}
