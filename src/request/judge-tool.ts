import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { CalledTool, WantedInput } from '../world/world.ts'
import { largeness, slowness } from './judge.ts'
import { redacted, type Redact } from './redact.ts'
import { checkStructured } from './structured.ts'
import { heardInResult, unusableIn, withoutBytes } from './tool-result.ts'

/** JudgedTool is what the result of an MCP tool is worth. */
export interface JudgedTool {
  readonly heard: { readonly from: 'answer' | 'nothing'; readonly value: unknown }
  /** The result as it may be shown. */
  readonly shown: unknown
  readonly diagnostics: readonly Diagnostic[]
}

/** CalledAt is which tool was called, and where what is said of it stands. */
export interface CalledAt {
  readonly tool: string
  readonly at: Span
  readonly timeoutAt: Span
  readonly outputSchema: unknown
  readonly outputSchemaAt: Span
}

/** judgeTool turns the result of an MCP tool into what the agent hears, and into diagnostics. */
export function judgeTool(called: CalledTool, place: CalledAt, redact: Redact): JudgedTool {
  const { isError, isUnfinished = false, result: raw, milliseconds, wanted = [] } = called
  const { tool, at, timeoutAt, outputSchema, outputSchemaAt } = place
  const result = redacted(raw, redact)
  const shown = withoutBytes(result)
  if (isUnfinished) return { heard: { from: 'nothing', value: null }, shown, diagnostics: [unfinished(wanted, place, redact)] }
  const heard = heardInResult(result)
  return {
    heard: { from: 'answer', value: heard },
    shown,
    diagnostics: [
      ...(isError ? [failed(heard, place)] : []),
      ...(wanted.length === 0 ? [] : [refused(wanted, place, redact)]),
      ...checkStructured(raw, { tool, schema: outputSchema, at: outputSchemaAt }, redact),
      ...(isError ? [] : unusable(result, tool, at)),
      ...largeness(heard, {
        at: () => at,
        hint: 'ask for less in the arguments, where the tool has any for that; otherwise tell who runs the server',
      }),
      ...slowness(milliseconds, () => timeoutAt),
    ],
  }
}

function failed(heard: unknown, { tool, at }: CalledAt): Diagnostic {
  const words = printableLine(shorten(typeof heard === 'string' ? heard : (JSON.stringify(heard) ?? ''), 200))
  const hint = 'the agent hears this text; check the arguments'
  return diagnose('response-tool-failed', { message: `"${tool}" reports an error${words === '' ? '' : `: ${words}`}`, span: at, hint })
}

function unfinished(wanted: readonly WantedInput[], { tool, at }: CalledAt, redact: Redact): Diagnostic {
  const message = `"${tool}" asks for input before it goes on, which a phone agent cannot give${listOf(wanted, redact)}`
  return diagnose('response-input-required', { message, span: at, hint: 'have the server take it as an argument, or give agents another tool' })
}

function refused(wanted: readonly WantedInput[], { tool, at }: CalledAt, redact: Redact): Diagnostic {
  const message = `the server asked for input while "${tool}" ran, which was refused${listOf(wanted, redact)}`
  return diagnose('response-input-refused', { message, span: at, hint: 'a phone agent gives none either: check what the tool did without it' })
}

function unusable(result: unknown, tool: string, at: Span): readonly Diagnostic[] {
  const parts = unusableIn(result)
  if (parts === undefined) return []
  const named = parts.slice(0, mostNamed).join(', ')
  const message = `the result of "${tool}" holds nothing that can be said: ${named}${parts.length > mostNamed ? ` and ${parts.length - mostNamed} more` : ''}`
  return [diagnose('response-content-unusable', { message, span: at, hint: 'have the server say in a text what the caller needs' })]
}

const mostNamed = 3

function listOf(wanted: readonly WantedInput[], redact: Redact): string {
  if (wanted.length === 0) return ''
  const named = [...new Set(wanted.map((each) => wordsOf(each, redact)))]
  return `: ${named.slice(0, mostNamed).join(', ')}${named.length > mostNamed ? ` and ${named.length - mostNamed} more` : ''}`
}

const inputs: ReadonlyMap<string, string> = new Map([
  ['elicitation/create', 'the answer of a person'],
  ['sampling/createMessage', 'a text by a model'],
  ['roots/list', 'the folders of the client'],
])

function wordsOf({ method, message }: WantedInput, redact: Redact): string {
  const what = inputs.get(method) ?? `"${printableLine(shorten(redact(method), 60))}"`
  return message === undefined ? what : `${what} ("${printableLine(shorten(redact(message), 120))}")`
}
