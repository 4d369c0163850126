import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { parseJson } from '../json/parse.ts'
import { isJsonObject } from '../json/schema.ts'
import type { Integration } from '../model/integration.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Failure, HttpResponse } from '../world/world.ts'
import { judgeFailure } from './failure.ts'
import type { Redact } from './redact.ts'

/** judgeToken says why the answer of a token server holds no token, at the line to blame. `reason` is why it cannot be used where it is no refusal. */
export function judgeToken(integration: Integration, { response, reason }: { response: HttpResponse; reason: string }, redact: Redact): Diagnostic {
  const { status } = response
  const quote = (text: unknown): string => (typeof text === 'string' ? printableLine(shorten(redact(text).replace(/\s+/g, ' ').trim(), 160)) : '')
  const answer = jsonIn(response)
  const error = quote(answer['error'])
  const description = quote(answer['error_description'])
  const said = [error, description].filter((words) => words !== '').join(': ')
  const words = said === '' ? '' : `: ${said}`
  const place = placeOf(integration, error)
  const refused = (what: string, { span, hint }: Place): Diagnostic =>
    diagnose('response-unauthorized', { message: `the token server refused ${what} (status ${status})${words}`, span, hint })
  if (place !== undefined) return refused(place.what, place)
  if (status === 400 || status === 401 || status === 403) {
    const hint = 'check that both belong to this server and have not been replaced'
    return refused('the client id and secret', { span: integration.at.key('credentials'), hint })
  }
  const isMissing = status !== 200 || typeof answer['access_token'] !== 'string' || answer['access_token'] === ''
  const message = isMissing
    ? `the token server answered with status ${status} and no access_token${words}`
    : `the token that the server hands out cannot be used: ${quote(reason)}`
  return diagnose('server-protocol', { message, span: integration.at.value('credentials', 'token_url'), hint: 'check token_url' })
}

// A tool, and an MCP server, set no time for it, and nothing can be left out of a token.
const hints: Readonly<Partial<Record<Failure['kind'], string>>> = {
  timeout: 'find out why the token server is slow; it has this time for every tool, and timeout_seconds does not count for it',
  'too-large': 'check token_url: no token is that large',
  protocol: 'check token_url, or look at the log of the token server',
}

/** judgeTokenFailure says why no answer came from the token server. */
export function judgeTokenFailure(integration: Integration, failure: Failure, redact: Redact): Diagnostic {
  const judged = judgeFailure(integration, failure, redact)
  const hint = hints[failure.kind]
  return { ...judged, span: integration.at.value('credentials', 'token_url'), ...(hint === undefined ? {} : { hint }) }
}

interface Place {
  readonly span: Span
  readonly hint: string
}

/** The errors of RFC 6749, section 5.2, that are not about id and secret. */
function placeOf({ at }: Integration, error: string): (Place & { readonly what: string }) | undefined {
  switch (error) {
    case 'invalid_scope':
      return at.in('credentials', 'scope').data === undefined
        ? { what: 'a request without scope', span: at.key('credentials'), hint: 'name the scopes that the API needs under scope' }
        : { what: 'the scope', span: at.value('credentials', 'scope'), hint: 'ask for scopes that this client was given' }
    case 'unauthorized_client':
      return {
        what: 'this way to a token for the client',
        span: at.value('credentials', 'client_id'),
        hint: 'allow the client the grant client_credentials on the token server',
      }
    case 'unsupported_grant_type':
      return {
        what: 'client credentials',
        span: at.value('credentials', 'token_url'),
        hint: 'check that token_url is the address that hands out tokens',
      }
    // Among them those of servers that want more than RFC 6749 asks for, such as an audience.
    case 'invalid_request':
    case 'invalid_target':
      return { what: 'the request', span: at.value('credentials', 'token_url'), hint: 'check token_url and scope against what the server says' }
    default:
      return undefined
  }
}

function jsonIn({ body }: HttpResponse): Readonly<Record<string, unknown>> {
  const answer = parseJson(new TextDecoder().decode(body))?.value
  return isJsonObject(answer) ? answer : {}
}
