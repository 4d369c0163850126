import { type HttpTool, isRepeatable } from '../model/tool.ts'
import { mayHaveArrived } from '../request/failure.ts'
import type { Answer, Failure, HttpRequest, HttpResponse, Limits, World } from '../world/world.ts'

/** Attempts is what sending a request came to, however often it was sent. */
export interface Attempts {
  /** The last answer; its time is that of all attempts, for that is what the caller waits. */
  readonly answer: Answer<HttpResponse>
  readonly count: number
  /** Why an earlier attempt got no answer although it may have reached the server: what it asked for may have been done. */
  readonly lost: Failure | undefined
}

/** Sending is a request and what is needed to send it again. */
export interface Sending {
  readonly tool: HttpTool
  readonly request: HttpRequest
  /** Its time is that of all attempts together. */
  readonly limits: Limits
  readonly onProgress: (text: string) => void
  /** The request with a new token, where credentials can be renewed: asked once, when the server refuses the old one. */
  readonly renew: ((milliseconds: number) => Promise<HttpRequest | undefined>) | undefined
}

/** sendAll sends a request, and again where the tool declares it and nothing can be carried out twice, never beyond the tool's time. */
export async function sendAll(world: World, { tool, request, limits, onProgress, renew }: Sending): Promise<Attempts> {
  const start = world.now()
  const passed = (): number => world.now() - start
  const left = (): number => limits.milliseconds - passed()
  const most = tool.retry !== undefined && isRepeatable(tool.request) ? tool.retry.attempts : 1
  let sent = request
  let isRenewed = false
  let lost: Failure | undefined
  for (let count = 1, again = 0; ; count += 1) {
    const before = passed()
    const answer = await world.http.send(sent, { ...limits, milliseconds: limits.milliseconds - before })
    const done = { answer: inAll(answer, { before, count, limits }), count, lost }
    if (answer.ok && answer.value.status === 401 && renew !== undefined && !isRenewed) {
      isRenewed = true
      onProgress('the server answered 401: fetching a new token …')
      const renewed = await renew(left())
      // Refused for its token, it was not carried out.
      if (renewed === undefined || left() <= 0) return done
      sent = renewed
      continue
    }
    const reason = again + 1 < most ? reasonToRepeat(tool, answer) : undefined
    if (reason === undefined) return done
    const pause = retryAfter(answer) ?? firstPause * 2 ** again
    if (pause >= left()) return done
    if (!answer.ok && mayHaveArrived(answer.failure)) lost ??= answer.failure
    again += 1
    onProgress(`${reason}: attempt ${again + 1} of ${most} in ${inWords(pause)} …`)
    await world.wait(pause)
    if (world.interrupted.aborted) return { answer: interrupted, count, lost }
    if (left() <= 0) return done
  }
}

const firstPause = 250
const interrupted: Answer<HttpResponse> = { ok: false, failure: { kind: 'interrupted', detail: 'the run was interrupted' } }

/** Why a request is worth another attempt; undefined when it is not. */
function reasonToRepeat({ retry }: HttpTool, answer: Answer<HttpResponse>): string | undefined {
  if (retry === undefined) return undefined
  if (answer.ok) return retry.on.includes(answer.value.status) ? `the server answered ${answer.value.status}` : undefined
  if (!retry.on.includes('connection')) return undefined
  if (answer.failure.kind === 'refused') return 'nothing accepted the connection'
  return answer.failure.kind === 'reset' ? 'the connection broke off' : undefined
}

/** How long the server says to wait. Its date is held against its own clock: ours may be another. */
function retryAfter(answer: Answer<HttpResponse>): number | undefined {
  if (!answer.ok) return undefined
  const header = (wanted: string): string => answer.value.headers.find(([name]) => name.toLowerCase() === wanted)?.[1].trim() ?? ''
  const after = header('retry-after')
  if (/^\d+$/.test(after)) return Number(after) * 1000
  const pause = Date.parse(after) - Date.parse(header('date'))
  return Number.isNaN(pause) ? undefined : Math.max(0, pause)
}

interface Course {
  readonly before: number
  readonly count: number
  readonly limits: Limits
}

function inAll(answer: Answer<HttpResponse>, { before, count, limits }: Course): Answer<HttpResponse> {
  if (answer.ok) return { ok: true, value: { ...answer.value, milliseconds: before + answer.value.milliseconds } }
  if (count === 1 || answer.failure.kind !== 'timeout') return answer
  return { ok: false, failure: { ...answer.failure, detail: `no complete answer came within ${inWords(limits.milliseconds)}, in ${count} attempts` } }
}

function inWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Math.round(milliseconds / 100) / 10} s`
}
