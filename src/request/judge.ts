import { diagnose, type FixedCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { select } from '../json/select.ts'
import { isJsonObject } from '../json/schema.ts'
import type { HttpIntegration, Integration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Failure, HttpResponse } from '../world/world.ts'
import type { Redact } from './redact.ts'

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
  const slow = slowness(response.milliseconds, tool.at.in('timeout_seconds').data === undefined ? tool.at.key() : tool.at.value('timeout_seconds'))
  if (response.status >= 200 && response.status < 300) {
    const judged = judgeSuccess(tool, response)
    return { ...judged, diagnostics: [...judged.diagnostics, ...slow] }
  }
  const words = tool.response.errors.get(response.status)
  const trouble = refusal(integration, tool, response, words !== undefined, redact)
  return { heard: words ?? null, heardFrom: words === undefined ? 'nothing' : 'errors', diagnostics: [...trouble, ...slow] }
}

function judgeSuccess(tool: HttpTool, response: HttpResponse): Judged {
  const expression = tool.response.select
  const text = new TextDecoder().decode(response.body)
  // 204 and an empty body are an answer of their own, unless something was to be picked out of it.
  if (text.trim() === '' && expression === undefined) return { heard: '', heardFrom: 'answer', diagnostics: [] }
  const json = parseJson(text)
  if (json === undefined) return { heard: null, heardFrom: 'nothing', diagnostics: [notJson(tool, response, text)] }
  if (expression === undefined) return { heard: json.value, heardFrom: 'answer', diagnostics: [] }
  const span = tool.at.value('response', 'select')
  const picked = select(json.value, expression)
  if (!picked.ok) {
    return {
      heard: null,
      heardFrom: 'nothing',
      diagnostics: [
        diagnose('response-select-failed', {
          message: `select failed on the answer: ${printableLine(shorten(picked.reason, 200))}`,
          span,
          hint: `the answer has the keys ${keysOf(json.value)}`,
        }),
      ],
    }
  }
  const isEmpty = picked.value === null || picked.value === undefined
  const hint = `the answer has the keys ${keysOf(json.value)}`
  return {
    heard: picked.value ?? null,
    heardFrom: 'select',
    diagnostics: isEmpty ? [diagnose('response-select-empty', { message: 'select matched nothing in the answer', span, hint })] : [],
  }
}

function keysOf(value: unknown): string {
  if (!isJsonObject(value)) return `of ${Array.isArray(value) ? 'a list' : 'a single value'}`
  return printableLine(shorten(Object.keys(value).join(', ') || 'none', 120))
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function notJson(tool: HttpTool, { headers }: HttpResponse, text: string): Diagnostic {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const what =
    text.trim() === ''
      ? 'empty'
      : /^\s*<(!doctype|html)/i.test(text)
        ? 'an HTML page'
        : `no JSON${type === undefined ? '' : ` (${printableLine(shorten(type, 60))})`}`
  const hint =
    what === 'an HTML page'
      ? 'a login page or a proxy answered instead of the API: check base_url and credentials'
      : 'check the path; the API may want another Accept header'
  return diagnose('response-not-json', { message: `the answer of tool "${tool.name}" is ${what}`, span: tool.at.value('request', 'path'), hint })
}

interface Blame {
  readonly code: FixedCode
  readonly span: Span
  readonly hint: string
  /** Whether words in `errors` settle it: the file has foreseen this answer. */
  readonly foreseeable: boolean
}

function refusal(integration: HttpIntegration, tool: HttpTool, response: HttpResponse, hasWords: boolean, redact: Redact): readonly Diagnostic[] {
  const { code, span, hint, foreseeable } = blameFor(integration, tool, response)
  if (foreseeable && hasWords) return []
  const said = wordsOf(response, redact)
  return [diagnose(code, { message: `the server answered ${response.status}${said === '' ? '' : `: ${said}`}`, span, hint })]
}

function blameFor(integration: HttpIntegration, tool: HttpTool, response: HttpResponse): Blame {
  const { status } = response
  const path = tool.at.value('request', 'path')
  const credentials = integration.at.key('credentials')
  const words = `say under response.errors what the agent hears on ${status}`
  if (status === 401)
    return {
      code: 'response-unauthorized',
      span: credentials,
      foreseeable: false,
      hint: 'the credentials are wrong, expired or of another environment',
    }
  if (status === 403)
    return { code: 'response-forbidden', span: credentials, foreseeable: false, hint: 'give these credentials the right to this call' }
  if (status === 404)
    return { code: 'response-not-found', span: path, foreseeable: true, hint: `check base_url and path; if the record is missing, ${words}` }
  if (status === 429) return { code: 'response-limited', span: integration.at.value('base_url'), foreseeable: true, hint: retryHint(response) }
  if (status >= 500)
    return {
      code: 'response-failed',
      span: path,
      foreseeable: false,
      hint: status === 501 || status === 505 ? 'check method and path' : 'try again later; ask who runs the server',
    }
  if (status >= 300 && status < 400)
    return { code: 'response-redirect', span: integration.at.value('base_url'), foreseeable: false, hint: redirectHint(response) }
  if (status === 405)
    return { code: 'response-refused', span: tool.at.value('request', 'method'), foreseeable: false, hint: 'the path does not take this method' }
  return { code: 'response-refused', span: tool.at.key('request'), foreseeable: true, hint: `check what the request sends; or ${words}` }
}

function retryHint({ headers }: HttpResponse): string {
  const after = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]
  return after === undefined ? 'wait and try again' : `the server says to wait: Retry-After: ${printableLine(shorten(after, 40))}`
}

