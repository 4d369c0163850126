import type { HttpIntegration } from '../model/integration.ts'
import { type HttpTool, mayChange } from '../model/tool.ts'
import { buildRequest } from '../request/build.ts'
import { needsToken, type Proof, proofOf, withCredentials } from '../request/credentials.ts'
import type { Values } from '../request/fill.ts'
import { judgeFailure, judgeResponse } from '../request/judge.ts'
import { type Redact, redactDiagnostic, redactor } from '../request/redact.ts'
import { joined, reveal, Secret, shown } from '../world/secret.ts'
import type { HttpRequest, HttpResponse, World } from '../world/world.ts'
import { resolveProof } from './connection.ts'
import { hasErrors } from './outcome.ts'
import type { Attempt, Permissions, Prepared, ShownRequest, ShownResponse } from './tried.ts'

interface HttpCall {
  readonly integration: HttpIntegration
  readonly tool: HttpTool
  readonly values: Values
  readonly permissions: Permissions
}

// More than an agent can use and less than hurts: the answer of a tool goes into a conversation.
const mostBytes = 8 * 1024 * 1024

/** prepareHttp builds the request of an HTTP tool with its credentials. The token that some credentials need is fetched only when sending. */
export async function prepareHttp(world: World, call: HttpCall): Promise<Prepared> {
  const { integration, tool, values } = call
  const built = buildRequest(integration, tool, values)
  const proof = proofOf(integration, values.environment)
  // Both are asked, so that everything missing is told at once.
  if (!built.ok || !proof.ok) return { ok: false, diagnostics: [...(built.ok ? [] : built.diagnostics), ...(proof.ok ? [] : proof.diagnostics)] }
  const preview = needsToken(proof.value) ? tokenToCome : proof.value
  const request = shownRequest(withCredentials(built.request, preview), call.permissions)
  const send = async (): Promise<Attempt> => {
    const ready = await resolveProof(world, integration, values.environment)
    if (!ready.ok) return { verdict: 'no-answer', response: undefined, heard: undefined, diagnostics: ready.diagnostics }
    const redact = call.permissions.reveal ? (text: string) => text : redactor([...built.secrets, ...ready.value.secrets])
    return sendHttp(world, call, withCredentials(built.request, ready.value), redact)
  }
  return { ok: true, value: { request, send } }
}

const tokenToCome: Proof = { headers: [['Authorization', joined(['Bearer ', new Secret('$ACCESS_TOKEN', '')])]], query: [], secrets: [] }

async function sendHttp(world: World, { integration, tool, permissions }: HttpCall, request: HttpRequest, redact: Redact): Promise<Attempt> {
  const answer = await world.http.send(request, {
    milliseconds: tool.timeoutSeconds * 1000,
    bytes: mostBytes,
    addresses: permissions.allowPrivate ? 'any' : 'declared',
  })
  if (!answer.ok) {
    const timeoutAt = tool.at.in('timeout_seconds').data === undefined ? tool.at.key() : tool.at.value('timeout_seconds')
    return {
      verdict: 'no-answer',
      response: undefined,
      heard: undefined,
      diagnostics: [judgeFailure(integration, answer.failure, redact, { timeoutAt, mayChange: mayChange(tool.request.method) })],
    }
  }
  const { heard, heardFrom, diagnostics } = judgeResponse(integration, tool, answer.value, redact)
  return {
    verdict: hasErrors(diagnostics) ? 'fails' : 'works',
    response: shownResponse(answer.value, tool.timeoutSeconds, redact),
    heard: { from: heardFrom, value: redacted(heard, redact) },
    diagnostics: diagnostics.map((diagnostic) => redactDiagnostic(diagnostic, redact)),
  }
}

function shownRequest(sent: HttpRequest, permissions: Permissions): ShownRequest {
  const { method, url, headers, body } = sent
  const show = permissions.reveal ? reveal : shown
  return {
    method,
    url: show(url),
    headers: headers.map(([name, value]) => [name, show(value)]),
    body: body === undefined ? undefined : show(body),
    sent,
  }
}

function shownResponse(response: HttpResponse, timeoutSeconds: number, redact: Redact): ShownResponse {
  const { status, headers, body, milliseconds, phases = [], redirects = [] } = response
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return {
    status,
    type: redact(type),
    headers: headers.map(([name, value]) => [redact(name), redact(value)]),
    bytes: body.byteLength,
    body: redact(new TextDecoder().decode(body)),
    milliseconds: Math.round(milliseconds),
    timeoutSeconds,
    phases,
    redirects: redirects.map((address) => redact(reveal(address))),
    attempts: 1,
  }
}

/** redacted takes secrets out of every text inside a value that came from outside, keys included. */
export function redacted(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redacted(item, redact)]))
}
