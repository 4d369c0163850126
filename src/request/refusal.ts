import { diagnose, type FixedCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import { type HttpTool, mayChange } from '../model/tool.ts'
import { headerOf } from '../world/headers.ts'
import type { HttpResponse } from '../world/world.ts'
import { type Blame, quoted, type Refused } from './blame.ts'
import { fieldPlace } from './field-place.ts'
import type { Redact } from './redact.ts'
import { redirection } from './redirection.ts'
import { type Said, saidBy } from './said.ts'

/** refusal tells why a server refused a call, and what to do next; nothing when the file has words for it that the agent can say. */
export function refusal(refused: Refused, redact: Redact): readonly Diagnostic[] {
  const { tool, response } = refused
  const said = saidBy(response, redact)
  const { code, span, hint, foreseeable } = blameFor(refused, said)
  if (foreseeable && tool.response.errors.has(response.status)) return []
  const fields = said.fields.map(({ name, words }) => `${name}: ${words}`)
  // Stripe and others say of the one field what they say of the whole.
  const isRepeated = said.fields.some(({ words }) => words === said.words)
  const sentence = fields.length === 0 ? said.words : isRepeated ? '' : said.words.replace(/\.$/, '')
  const words = [sentence, ...fields].filter((part) => part !== '').join('; ')
  const [first, ...others] = said.fields.flatMap(({ name, words: label }): readonly Place[] => {
    const place = fieldPlace(tool, name)
    return place === undefined ? [] : [{ span: place, label }]
  })
  const message = `the server answered ${response.status}${words === '' ? '' : `: ${words}`}`
  return [diagnose(code, { message, span: first?.span ?? span, hint, ...(others.length === 0 ? {} : { related: others }) })]
}

function blameFor(refused: Refused, said: Said): Blame {
  const { integration, tool, response } = refused
  const { status } = response
  if (status >= 300 && status < 400) return redirection(refused)
  if (status === 401 || status === 403) return { ...credentialsBlame(refused, said), span: integration.at.key('credentials'), foreseeable: false }
  if (status >= 500) return { code: 'response-failed', span: tool.at.value('request', 'path'), foreseeable: false, hint: failureHint(refused) }
  const [code, steps, hint] = clientErrors[status]?.(refused, said) ?? ['response-refused', ['request'], 'check what the request sends']
  const isForeseeable = !unforeseeable.has(status)
  const words = isForeseeable ? `; or say under response.errors what the agent hears on ${status}` : ''
  const span = steps === 'address' ? integration.at.value('base_url') : steps.length === 1 ? tool.at.key(...steps) : tool.at.value(...steps)
  return { code, span, foreseeable: isForeseeable, hint: `${hint}${words}` }
}

// The request itself is wrong, whatever the agent filled in.
const unforeseeable = new Set([405, 406, 407, 411, 415, 421, 426, 431])

type ClientError = (refused: Refused, said: Said) => readonly [code: FixedCode, at: readonly string[] | 'address', hint: string]

const clientErrors: Readonly<Record<number, ClientError>> = {
  404: ({ tool }, said) => ['response-not-found', ['request', 'path'], notFoundHint(tool, said)],
  405: ({ response, tool }) => {
    const allowed = headerOf(response.headers, 'allow')
    const hint = allowed === undefined ? `the path does not take ${tool.request.method}` : `the path takes ${quoted(allowed)}`
    return ['response-refused', ['request', 'method'], hint]
  },
  406: () => ['response-refused', ['request'], 'the server cannot answer in the type that the Accept header asks for'],
  407: () => ['response-refused', 'address', 'a proxy between wants credentials: HTTPS_PROXY=http://user:password@host:port'],
  409: () => ['response-refused', ['request'], 'the record is in a state that does not allow this'],
  410: () => ['response-not-found', ['request', 'path'], 'what was there has been removed for good'],
  413: () => ['response-refused', ['request'], 'the body is larger than the server takes'],
  414: () => ['response-refused', ['request', 'path'], 'the address is longer than the server takes: send less in the query'],
  415: (refused) => ['response-refused', ['request'], mediaHint(refused)],
  429: ({ response, tool }) => ['response-limited', 'address', limitHint(tool, response)],
}

/** A path without values can only be wrong itself; with values, a server that knows the path says so in the language of its API. */
function notFoundHint({ request }: HttpTool, { isPage, words }: Said): string {
  const hasValue = request.holes.some(({ in: { where } }) => where === 'path')
  if (!hasValue) return 'check base_url and path: the path holds no value of the call, so it is the path itself that is not there'
  if (isPage || words === '') return 'check base_url and path: no API speaks in this answer, so it is most likely the path that is not there'
  return 'the record is missing, or base_url and path are wrong'
}

function credentialsBlame({ integration, response }: Refused, said: Said): Pick<Blame, 'code' | 'hint'> {
  const { type } = integration.credentials
  if (said.isPage && response.status === 403)
    return { code: 'response-forbidden', hint: 'a page answers in place of the API: a firewall, or a proxy, does not let this machine through' }
  if (response.status === 403) return { code: 'response-forbidden', hint: `give these credentials the right to this call${scopeHint(response)}` }
  if (type === 'none') return { code: 'response-unauthorized', hint: 'the integration has no credentials: add them' }
  const asked = /^[A-Za-z-]+/.exec(headerOf(response.headers, 'www-authenticate') ?? '')?.[0]?.toLowerCase()
  const sent = type === 'basic' ? 'basic' : type === 'bearer' || type === 'oauth2_client_credentials' ? 'bearer' : undefined
  const hint =
    asked !== undefined && sent !== undefined && asked !== sent && (asked === 'basic' || asked === 'bearer')
      ? `the server asks for ${asked} credentials, and ${sent} ones were sent: change credentials.type`
      : 'the credentials are wrong, expired or of another environment'
  return { code: 'response-unauthorized', hint }
}

function scopeHint(response: HttpResponse): string {
  const scope = /scope="([^"]*)"/i.exec(headerOf(response.headers, 'www-authenticate') ?? '')?.[1]
  return scope === undefined ? '' : `; the server wants the scope ${quoted(scope)}`
}

