import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { valueAt } from '../json/pointer.ts'
import { type Refusal, refusalsOf } from '../json/refusals.ts'
import { isJsonObject } from '../json/schema.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Redact } from './redact.ts'

/** Promise is what a locked tool says of its results, and where. */
export interface ResultPromise {
  readonly tool: string
  /** The `outputSchema` of the definition. */
  readonly schema: unknown
  readonly at: Span
}

const hint = 'platforms that check results throw this one away: tell who runs the server'

/** checkStructured judges the structured content of a result by the locked `outputSchema`. */
export function checkStructured(result: unknown, { tool, schema, at }: ResultPromise, redact: Redact): readonly Diagnostic[] {
  if (!isJsonObject(schema) || !isJsonObject(result) || result['isError'] === true) return []
  const structured = result['structuredContent']
  const tell = (message: string): Diagnostic => diagnose('response-structure-refused', { message, span: at, hint })
  if (structured === undefined) return [tell(`"${tool}" gave no structured content, which its outputSchema promises`)]
  const refusals = refusalsOf(schema, structured)
  if (refusals.length === 0) return []
  const [first] = refusals
  if (first?.keyword === '')
    return [
      tell(`the structured content of "${tool}" cannot be held against its outputSchema: ${printableLine(shorten(redact(first.message), 200))}`),
    ]
  const told = refusals.slice(0, mostTold).map((refusal) => wordsOf(refusal, structured, redact))
  const rest = refusals.length > mostTold ? `, and ${refusals.length - mostTold} more` : ''
  return [tell(`the structured content of "${tool}" does not fit its outputSchema: ${told.join('; ')}${rest}`)]
}

const mostTold = 3

function wordsOf({ pointer, message }: Refusal, structured: unknown, redact: Redact): string {
  const said = printableLine(shorten(redact(message), 120))
  const steps = pointer.split('/').slice(1)
  const place = printableLine(shorten(redact(steps.join('.')), 80))
  return `${place === '' ? 'it' : `"${place}": ${shownAt(structured, pointer, redact)}`} ${said}`
}

function shownAt(value: unknown, pointer: string, redact: Redact): string {
  return printableLine(shorten(redact(JSON.stringify(valueAt(value, pointer)) ?? 'nothing'), 60))
}
