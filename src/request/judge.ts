import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { select } from '../json/select.ts'
import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { aboutTokens } from '../text/tokens.ts'
import { headerOf } from '../world/headers.ts'
import type { HttpResponse } from '../world/world.ts'
import { notJson } from './not-json.ts'
import type { Redact } from './redact.ts'
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

/** judgeResponse turns an answer into what the agent hears, and into diagnostics at the lines to blame. */
export function judgeResponse(integration: HttpIntegration, tool: HttpTool, response: HttpResponse, redact: Redact): Judged {
  // Finding a place reads the file a second time, so it is done only for what is told.
  const timeoutAt = (): Span => (tool.at.in('timeout_seconds').data === undefined ? tool.at.key() : tool.at.value('timeout_seconds'))
  const slow = slowness(response.milliseconds, timeoutAt)
  if (response.status >= 200 && response.status < 300) {
    const judged = judgeSuccess(tool, response)
    return { ...judged, diagnostics: [...judged.diagnostics, ...largeness(tool, judged.heard), ...slow] }
  }
  const words = tool.response.errors.get(response.status)
  const trouble = refusal({ integration, tool, response }, redact)
  return { heard: words ?? null, heardFrom: words === undefined ? 'nothing' : 'errors', diagnostics: [...trouble, ...slow] }
}

function judgeSuccess(tool: HttpTool, response: HttpResponse): Judged {
  const expression = tool.response.select
  const text = new TextDecoder().decode(response.body)
  // 204 and an empty body are an answer of their own, unless something was to be picked out of it.
  if (text.trim() === '' && expression === undefined) return { heard: '', heardFrom: 'answer', diagnostics: [] }
  const json = parseJson(text)
  if (json === undefined) return { heard: null, heardFrom: 'nothing', diagnostics: [refuseText(tool, response, text)] }
  if (expression === undefined) return { heard: json.value, heardFrom: 'answer', diagnostics: [] }
  const picked = select(json.value, expression)
  const span = (): Span => tool.at.value('response', 'select')
  if (!picked.ok) {
    return {
      heard: null,
      heardFrom: 'nothing',
      diagnostics: [
        diagnose('response-select-failed', {
          message: `select failed on the answer: ${printableLine(shorten(picked.reason, 200))}`,
          span: span(),
          hint: selectHint(json.value, expression),
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
            hint: selectHint(json.value, expression),
          }),
        ]
      : [],
  }
}

// Some seconds of reading for a model, and more than a caller could be told in minutes.
const mostTokens = 8000

function largeness(tool: HttpTool, heard: unknown): readonly Diagnostic[] {
  const tokens = aboutTokens((JSON.stringify(heard) ?? '').length)
  if (tokens <= mostTokens) return []
  const { select } = tool.response
  const span = select === undefined ? tool.at.key() : tool.at.value('response', 'select')
  const hint = `${select === undefined ? 'pick what is needed with response.select' : 'pick less'}, or ask for fewer records: per_page, limit`
  return [diagnose('response-large', { message: `the agent gets about ${tokens} tokens; ${mostTokens} are more than a call needs`, span, hint })]
}

function refuseText(tool: HttpTool, response: HttpResponse, text: string): Diagnostic {
  const { what, hint } = notJson(text, headerOf(response.headers, 'content-type'))
  return diagnose('response-not-json', { message: `the answer of tool "${tool.name}" is ${what}`, span: tool.at.value('request', 'path'), hint })
}

/** slowness says when an answer takes longer than a caller bears. */
export function slowness(milliseconds: number, at: () => Span): readonly Diagnostic[] {
  if (milliseconds <= bearableMilliseconds) return []
  const message = `the answer took ${(milliseconds / 1000).toFixed(1)} s; a caller bears about ${bearableMilliseconds / 1000} s of silence`
  return [diagnose('response-slow', { message, span: at(), hint: 'ask for fewer fields, set pre_speech: force, or execution_audio' })]
}
