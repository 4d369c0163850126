import { secrets } from '../environment.ts'
import { basicCredentials } from '../http/credentials.ts'
import type { Answer, Call, Problem, Service } from '../http/service.ts'
import { isScope, lifetimeSeconds, scopes, type Tokens } from './tokens.ts'

/** Makes the token endpoint of the payments service: OAuth 2.0 client credentials, RFC 6749 section 4.4. */
export function createOauth(tokens: Tokens): Service {
  return {
    prefix: '/payments/oauth',
    problemBody: ({ status, message }: Problem) => ({
      error: status >= 500 ? 'server_error' : 'invalid_request',
      error_description: message,
    }),
    refuse: () => undefined,
    routes: [{ method: 'POST', path: '/token', accepts: 'form', answer: (call) => issueToken(tokens, call) }],
  }
}

function issueToken(tokens: Tokens, { headers, body }: Call): Answer {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams()
  const basic = basicCredentials(headers)
  const inForm = form.has('client_secret')
  if (basic && inForm) return refused(400, 'invalid_request', 'Send the client secret in one place only.')
  // RFC 6749 section 2.3.1: both halves are form-encoded before they go into the basic header.
  const id = basic ? formDecoded(basic.username) : form.get('client_id')
  const secret = basic ? formDecoded(basic.password) : form.get('client_secret')
  if (id !== secrets.paymentsClientId || secret !== secrets.paymentsClientSecret) {
    return refused(401, 'invalid_client', 'The client id or secret is wrong.', { 'WWW-Authenticate': 'Basic realm="payments"' })
  }
  const grant = form.get('grant_type')
  if (grant === null) return refused(400, 'invalid_request', 'grant_type is missing.')
  if (grant !== 'client_credentials') return refused(400, 'unsupported_grant_type', 'Only client_credentials works here.')
  const wanted = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
  const granted = wanted.filter(isScope)
  if (granted.length !== wanted.length) return refused(400, 'invalid_scope', `The scopes are ${scopes.join(' ')}.`)
  const given = granted.length > 0 ? granted : scopes
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: { access_token: tokens.issue(given), token_type: 'Bearer', expires_in: lifetimeSeconds, scope: given.join(' ') },
  }
}

function refused(status: number, error: string, description: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'Cache-Control': 'no-store', ...headers }, body: { error, error_description: description } }
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? ''
}