function redirectHint({ headers }: HttpResponse): string {
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return location === undefined
    ? 'check base_url'
    : `write the address where the API really is; the server points to ${printableLine(shorten(location, 120))}`
}

/** The server's own words, cut short, safe to print, without secrets. */
function wordsOf({ body }: HttpResponse, redact: Redact): string {
  const text = new TextDecoder().decode(body.subarray(0, 64 * 1024)).trim()
  if (/^<(!doctype|html)/i.test(text)) return 'an HTML page'
  const said = messageIn(parseJson(text)?.value) ?? text
  return printableLine(shorten(redact(said).replace(/\s+/g, ' ').trim(), 160))
}

/** Where the APIs of this world put the sentence for people. */
function messageIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!isJsonObject(value)) return undefined
  for (const key of ['message', 'error_description', 'description', 'detail', 'error', 'title']) {
    const said = messageIn(value[key])
    if (said !== undefined && said !== '') return said
  }
  return undefined
}

/** slowness says when an answer takes longer than a caller bears. */
export function slowness(milliseconds: number, span: Span): readonly Diagnostic[] {
  if (milliseconds <= bearableMilliseconds) return []
  const message = `the answer took ${(milliseconds / 1000).toFixed(1)} s; a caller bears about ${bearableMilliseconds / 1000} s of silence`
  return [diagnose('response-slow', { message, span, hint: 'ask for fewer fields, set pre_speech: force, or execution_audio' })]
}

const failureCodes: Readonly<Record<Failure['kind'], FixedCode>> = {
  'name-unknown': 'server-unreachable',
  refused: 'server-unreachable',
  reset: 'server-unreachable',
  other: 'server-unreachable',
  blocked: 'server-unreachable',
  interrupted: 'run-interrupted',
  timeout: 'server-timeout',
  tls: 'server-tls',
  'too-large': 'server-limit',
  'list-limit': 'server-limit',
  unauthorized: 'server-unauthorized',
  status: 'server-protocol',
  redirect: 'server-protocol',
  protocol: 'server-protocol',
  'list-broken': 'server-list-broken',
  'list-empty': 'server-list-empty',
}

const failureHints: Readonly<Partial<Record<Failure['kind'], string>>> = {
  'name-unknown': 'check the host name; is this machine online?',
  refused: 'nothing listens there: is the server running, and the port right?',
  reset: 'the server closed the connection; look at its log',
  timeout: 'raise timeout_seconds, or find out why the server is slow',
  tls: 'check the certificate of the server; it is never ignored',
  'too-large': 'ask the server for less: fields, per_page, limit',
  unauthorized: 'the credentials are wrong, expired or of another environment',
  redirect: 'write the address where the server really is',
  protocol: 'check that the address is that of an MCP server; transport: overrides what the address says',
  status: 'check the address',
  'list-broken': 'tell who runs the server; the lockfile stays as it is',
  'list-limit': 'tell who runs the server; the lockfile stays as it is',
  'list-empty': 'the lockfile stays as it is; check address and credentials',
}

/** CallPlace is what is known of the call that got no answer. */
export interface CallPlace {
  readonly timeoutAt: Span
  /** Whether it may have changed something before the answer was lost. */
  readonly mayChange: boolean
}

// From here on the request may have reached the server.
const afterSending: ReadonlySet<Failure['kind']> = new Set(['timeout', 'reset', 'interrupted', 'too-large', 'protocol', 'other'])

/** judgeFailure turns the lack of an answer into a diagnostic at the line that made the call. */
export function judgeFailure(integration: Integration, failure: Failure, redact: Redact, call?: CallPlace): Diagnostic {
  const { kind, detail } = failure
  const address = integration.at.value(integration.type === 'http' ? 'base_url' : 'url')
  const isCredential = kind === 'unauthorized' && integration.at.in('credentials').data !== undefined
  const span = isCredential ? integration.at.key('credentials') : kind === 'timeout' && call !== undefined ? call.timeoutAt : address
  const isUnknown = call?.mayChange === true && afterSending.has(kind)
  const message = `"${integration.name}": ${printableLine(shorten(redact(detail), 300))}${isUnknown ? '; the outcome is unknown: the change may have been made' : ''}`
  const own =
    integration.type === 'http' && kind === 'protocol'
      ? 'the server, or a proxy in between, breaks off or garbles its answer: look at its log'
      : failureHints[kind]
  const hint = isUnknown ? 'look on the server whether it was made before you try again' : own
  return diagnose(failureCodes[kind], { message, span, hint })
}
