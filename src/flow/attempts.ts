import { type HttpTool, isRepeatable } from '../model/tool.ts'
import { mayHaveArrived } from '../request/failure.ts'
import { durationText } from '../text/duration.ts'
import { headerOf } from '../world/headers.ts'
import type { Answer, Failure, HttpRequest, HttpResponse, Limits, World } from '../world/world.ts'

/** Attempts is what sending a request came to, however often it was sent. */
export interface Attempts {
  /** The last answer; its time is that of all attempts, for that is what the caller waits. */
  readonly answer: Answer<HttpResponse>
  readonly count: number
  /** What each of them came to, in their order; its time is its own. */
  readonly each: readonly OneAttempt[]
  /** Why an earlier attempt got no answer although it may have reached the server: what it asked for may have been done. */
  readonly lost: Failure | undefined
}

/** OneAttempt is one sending of a request. */
export interface OneAttempt {
  readonly answer: Answer<HttpResponse>
  readonly milliseconds: number
  /** How long after the first it was sent. */
  readonly after: number
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
export function sendAll(world: World, sending: Sending): Promise<Attempts> {
  return new Course(world, sending).run()
}

const firstPause = 250

class Course {
  private readonly world: World
  private readonly sending: Sending
  private readonly start: number
  /** How often it may be sent for what `retry` says. */
  private readonly most: number
  private request: HttpRequest
  private count = 0
  private retries = 0
  private isRenewed = false
  private lost: Failure | undefined
  private readonly each: OneAttempt[] = []

  constructor(world: World, sending: Sending) {
    const { tool, request } = sending
    this.world = world
    this.sending = sending
    this.start = world.now()
    this.most = tool.retry !== undefined && isRepeatable(tool.request) ? tool.retry.attempts : 1
    this.request = request
  }

  async run(): Promise<Attempts> {
    for (;;) {
      const answer = await this.send()
      const isAgain = this.isRefusedToken(answer) ? await this.renew() : await this.pauseAfter(answer)
      if (!isAgain) return { answer, count: this.count, each: this.each, lost: this.lost }
      if (this.world.interrupted.aborted) return { answer: interruptedAfter(answer), count: this.count, each: this.each, lost: this.lost }
    }
  }

  private left(): number {
    return this.sending.limits.milliseconds - this.passed()
  }

  private passed(): number {
    return this.world.now() - this.start
  }

  private async send(): Promise<Answer<HttpResponse>> {
    const { limits } = this.sending
    const before = this.count === 0 ? 0 : this.passed()
    this.count += 1
    const answer = await this.world.http.send(this.request, { ...limits, milliseconds: Math.ceil(limits.milliseconds - before) })
    const known = answer.ok ? answer.value.milliseconds : answer.failure.milliseconds
    this.each.push({ answer, milliseconds: known ?? this.passed() - before, after: before })
    return inAll(answer, before, this.count)
  }

  /** Refused for its token, a request was not carried out, whatever it asks for. */
  private isRefusedToken(answer: Answer<HttpResponse>): boolean {
    return answer.ok && answer.value.status === 401 && this.sending.renew !== undefined && !this.isRenewed
  }

  private async renew(): Promise<boolean> {
    this.isRenewed = true
    this.sending.onProgress('the server answered 401: fetching a new token …')
    const renewed = await this.sending.renew?.(this.left())
    if (renewed === undefined || this.left() <= 0) return false
    this.request = renewed
    return true
  }

  /** Waits before a further attempt, where there is to be one. */
  private async pauseAfter(answer: Answer<HttpResponse>): Promise<boolean> {
    const reason = this.retries + 1 < this.most ? reasonToRepeat(this.sending.tool, answer) : undefined
    const pause = retryAfter(answer) ?? firstPause * 2 ** this.retries
    if (reason === undefined || pause >= this.left()) return false
    if (!answer.ok && mayHaveArrived(answer.failure)) this.lost ??= answer.failure
    this.retries += 1
    this.sending.onProgress(`${reason}: attempt ${this.retries + 1} of ${this.most} in ${durationText(pause)} …`)
    await this.world.wait(pause)
    return this.left() > 0
  }
}

/** Interrupted in a pause: what was never sent cannot have been carried out. */
function interruptedAfter(answer: Answer<HttpResponse>): Answer<HttpResponse> {
  const isUnsent = !answer.ok && !mayHaveArrived(answer.failure)
  return { ok: false, failure: { kind: 'interrupted', detail: 'the run was interrupted', ...(isUnsent ? { phase: 'connect' } : {}) } }
}

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
  const header = (wanted: string): string => headerOf(answer.value.headers, wanted)?.trim() ?? ''
  const after = header('retry-after')
  if (/^\d+$/.test(after)) return Number(after) * 1000
  const pause = Date.parse(after) - Date.parse(header('date'))
  return Number.isNaN(pause) ? undefined : Math.max(0, pause)
}

/** The time of all attempts, and which of them failed. */
function inAll(answer: Answer<HttpResponse>, before: number, count: number): Answer<HttpResponse> {
  if (answer.ok) return { ok: true, value: { ...answer.value, milliseconds: before + answer.value.milliseconds } }
  if (count === 1) return answer
  const { failure } = answer
  const { partial, milliseconds } = failure
  const time = milliseconds === undefined ? {} : { milliseconds: before + milliseconds }
  const rest = partial === undefined ? {} : { partial: { ...partial, milliseconds: before + partial.milliseconds } }
  return { ok: false, failure: { ...failure, ...time, ...rest, detail: `${failure.detail}, in attempt ${count}` } }
}
