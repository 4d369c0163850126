import { setTimeout as pause } from 'node:timers/promises'
import { headerOf } from '../world/headers.ts'
import type { McpServer } from '../world/world.ts'
import { type Budget, readBody } from './http-body.ts'
import { Trouble } from './http-failure.ts'
import type { Quote } from './http-secrets.ts'
import type { WireAnswer, WireRequest } from './http-wire.ts'
import { isObject } from './mcp-object.ts'

/** ResponseOptions are what an answer is judged with. */
export interface ResponseOptions {
  readonly request: WireRequest
  readonly transport: McpServer['transport']
  readonly budget: Budget
  readonly quote: Quote
  /** Told of an answer that breaks while it is read. */
  readonly report: (error: unknown) => void
}

/** responseOf hands an answer to the protocol library; statuses that can only mean failure are thrown here, where they are still known. */
export async function responseOf(answer: WireAnswer, options: ResponseOptions): Promise<Response> {
  const { status } = answer
  // A legacy server may well answer 500 to a method that it does not know; what it answers to `initialize` then tells.
  if (status >= 500 && isProbe(options.request)) return emptied(answer, 400)
  if (status === 401) throw await refusal(answer, options, 'the server refused the credentials')
  if (status === 403) throw await refusal(answer, options, 'the server does not allow this')
  if (isLeftOpen(answer, options)) throw new Trouble({ kind: 'protocol', detail: 'the server takes the request, but gives no answer (status 202)' })
  const isForLibrary = status < 300 || (options.transport === 'streamable-http' && status < 500)
  if (!isForLibrary) throw await refusal(answer, options, `the server answered with status ${status}`)
  if (status === 204 || status === 205 || status === 304) return emptied(answer, status)
  const headers = answer.headers.map(([name, value]): [string, string] => [name, value])
  return new Response(streamOf(answer, options), { status, headers })
}

function isProbe(request: WireRequest): boolean {
  return messageIn(request)?.method === 'server/discover'
}

function messageIn({ body }: WireRequest): Readonly<Record<string, unknown>> | undefined {
  const message: unknown = body === undefined ? undefined : JSON.parse(body)
  return isObject(message) ? message : undefined
}

/** isReply tells whether a request carries our answer to a question of the server. */
export function isReply(request: WireRequest): boolean {
  const message = messageIn(request)
  return message !== undefined && message.method === undefined
}

// Only over HTTP+SSE the answer comes by another way.
function isLeftOpen({ status }: WireAnswer, { request, transport }: ResponseOptions): boolean {
  if (status !== 202 || transport === 'sse') return false
  const message = messageIn(request)
  return message?.method !== undefined && message.id !== undefined
}

function emptied(answer: WireAnswer, status: number): Response {
  answer.body.destroy()
  return new Response(null, { status })
}

async function refusal(answer: WireAnswer, { budget, quote }: ResponseOptions, said: string): Promise<Trouble> {
  const words = await firstWords(answer, budget)
  const { status } = answer
  const kind = status === 401 || status === 403 ? 'unauthorized' : 'status'
  return new Trouble({ kind, status, detail: words === '' ? said : `${said}: ${quote(words)}` })
}

// Only what is there at once: the status is known already, and the rest may never come. A page of HTML says nothing in 200 characters.
async function firstWords(answer: WireAnswer, budget: Budget): Promise<string> {
  if (!/^(text\/plain|application\/([\w.-]+\+)?json)\b/.test(headerOf(answer.headers, 'content-type') ?? '')) return ''
  const chunk = readBody(answer, budget)
    .next()
    .catch(() => undefined)
  const first = await Promise.race([chunk, pause(500, undefined, { ref: false })])
  answer.body.destroy()
  return first === undefined || first.done === true ? '' : Buffer.from(first.value).toString()
}

function streamOf(answer: WireAnswer, { budget, report }: ResponseOptions): ReadableStream<Uint8Array> {
  const chunks = readBody(answer, budget)
  let isCancelled = false
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        if (!isCancelled) report(error)
        controller.error(error)
      }
    },
    cancel() {
      isCancelled = true
      answer.body.destroy()
    },
  })
}
