import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import { type Difference, differencesFrom, pointerOf } from '../json/difference.ts'
import { nameMatches } from '../model/integration.ts'
import type { Example } from '../model/tool.ts'
import { printableLine, shorten } from '../text/printable.ts'

/** ExampleAnswer is what came back for an example, without secrets, and what is wrong with it as an answer. */
export interface ExampleAnswer {
  /** Undefined for a tool of an MCP server, which answers without one. */
  readonly status: number | undefined
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined where nothing was sent. */
  readonly milliseconds: number | undefined
  /** What the agent gets. */
  readonly heard: unknown
  readonly diagnostics: readonly Diagnostic[]
}

/** Met is how an answer meets the expectations of its example. */
export interface Met {
  /** What is wrong with the answer and was not expected, and each expectation that was not met. */
  readonly diagnostics: readonly Diagnostic[]
  /** Where the result is another than the expected one. */
  readonly differences: readonly Difference[]
}

/** judgeExpectations holds an answer against what its example expects of it: a status that was expected is no trouble, whichever it is. */
export function judgeExpectations(example: Example, answer: ExampleAnswer): Met {
  const { status, within } = { status: judgeStatus(example, answer), within: judgeTime(example, answer) }
  const troubles = [...status, ...judgeHeaders(example, answer), ...within]
  // What is wrong with the answer as a whole is told once.
  const canCompare = example.expect.result !== undefined && !status.some(({ severity }) => severity === 'error')
  const differences = canCompare ? differencesFrom(example.expect.result?.value, answer.heard) : []
  const told = new Set([...(canCompare ? ['response-select-empty'] : []), ...(within.length > 0 ? ['response-slow'] : [])])
  return {
    diagnostics: [...troubles.filter(({ code }) => !told.has(code)), ...resultTrouble(example, differences)],
    differences,
  }
}

/** What the answer as such is judged to be, in the light of the status that was expected. */
function judgeStatus({ name, expect, at }: Example, { status, diagnostics }: ExampleAnswer): readonly Diagnostic[] {
  if (expect.status === undefined) return diagnostics
  const rest = diagnostics.filter(({ severity }) => severity !== 'error')
  if (status === expect.status) return status >= 200 && status < 300 ? diagnostics : rest
  const reasons = diagnostics.filter(({ severity }) => severity === 'error')
  const related = reasons.flatMap(({ span, message }): Place[] => (span === undefined ? [] : [{ span, label: message }]))
  const message =
    status === undefined
      ? `example "${name}" expects status ${expect.status}, and an MCP server answers without one`
      : `example "${name}" expects status ${expect.status}, and the server answered ${status}`
  const hint = status === undefined ? 'take expect.status out' : (reasons.find((reason) => reason.hint !== undefined)?.hint ?? undefined)
  return [diagnose('example-status-differs', { message, span: at.value('expect', 'status'), related, hint }), ...rest]
}

function judgeHeaders({ name, expect, at }: Example, { headers }: ExampleAnswer): readonly Diagnostic[] {
  return expect.headers.flatMap(([header, pattern]) => {
    const values = headers.filter(([other]) => other.toLowerCase() === header.toLowerCase()).map(([, value]) => value)
    if (values.some((value) => nameMatches(pattern, value))) return []
    const [first] = values
    const got = first === undefined ? 'the answer has no such header' : `the answer says "${printableLine(shorten(first, 120))}"`
    const message = `example "${name}" expects header "${header}" to be "${pattern}", and ${got}`
    return [diagnose('example-header-differs', { message, span: at.value('expect', 'headers', header) })]
  })
}

function judgeTime({ name, expect, at }: Example, { milliseconds }: ExampleAnswer): readonly Diagnostic[] {
  if (expect.withinSeconds === undefined || milliseconds === undefined || milliseconds <= expect.withinSeconds * 1000) return []
  const message = `example "${name}" expects an answer within ${expect.withinSeconds} s, and it took ${(milliseconds / 1000).toFixed(2)} s`
  return [
    diagnose('example-slow', { message, span: at.value('expect', 'within_seconds'), hint: 'find out why the server is slow, or allow more time' }),
  ]
}

function resultTrouble({ name, at }: Example, differences: readonly Difference[]): readonly Diagnostic[] {
  const [first, ...others] = differences
  if (first === undefined) return []
  const place = first.steps.length === 0 ? '' : ` at ${pointerOf(first.steps)}`
  const more = others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'place differs' : 'places differ'}`
  return [
    diagnose('example-result-differs', {
      message: `example "${name}" expects ${shorten(first.expected, 120)}${place}, and the agent gets ${shorten(first.got, 120)}${more}`,
      span: at.value('expect', 'result', ...first.steps),
      hint: 'where the answer is right, write down what it is now',
    }),
  ]
}
