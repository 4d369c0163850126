import { closest } from '../diagnostic/did-you-mean.ts'
import { isJsonObject } from '../json/schema.ts'
import { printableLine, shorten } from '../text/printable.ts'

const mostKeys = 120

/** selectHint says what an answer holds where an expression looked for something else. */
export function selectHint(answer: unknown, expression: string): string {
  const first = /^\s*(?:"([^"]+)"|([A-Za-z_]\w*))/.exec(expression)
  const wanted = first?.[1] ?? first?.[2]
  if (Array.isArray(answer)) {
    if (answer.length === 0) return 'the answer is an empty list'
    return wanted === undefined
      ? `the answer is a list of ${answer.length}`
      : 'the answer is a list: begin the expression with [] (of each item) or [0] (of the first)'
  }
  if (!isJsonObject(answer)) return 'the answer is a single value'
  const keys = Object.keys(answer)
  const has = `the answer has the keys ${printableLine(shorten(keys.join(', ') || 'none', mostKeys))}`
  if (wanted === undefined || Object.hasOwn(answer, wanted)) return has
  const meant = closest(wanted, keys.slice(0, 1000))
  return `the answer has no "${printableLine(wanted)}"; ${meant === undefined ? has : `did you mean "${printableLine(shorten(meant, mostKeys))}"?`}`
}
