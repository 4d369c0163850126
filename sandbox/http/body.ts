import type { IncomingMessage } from 'node:http'
import type { Problem } from './service.ts'

const limit = 1024 * 1024
/** A client that is still sending after this much is cut off instead of read to the end. */
const patience = 16 * limit

const mediaTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const

/** A body that was read and understood, or the reason why not. */
export type ReadBody = { readonly body: unknown } | { readonly problem: Problem }

/** Reads and parses a request's body, so that a route never sees one that is too big, broken or of another kind. */
export async function readBody(request: IncomingMessage, kind: 'json' | 'form'): Promise<ReadBody> {
  const received = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  const bytes = await readBytes(request)
  if (bytes === undefined) {
    return problem(413, 'payload_too_large', `The body is larger than ${limit} bytes.`, { Connection: 'close' })
  }
  if (received !== mediaTypes[kind]) {
    return problem(415, 'unsupported_media_type', `Send ${mediaTypes[kind]}, not ${received || 'an unnamed type'}.`)
  }
  const text = decoded(bytes)
  if (text === undefined) return problem(400, 'malformed_body', 'The body is not UTF-8 text.')
  return kind === 'form' ? { body: new URLSearchParams(text) } : parsedJson(text)
}

function parsedJson(text: string): ReadBody {
  try {
    return { body: JSON.parse(text) }
  } catch {
    return problem(400, 'malformed_json', 'The body is not valid JSON.')
  }
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    // Reading on without keeping anything lets the client finish sending and see the 413 instead of a reset.
    if (size <= limit) chunks.push(bytes)
    if (size > patience) request.destroy()
  }
  return size > limit ? undefined : Buffer.concat(chunks)
}

function problem(status: number, code: string, message: string, headers?: Record<string, string>): ReadBody {
  return { problem: { status, code, message, ...(headers ? { headers } : {}) } }
}
