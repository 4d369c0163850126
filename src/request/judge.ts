import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { isWithin, mostLevels } from '../json/depth.ts'
import { select } from '../json/select.ts'
import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { aboutTokens } from '../text/tokens.ts'
import { headerOf } from '../world/headers.ts'
import type { HttpResponse } from '../world/world.ts'
import { notJson } from './not-json.ts'
import { type Redact, redacted, withoutNumbers } from './redact.ts'
import { refusal } from './refusal.ts'
import { parseJson } from '../json/parse.ts'
import { selectHint } from './select-hint.ts'

/** bearableMilliseconds is how long a caller bears silence (the platform's own advice: aim below two seconds). */
const bearableMilliseconds = 2000

/** Judged is what an answer is worth: what the agent gets, and what is wrong. */
export interface Judged {
  /** What the agent hears: text, or any JSON value after `select`. */
  readonly heard: unknown
  /** Whether the words come from `errors` of the file, or the answer itself. */
  readonly heardFrom: 'answer' | 'select' | 'errors' | 'nothing'
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * judgeResponse turns an answer into what the agent hears, and into diagnostics at the lines to blame. `pauses` is how much of its time passed between
 * attempts.
 */
export function judgeResponse(integration: HttpIntegration, tool: HttpTool, response: HttpResponse, redact: Redact, pauses = 0): Judged {
  // Finding a place reads the file a second time, so it is done only for what is told.
  const timeoutAt = (): Span => (tool.at.in('timeout_seconds').data === undefined ? tool.at.key() : tool.at.value('timeout_seconds'))
  // The server itself was quick enough.
  const isPaused = tool.retry !== undefined && pauses > 0 && response.milliseconds - pauses <= bearableMilliseconds
  const slow = isPaused ? pausing(response.milliseconds, pauses, () => tool.at.key('retry')) : slowness(response.milliseconds, timeoutAt)
  if (response.status >= 200 && response.status < 300) {
    const judged = judgeSuccess(tool, response, redact)
    return { ...judged, diagnostics: [...judged.diagnostics, ...sizeOf(tool, judged.heard), ...slow] }
  }
  const words = tool.response.errors.get(response.status)
  // What headers say is quoted, cut short: half a secret would not be found any more.
  const open = { ...response, headers: response.headers.map(([name, value]) => [name, redact(value)] as const) }
  const trouble = refusal({ integration, tool, response: open }, redact)
  return { heard: words ?? null, heardFrom: words === undefined ? 'nothing' : 'errors', diagnostics: [...trouble, ...slow] }
}

function judgeSuccess(tool: HttpTool, response: HttpResponse, redact: Redact): Judged {
  const expression = tool.response.select
  const text = new TextDecoder().decode(response.body)
  // 204 and an empty body are an answer of their own, unless something was to be picked out of it.
  if (text.trim() === '' && expression === undefined) return { heard: '', heardFrom: 'answer', diagnostics: [] }
  const json = jsonOf(text, redact)
  if (json === undefined) return { heard: null, heardFrom: 'nothing', diagnostics: [refuseText(tool, response, text, redact)] }
  if (!isWithin(json.value, mostLevels)) return { heard: null, heardFrom: 'nothing', diagnostics: [refuseDepth(tool)] }
  if (expression === undefined) return { heard: json.value, heardFrom: 'answer', diagnostics: [] }
  const picked = select(json.value, expression)
  const span = (): Span => tool.at.value('response', 'select')
  if (!picked.ok) {
    return {
      heard: null,
      heardFrom: 'nothing',
      diagnostics: [
        diagnose('response-select-failed', {
          message: `select failed on the answer: ${printableLine(shorten(redact(picked.reason), 200))}`,
          span: span(),
          hint: selectHint(redacted(json.value, redact), expression),
        }),
      ],
    }
  }
  const isEmpty = picked.value === null || picked.value === undefined
  return {
    heard: picked.value ?? null,
    heardFrom: 'select',
    diagnostics: isEmpty
      ? [
          diagnose('response-select-empty', {
            message: 'select matched nothing in the answer',
            span: span(),
            hint: selectHint(redacted(json.value, redact), expression),
          }),
        ]
      : [],
  }
}

// Some seconds of reading for a model, and more than a caller could be told in minutes: what all tools of an agent may take together.
const mostTokens = 8000
// Of an answer from which nobody has chosen, a quarter of that is worth a thought.
const manyTokens = mostTokens / 4

function sizeOf(tool: HttpTool, heard: unknown): readonly Diagnostic[] {
  const { select } = tool.response
  const fewer = 'or ask for fewer records: per_page, limit'
  if (select !== undefined) return largeness(heard, { at: () => tool.at.value('response', 'select'), hint: `pick less, ${fewer}` })
  return largeness(heard, { at: () => tool.at.key(), hint: `pick what is needed with response.select, ${fewer}`, isUnpicked: true })
}

interface Heard {
  readonly at: () => Span
  readonly hint: string
  /** Whether it is the whole answer, though the file could say which part of it is needed. */
  readonly isUnpicked?: boolean
}

/** largeness says when the agent gets more than it can use. */
export function largeness(heard: unknown, { at, hint, isUnpicked = false }: Heard): readonly Diagnostic[] {
  const tokens = aboutTokens((JSON.stringify(heard) ?? '').length)
  const said = (message: string): Diagnostic => diagnose('response-large', { message, span: at(), hint })
  if (tokens > mostTokens) return [said(`the agent gets about ${tokens} tokens; ${mostTokens} are more than a call needs`)]
  if (!isUnpicked || tokens <= manyTokens) return []
  return [{ ...said(`the agent reads the whole answer, about ${tokens} tokens`), severity: 'note' }]
}

/** A number that holds a secret is its label before anything is picked from it. */
function jsonOf(text: string, redact: Redact): ReturnType<typeof parseJson> {
  const json = parseJson(text)
  const open = json === undefined ? text : withoutNumbers(text, redact)
  return open === text ? json : parseJson(open)
}

function refuseDepth(tool: HttpTool): Diagnostic {
  const message = `the answer of tool "${tool.name}" is nested deeper than ${mostLevels} levels`
  return diagnose('response-too-deep', {
    message,
    span: tool.at.value('request', 'path'),
    hint: 'no data of people is nested like this: look at the answer (-v), and tell who runs the server',
  })
}

function refuseText(tool: HttpTool, response: HttpResponse, text: string, redact: Redact): Diagnostic {
  const type = headerOf(response.headers, 'content-type')
  // It is quoted in pieces, in which half a secret would not be found any more.
  const { what, hint } = notJson(redact(text), type === undefined ? undefined : redact(type))
  return diagnose('response-not-json', { message: `the answer of tool "${tool.name}" is ${what}`, span: tool.at.value('request', 'path'), hint })
}

/** Most of the time nobody was asked. */
function pausing(milliseconds: number, pauses: number, at: () => Span): readonly Diagnostic[] {
  if (milliseconds <= bearableMilliseconds) return []
  const message = `the call took ${seconds(milliseconds)} s, of which ${seconds(pauses)} s were pauses between attempts; a caller bears about ${bearableMilliseconds / 1000} s of silence`
  return [diagnose('response-slow', { message, span: at(), hint: 'allow fewer attempts under retry, set pre_speech: force, or execution_audio' })]
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}

/** slowness says when an answer takes longer than a caller bears. */
export function slowness(milliseconds: number, at: () => Span): readonly Diagnostic[] {
  if (milliseconds <= bearableMilliseconds) return []
  const message = `the answer took ${seconds(milliseconds)} s; a caller bears about ${bearableMilliseconds / 1000} s of silence`
  return [diagnose('response-slow', { message, span: at(), hint: 'ask for fewer fields, set pre_speech: force, or execution_audio' })]
}
