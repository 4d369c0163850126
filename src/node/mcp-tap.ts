import { type JSONRPCMessage, SdkError, type Transport } from '@modelcontextprotocol/client'
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
  /** Says what an error of the library means. */
  readonly explain: (error: unknown) => Failure
}

/** tapped puts a Tap on a transport. */
export function tapped(inner: Transport, { fail, explain }: TapOptions): Tap {
  const waiting = new Map<string | number, string>()
  const results = new Map<string, unknown>()
  const wanted: WantedInput[] = []
  let questions = 0
  const transport: Transport = {
    start: () => inner.start(),
    close: () => inner.close(),
    send(message, options) {
      const id = noteRequest(message, { waiting, results })
      const onRequestStreamEnd = () => {
        if (id !== undefined && waiting.has(id)) fail({ kind: 'protocol', detail: 'the server ended its answer without a result' })
      }
      return inner.send(message, { ...options, onRequestStreamEnd })
    },
    setProtocolVersion: (version) => inner.setProtocolVersion?.(version),
    get sessionId() {
      return inner.sessionId
    },
    ...(inner.hasPerRequestStream === undefined ? {} : { hasPerRequestStream: inner.hasPerRequestStream }),
  }
  inner.onmessage = (message, extra) => {
    noteAnswer(message, { waiting, results })
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
