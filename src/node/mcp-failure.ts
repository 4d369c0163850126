import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError, SseError } from '@modelcontextprotocol/client'
import type { Failure } from '../world/world.ts'
import { codeOf, failureOf, Trouble } from './http-failure.ts'
import type { Quote } from './http-secrets.ts'
import { isObject } from './mcp-object.ts'

/** failureOfMcp says what an error of the protocol library means, by its class and code. */
export function failureOfMcp(error: unknown, quote: Quote): Failure {
  if (error instanceof Trouble) return error.failure
  if (error instanceof ProtocolError)
    return { kind: 'protocol', code: 'RPC_ERROR', detail: `the server answered with error ${error.code}: ${quote(error.message)}` }
  if (error instanceof SdkHttpError) return ofStatus(error, quote)
  if (error instanceof SdkError) return ofLibrary(error, quote)
  if (error instanceof SseError && error.code === undefined) return { kind: 'reset', detail: 'the server ended its event stream' }
  if (!(error instanceof Error)) return { kind: 'other', detail: 'the conversation failed' }
  if (error.name === 'SyntaxError') return { kind: 'protocol', detail: 'the answer is no JSON' }
  if (error.name === 'ZodError') return { kind: 'protocol', detail: 'the answer is no JSON-RPC message' }
  if (typeof codeOf(error) === 'string') return failureOf(error)
  // The library has no other word for it.
  const revision = /protocol version is not supported: (.*)$/s.exec(error.message)?.[1]
  if (revision !== undefined) return ofRevisions([revision], quote)
  return { kind: 'protocol', detail: `the server does not follow the protocol: ${quote(error.message)}` }
}

function ofRevisions(names: readonly string[], quote: Quote): Failure {
  return {
    kind: 'protocol',
    code: 'REVISION_UNKNOWN',
    detail: `the server speaks only revisions of the protocol that we do not: ${quote(names.join(', '))}`,
  }
}

// JSON-RPC: no request, no such method, no such arguments.
const refusing = new Set([-32600, -32601, -32602])

/** failureOfCall says what it means that a server answers the call of a tool with an error of the protocol. */
export function failureOfCall({ code, message }: ProtocolError, quote: Quote): Failure {
  const isRefusal = refusing.has(code)
  return { kind: isRefusal ? 'call-refused' : 'call-failed', detail: `the server answered the call with error ${code}: ${quote(message)}` }
}

// What 401, 403, 5xx and redirects mean is decided where the answer arrives; this is for the rest.
function ofStatus({ status, data }: SdkHttpError, quote: Quote): Failure {
  const { code, message, data: more } = errorIn(data.text)
  const supported = isObject(more) ? more.supported : undefined
  if (code === unsupported && Array.isArray(supported)) return ofRevisions(supported.map(String), quote)
  const told = { kind: 'status', status } as const
  if (typeof code === 'number') return { ...told, detail: `the server answered with status ${status}, error ${code}: ${quote(String(message))}` }
  const words = typeof data.text === 'string' && !/^\s*</.test(data.text) ? data.text : ''
  return { ...told, detail: `the server answered with status ${status}${words === '' ? '' : `: ${quote(words)}`}` }
}

// UnsupportedProtocolVersion (2026-07-28).
const unsupported = -32022

function errorIn(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = typeof text === 'string' ? JSON.parse(text) : undefined
    return isObject(message) && isObject(message.error) ? message.error : {}
  } catch {
    return {}
  }
}

function ofLibrary(error: SdkError, quote: Quote): Failure {
  switch (error.code) {
    case SdkErrorCode.RequestTimeout:
      return { kind: 'timeout', detail: 'the server did not answer in time' }
    case SdkErrorCode.ClientHttpUnexpectedContent:
      return { kind: 'protocol', detail: `the answer is neither JSON nor an event stream but ${quote(contentTypeIn(error.data))}` }
    case SdkErrorCode.EraNegotiationFailed:
      // The first request found out what the server speaks; what went wrong there is the cause.
      return error.cause === undefined ? { kind: 'protocol', detail: quote(error.message) } : failureOfMcp(error.cause, quote)
    default:
      return { kind: 'protocol', detail: `the server does not follow the protocol: ${quote(error.message)}` }
  }
}

function contentTypeIn(data: unknown): string {
  const contentType = isObject(data) ? data.contentType : undefined
  return typeof contentType === 'string' ? contentType : 'untyped'
}
