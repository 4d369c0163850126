import { type JSONRPCMessage, SdkError, type Transport } from '@modelcontextprotocol/client'
import { limitText } from '../text/duration.ts'
import type { Failure, WantedInput } from '../world/world.ts'
import { wantedOf } from './mcp-input.ts'

/** Tap is a transport that also tells what went through it: the library strips and refuses, and this is where the raw answers still are. */
export interface Tap {
  readonly transport: Transport
  /** The raw result of the last request for a method; undefined when none came. */
  readonly lastResult: (method: string) => unknown
  /** What the server asked of us; the library refuses all of it, for no capability was declared. */
  readonly wanted: () => readonly WantedInput[]
  /** Forgets what the server asked of us. */
  readonly forget: () => void
}

/** TapOptions are whom a Tap tells. */
export interface TapOptions {
  /** Called when an answer that is waited for cannot come any more. */
  readonly fail: (failure: Failure) => void
  /** Most milliseconds for the answer to one request, a tool call apart; undefined: any. */
  readonly answering?: number | undefined
  /** Says what an error of the library means. */
  readonly explain: (error: unknown) => Failure
}

/** tapped puts a Tap on a transport. */
export function tapped(inner: Transport, { fail, explain, answering }: TapOptions): Tap {
  const waiting = new Map<string | number, string>()
  const asked = new Set<unknown>()
  const results = new Map<string, unknown>()
  const wanted: WantedInput[] = []
  let questions = 0
  let timer: NodeJS.Timeout | undefined
  // One is asked after the other: what is asked later shows that nobody waits for what was asked before. A tool call has a time of its own.
  const limitAnswer = (id: string | number): void => {
    clearTimeout(timer)
    const method = waiting.get(id)
    if (answering === undefined || method === 'tools/call') return
    const expire = (): void => {
      if (waiting.has(id)) fail({ kind: 'timeout', detail: `no complete answer to ${method} came within ${limitText(answering)}` })
    }
    timer = setTimeout(expire, answering).unref()
  }
  const transport: Transport = {
    start: () => inner.start(),
    close: () => inner.close(),
    send(message, options) {
      const id = noteRequest(message, { waiting, results })
      if (id !== undefined) {
        asked.add(id)
        limitAnswer(id)
      }
      const onRequestStreamEnd = () => {
        if (id !== undefined && waiting.has(id)) fail({ kind: 'protocol', detail: 'the server ended its answer without a result' })
      }
      return inner.send(message, { ...options, onRequestStreamEnd })
    },
    setProtocolVersion: (version) => inner.setProtocolVersion?.(version),
    get sessionId() {
      return inner.sessionId
    },
    // What marks a program as one.
    ...('pid' in inner && 'stderr' in inner ? { pid: inner.pid, stderr: inner.stderr } : {}),
    ...(inner.hasPerRequestStream === undefined ? {} : { hasPerRequestStream: inner.hasPerRequestStream }),
  }
  inner.onmessage = (message, extra) => {
    noteAnswer(message, { waiting, results })
    // The library passes over it, and waits.
    if (!('method' in message) && !asked.has(message.id)) return fail({ kind: 'protocol', detail: 'the server answers what was not asked of it' })
    if (isRequest(message)) {
      questions += 1
      // The library answers each one with a request of its own.
      if (questions > mostQuestions) return fail({ kind: 'protocol', detail: `the server asks more than ${mostQuestions} questions of its own` })
      if (message.method !== 'ping') wanted.push(wantedOf(message))
    }
    transport.onmessage?.(message, extra)
  }
  inner.onerror = (error) => {
    // The library's own errors are also thrown to whoever asked, and some are part of finding out what the server speaks.
    if (!(error instanceof SdkError)) fail(explain(error))
    transport.onerror?.(error)
  }
  inner.onclose = () => transport.onclose?.()
  return { transport, lastResult: (method) => results.get(method), wanted: () => wanted, forget: () => void (wanted.length = 0) }
}

const mostQuestions = 100

function isRequest(message: JSONRPCMessage): message is Extract<JSONRPCMessage, { method: string; id: unknown }> {
  return 'method' in message && 'id' in message
}

interface Notes {
  readonly waiting: Map<string | number, string>
  readonly results: Map<string, unknown>
}

function noteRequest(message: JSONRPCMessage, { waiting, results }: Notes): string | number | undefined {
  if (!isRequest(message)) return undefined
  waiting.set(message.id, message.method)
  results.delete(message.method)
  return message.id
}

function noteAnswer(message: JSONRPCMessage, { waiting, results }: Notes): void {
  if ('method' in message || message.id === undefined) return
  const method = waiting.get(message.id)
  waiting.delete(message.id)
  if (method !== undefined && 'result' in message) results.set(method, message.result)
}
