import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import type { HttpIntegration } from '../model/integration.ts'
import { type HttpTool, mayChange } from '../model/tool.ts'
import { buildRequest } from '../request/build.ts'
import { proofOf, withCredentials } from '../request/credentials.ts'
import { judgeFailure, mayHaveArrived } from '../request/failure.ts'
import type { Values } from '../request/fill.ts'
import { withIdempotencyKey } from '../request/idempotency.ts'
import { judgeResponse } from '../request/judge.ts'
import { type Redact, redactDiagnostic, redacted, redactor } from '../request/redact.ts'
import type { Secret } from '../world/secret.ts'
import type { Failure, HttpRequest, HttpResponse, World } from '../world/world.ts'
import { type Attempts, type OneAttempt, sendAll } from './attempts.ts'
import { type Means, renewProof, resolveProof } from './connection.ts'
import { withSources } from './environment.ts'
import { hasErrors } from './outcome.ts'
import { readTlsFiles } from './tls-files.ts'
import { shownRequest, shownResponse } from './shown.ts'
import type { Attempt, Permissions, Prepared, Send, ShownAttempt, ShownResponse } from './tried.ts'

interface HttpCall {
  readonly integration: HttpIntegration
  readonly tool: HttpTool
  readonly values: Values
  readonly permissions: Permissions
  readonly idempotencyKey?: string | undefined
}

// More than an agent can use and less than hurts: the answer of a tool goes into a conversation.
const mostBytes = 8 * 1024 * 1024

/**
 * prepareHttp builds the request of an HTTP tool with its credentials and certificates. The token that some credentials need is fetched only when
 * sending.
 */
export async function prepareHttp(world: World, call: HttpCall): Promise<Prepared> {
  const { integration, tool, values } = call
  const built = buildRequest(integration, tool, values)
  const proof = proofOf(integration, values.environment, values.standIns)
  // What is only shown needs no files.
  const tls = values.standIns || integration.tls === undefined ? noFiles : readTlsFiles(world, integration, values.environment)
  // All are asked, so that everything missing is told at once.
  if (!built.ok || !proof.ok || !tls.ok) return { ok: false, diagnostics: [built, proof, tls].flatMap((part) => (part.ok ? [] : part.diagnostics)) }
  const keyed = (): HttpRequest => withIdempotencyKey({ ...built.request, tls: tls.value }, tool.request, () => call.idempotencyKey ?? world.uuid())
  const first = keyed()
  let sends = 0
  const send: Send = async (onProgress = () => undefined) => {
    sends += 1
    const carried = { call, request: sends === 1 ? first : keyed(), secrets: built.secrets, onProgress }
    const attempt = await sendHttp(world, carried)
    return { ...attempt, diagnostics: withSources(attempt.diagnostics, integration, values.environment) }
  }
  return { ok: true, value: { request: shownRequest({ ...call, request: first, proof: proof.value }), send } }
}

const noFiles: ReturnType<typeof readTlsFiles> = { ok: true, value: undefined }

interface Carried {
  readonly call: HttpCall
  /** Without what proves who is asking. */
  readonly request: HttpRequest
  readonly secrets: readonly Secret[]
  readonly onProgress: (text: string) => void
}

async function sendHttp(world: World, { call, request, secrets, onProgress }: Carried): Promise<Attempt> {
  const { integration, tool, values, permissions } = call
  const means: Means = { tls: request.tls, addresses: permissions.allowPrivate ? 'any' : 'declared' }
  const resolved = await resolveProof(world, integration, values.environment, means)
  if (!resolved.ok) return { ...nothing, verdict: 'no-answer', diagnostics: resolved.diagnostics }
  const proofs = [resolved.value]
  const renew = async (milliseconds: number): Promise<HttpRequest | undefined> => {
    const proof = await renewProof(world, integration, values.environment, { proof: resolved.value, means, milliseconds })
    if (proof !== undefined) proofs.push(proof)
    return proof === undefined ? undefined : withCredentials(request, proof)
  }
  const limits = { milliseconds: tool.timeoutSeconds * 1000, bytes: mostBytes, addresses: means.addresses }
  const isToken = integration.credentials.type === 'oauth2_client_credentials'
  const sending = { tool, request: withCredentials(request, resolved.value), limits, onProgress, renew: isToken ? renew : undefined }
  const attempts = await sendAll(world, sending)
  const redact = permissions.reveal ? (text: string) => text : redactor([...secrets, ...proofs.flatMap((proof) => proof.secrets)])
  return withKey(judgeAttempts(call, attempts, redact), request, tool)
}

