import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import { type Difference, differencesFrom } from '../json/difference.ts'
import { pointerOf } from '../json/pointer.ts'
import { nameMatches } from '../model/integration.ts'
import type { Example } from '../model/tool.ts'
import { limitText } from '../text/duration.ts'
import { printableLine, shorten } from '../text/printable.ts'

/** titleOf names an example: its tool may not be the only one that has an example of that name. */
export function titleOf({ integration, tool, name }: { readonly integration: string; readonly tool: string; readonly name: string }): string {
  return `${integration}/${tool} "${shorten(name, 80)}"`
}

/** ExpectingExample is an example under the name by which it is told (titleOf). */
export interface ExpectingExample extends Pick<Example, 'expect' | 'at'> {
  readonly title: string
}

/** ExampleAnswer is what came back for an example, without secrets, and what is wrong with it as an answer. */
export interface ExampleAnswer {
  /** Undefined for a tool of an MCP server, which answers without one. */
  readonly status: number | undefined
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined where nothing was sent. */
  readonly milliseconds: number | undefined
  /** What the agent gets. */
  readonly heard: unknown
  /** Whether there is nothing in the answer that the agent could be given. */
  readonly isSilent: boolean
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
export function judgeExpectations(example: ExpectingExample, answer: ExampleAnswer): Met {
  const within = judgeTime(example, answer)
  const troubles = [...judgeStatus(example, answer), ...judgeHeaders(example, answer), ...within]
  // Why nothing can be made of an answer that should be one is told once.
  const isUnusable = !isRefusal(answer) && answer.diagnostics.some(({ severity }) => severity === 'error')
  const canCompare = example.expect.result !== undefined && !isUnusable
  const differences = canCompare ? differencesFrom(example.expect.result?.value, answer.heard) : []
  const told = new Set([...(canCompare ? ['response-select-empty'] : []), ...(within.length > 0 ? ['response-slow'] : [])])
  return {
    diagnostics: [...troubles.filter(({ code }) => !told.has(code)), ...resultTrouble(example, answer, differences)],
    differences,
  }
}

function isRefusal({ status }: ExampleAnswer): boolean {
  return status !== undefined && (status < 200 || status >= 300)
}

/** What the answer as such is judged to be, in the light of the status that was expected. */
function judgeStatus({ title, expect, at }: ExpectingExample, { status, diagnostics }: ExampleAnswer): readonly Diagnostic[] {
  if (expect.status === undefined) return diagnostics
  const rest = diagnostics.filter(({ severity }) => severity !== 'error')
  if (status === expect.status) return status >= 200 && status < 300 ? diagnostics : rest
  const reasons = diagnostics.filter(({ severity }) => severity === 'error')
  const related = reasons.flatMap(({ span, message }): Place[] => (span === undefined ? [] : [{ span, label: message }]))
  const message =
    status === undefined
      ? `${title} expects status ${expect.status}, and an MCP server answers without one`
      : `${title} expects status ${expect.status}, and the server answered ${status}`
  const hint = status === undefined ? 'take expect.status out' : (reasons.find((reason) => reason.hint !== undefined)?.hint ?? undefined)
  return [diagnose('example-status-differs', { message, span: at.value('expect', 'status'), related, hint }), ...rest]
}

function judgeHeaders({ title, expect, at }: ExpectingExample, { headers }: ExampleAnswer): readonly Diagnostic[] {
  return expect.headers.flatMap(([header, pattern]) => {
    const values = headers.filter(([other]) => other.toLowerCase() === header.toLowerCase()).map(([, value]) => value)
    if (values.some((value) => nameMatches(pattern, value))) return []
    const [first] = values
    const got = first === undefined ? 'the answer has no such header' : `the answer says "${printableLine(shorten(first, 120))}"`
    const message = `${title} expects header "${header}" to be "${pattern}", and ${got}`
    return [diagnose('example-header-differs', { message, span: at.value('expect', 'headers', header) })]
  })
}

function judgeTime({ title, expect, at }: ExpectingExample, { milliseconds }: ExampleAnswer): readonly Diagnostic[] {
  if (expect.withinSeconds === undefined || milliseconds === undefined || milliseconds <= expect.withinSeconds * 1000) return []
  const message = `${title} expects an answer within ${limitText(expect.withinSeconds * 1000)}, and it took ${limitText(milliseconds)}`
  return [
    diagnose('example-slow', { message, span: at.value('expect', 'within_seconds'), hint: 'find out why the server is slow, or allow more time' }),
  ]
}

function resultTrouble({ title, expect, at }: ExpectingExample, answer: ExampleAnswer, differences: readonly Difference[]): readonly Diagnostic[] {
  const [first, ...others] = differences
  if (first === undefined) return []
  const place = first.steps.length === 0 ? '' : ` at ${pointerOf(first.steps)}`
  const more = others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'place differs' : 'places differ'}`
  const isWordless = isRefusal(answer) && answer.isSilent
  const why = isWordless ? `: response.errors has no words for status ${answer.status}` : more
  return [
    diagnose('example-result-differs', {
      message: `${title} expects ${shorten(first.expected, 120)}${place}, and the agent gets ${shorten(first.got, 120)}${why}`,
      span: at.value('expect', 'result', ...first.steps),
      hint: isWordless ? wordlessHint(expect.status, answer) : 'where the answer is right, write down what it is now',
    }),
  ]
}

/** Where the status is another than the expected one, that comes first. */
function wordlessHint(expected: number | undefined, { status }: ExampleAnswer): string | undefined {
  return expected === status ? `say there what the agent hears on ${status}: it is never given the answer itself` : undefined
}