function mediaHint({ integration, tool, response }: Refused): string {
  if (tool.request.body === undefined && tool.request.form === undefined)
    return 'nothing was sent as a body: the API may want a Content-Type header all the same, or a body'
  const own = headerOf([...tool.request.headers, ...integration.headers], 'content-type')
  const sent = own ?? (tool.request.form === undefined ? 'application/json' : 'application/x-www-form-urlencoded')
  const accepted = headerOf(response.headers, 'accept-post') ?? headerOf(response.headers, 'accept-patch') ?? headerOf(response.headers, 'accept')
  if (accepted !== undefined) return `the body was sent as ${quoted(sent)}; the server takes ${quoted(accepted)}`
  const other = tool.request.form === undefined ? 'an API that wants a form takes it under form:' : 'an API that wants JSON takes it under body:'
  return `the body was sent as ${quoted(sent)}, which the server does not take; ${other}`
}

function failureHint({ tool, response }: Refused): string {
  const { status } = response
  if (status === 501 || status === 505) return 'check method and path'
  if (mayChange(tool.request.method)) return 'look on the server whether the change was made before you try again'
  // What is repeated unless the file says otherwise: a server that fails for good fails again.
  const isMomentary = status === 502 || status === 503 || status === 504
  const again = waitHint(response) ?? `try again later${isMomentary ? retryAdvice(tool) : ''}`
  return status === 502 || status === 504 ? `the server behind the one that answered is down or slow: ${again}` : `${again}; ask who runs the server`
}

/** A pause that the tool's time does not hold is no pause for a caller either. */
function limitHint(tool: HttpTool, response: HttpResponse): string {
  const wait = waitHint(response)
  if (wait === undefined) return `wait and try again${retryAdvice(tool)}`
  const seconds = Number(headerOf(response.headers, 'retry-after'))
  const isTooLong = tool.retry !== undefined && seconds >= tool.timeoutSeconds
  return isTooLong ? `${wait}, which is longer than timeout_seconds, so it was not sent again` : wait
}

function waitHint(response: HttpResponse): string | undefined {
  const after = headerOf(response.headers, 'retry-after')
  if (after === undefined) return undefined
  return `the server says to wait: Retry-After: ${quoted(after)}${/^\d+$/.test(after.trim()) ? ' s' : ''}`
}

/** Whoever reads this has seen one failure of a moment; callers will hear the next ones. */
function retryAdvice({ retry, request }: HttpTool): string {
  return retry !== undefined || mayChange(request.method) ? '' : '; retry: { attempts: 2 } has the agent try once more'
}