const nothing = { response: undefined, heard: undefined } as const

function judgeAttempts({ integration, tool, permissions: { reveal } }: HttpCall, { answer, count, each, lost }: Attempts, redact: Redact): Attempt {
  const isChange = mayChange(tool.request.method)
  const judge = (failure: Failure): Diagnostic => judgeFailure(integration, failure, redact, { timeoutAt: timeoutAt(tool), mayChange: isChange })
  const show = (value: HttpResponse, isPartial = false): ShownResponse => shownResponse(value, { tool, count, reveal, isPartial }, redact)
  const attempts = each.length < 2 ? undefined : each.map((one) => shownAttempt(one, show))
  if (!answer.ok) {
    // What an earlier attempt may have done counts more than that a later one did not get through.
    const failure = isChange && lost !== undefined && !mayHaveArrived(answer.failure) ? lost : answer.failure
    const { partial, milliseconds, phases = [] } = answer.failure
    const isSent = each.some((one) => one.answer.ok || mayHaveArrived(one.answer.failure))
    return {
      ...nothing,
      verdict: isChange && mayHaveArrived(failure) ? 'unknown' : 'no-answer',
      response: partial === undefined ? undefined : show(partial, true),
      course: { milliseconds, phases, timeoutSeconds: tool.timeoutSeconds, isSent },
      attempts,
      diagnostics: [judge(failure)],
    }
  }
  const { heard, heardFrom, diagnostics } = judgeResponse(integration, tool, answer.value, redact, pausesOf(each, answer.value))
  const isUnknown = isChange && lost !== undefined && hasErrors(diagnostics)
  return {
    verdict: isUnknown ? 'unknown' : hasErrors(diagnostics) ? 'fails' : 'works',
    response: show(answer.value),
    attempts,
    heard: { from: heardFrom, value: redacted(heard, redact) },
    diagnostics: [...(isUnknown ? [judge(lost)] : []), ...diagnostics.map((diagnostic) => redactDiagnostic(diagnostic, redact))],
  }
}

/** What may have been carried out can be sent again under its key: the server then makes it once. */
function withKey(attempt: Attempt, { headers }: HttpRequest, { request: { idempotencyHeader } }: HttpTool): Attempt {
  const key = headers.find(([name]) => name === idempotencyHeader)?.[1]
  if (attempt.verdict !== 'unknown' || typeof key !== 'string') return attempt
  const hint = `send it again with --idempotency-key ${key}: the server then makes it once at most, or look there whether it was made`
  const [first, ...others] = attempt.diagnostics
  return { ...attempt, diagnostics: first === undefined ? [] : [{ ...first, hint }, ...others] }
}

/** How much of the time of several attempts passed between them. */
function pausesOf(each: Attempts['each'], { milliseconds }: HttpResponse): number {
  return milliseconds - each.reduce((sum, one) => sum + one.milliseconds, 0)
}

function shownAttempt({ answer, milliseconds, after }: OneAttempt, show: (value: HttpResponse, isPartial?: boolean) => ShownResponse): ShownAttempt {
  const partial = answer.ok ? undefined : answer.failure.partial
  const response = answer.ok ? show(answer.value) : partial === undefined ? undefined : show(partial, true)
  return { status: response?.status, failure: answer.ok ? undefined : answer.failure.kind, milliseconds: Math.round(milliseconds), after, response }
}

function timeoutAt({ at }: HttpTool): Span {
  return at.in('timeout_seconds').data === undefined ? at.key() : at.value('timeout_seconds')
}
