import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import { textFormatDoubts } from './formats.ts'
import { limitDoubts, says } from './limits.ts'
import { hasCounterexample } from './samples.ts'

/** textDoubts compares what is asked of texts. */
export function textDoubts(asked: Asked): readonly Doubt[] {
  // A pattern or a format may say as much by itself.
  const sure = says(asked.narrow, 'pattern') || says(asked.narrow, 'format') ? 'unsure' : 'refused'
  return [
    ...limitDoubts(asked, { keyword: 'minLength', isLeast: true, given: undefined, sure }),
    ...limitDoubts(asked, { keyword: 'maxLength', isLeast: false, given: undefined, sure }),
    ...patternDoubts(asked),
    ...textFormatDoubts(asked),
  ]
}

function patternDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const { pattern } = wide.schema
  if (pattern === undefined || narrow.parts.some(({ schema }) => schema['pattern'] === pattern)) return []
  const isRefused = hasCounterexample(narrow.parts, { ...wide, schema: { pattern } })
  return [doubtAt(asked, 'pattern', isRefused ? 'refused' : 'unsure')]
}
