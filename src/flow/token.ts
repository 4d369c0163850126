import {
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  ClientSecretBasic,
  customFetch,
  type CustomFetchOptions,
  processClientCredentialsResponse,
} from 'oauth4webapi'
import type { TokenRequest } from '../request/credentials.ts'
import { reveal, Secret } from '../world/secret.ts'
import type { Answer, Failure, HttpRequest, HttpResponse, Limits, TlsMaterial, World } from '../world/world.ts'

/** Granted is a token, or why there is none: no answer came, or one without a token that can be used. */
export type Granted =
  | { readonly ok: true; readonly token: string; readonly expiresInSeconds: number | undefined }
  | { readonly ok: false; readonly failure: Failure }
  | { readonly ok: false; readonly response: HttpResponse; readonly reason: string }

/** TokenAsked is a token request, with what bounds and secures it. */
export interface TokenAsked {
  readonly request: TokenRequest
  readonly limits: Limits
  readonly tls: TlsMaterial | undefined
}

/** fetchToken asks a token server for a token with client credentials (RFC 6749, 4.4). Where it may send to is for World and rules to say. */
export async function fetchToken({ http }: World, { request, limits, tls }: TokenAsked): Promise<Granted> {
  const { tokenUrl, clientId, clientSecret, scope } = request
  const server = { issuer: new URL(reveal(tokenUrl)).origin, token_endpoint: reveal(tokenUrl) }
  const client = { client_id: clientId.reveal() }
  const came: { answer?: Answer<HttpResponse> } = {}
  const send = async (_url: string, { method, headers, body }: CustomFetchOptions<'POST', URLSearchParams>): Promise<Response> => {
    const sent: HttpRequest = { method, url: tokenUrl, headers: hidden(headers, request), body: body.toString(), tls }
    came.answer = await http.send(sent, limits)
    if (!came.answer.ok) throw new Error(came.answer.failure.kind)
    return responseOf(came.answer.value)
  }
  const options = { [customFetch]: send, [allowInsecureRequests]: true }
  try {
    const parameters = new URLSearchParams(scope === undefined ? {} : { scope })
    const response = await clientCredentialsGrantRequest(server, client, ClientSecretBasic(clientSecret.reveal()), parameters, options)
    const { access_token, expires_in } = await processClientCredentialsResponse(server, client, response)
    return { ok: true, token: access_token, expiresInSeconds: expires_in }
  } catch (error) {
    const { answer } = came
    if (answer === undefined) throw error
    return answer.ok ? { ok: false, response: answer.value, reason: error instanceof Error ? error.message : '' } : answer
  }
}

/** The library writes the credentials into a header; they stay hidden there. */
function hidden(headers: Readonly<Record<string, string>>, { clientId, clientSecret }: TokenRequest): HttpRequest['headers'] {
  return Object.entries(headers)
    .filter(([name]) => name !== 'user-agent')
    .map(([name, value]) => [name, name === 'authorization' ? new Secret(`Basic ${clientId.label}:${clientSecret.label}`, value) : value])
}

// Statuses that Response takes no body with.
const bodiless = new Set([204, 205, 304])

/** Many token servers name another type than JSON, or none: what is in the body counts. */
function responseOf({ status, body }: HttpResponse): Response {
  return new Response(bodiless.has(status) ? null : new TextDecoder().decode(body), { status, headers: { 'content-type': 'application/json' } })
}
