import { speechSpan } from '../offered.ts'
import { defineRule } from '../rule.ts'
import { bearable, longestWait } from '../waiting.ts'

export const silenceTooLong = defineRule({
  code: 'silence-too-long',
  on: 'offered-tool',
  about: 'wait',
  severity: 'warning',
  title: 'A caller may hear nothing for too long',
  why: 'After a few seconds of silence callers ask whether anyone is there, speak over the answer, or hang up.',
  check(offered, report) {
    const { tool } = offered
    const seconds = longestWait(tool)
    const isAnnounced = tool.preSpeech === 'force'
    const budget = isAnnounced ? bearable.announced : bearable.silence
    // A wait that is too long even with a sound is told as such.
    if (seconds <= budget || seconds > bearable.sound || tool.executionAudio !== 'none') return
    const after = isAnnounced ? ' after the announcement' : ''
    const orAnnounce = isAnnounced ? '' : ` (${bearable.announced} with pre_speech: force)`
    report({
      message: `while tool "${tool.name}" runs, the caller may hear nothing for ${seconds} s${after}`,
      span: speechSpan(offered, 'timeout_seconds'),
      hint: `add execution_audio: typing, or lower timeout_seconds to ${budget}${orAnnounce}`,
    })
  },
})
