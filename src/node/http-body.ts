import type { Duplex } from 'node:stream'
import type zlib from 'node:zlib'
import { Trouble } from './http-failure.ts'

/** BodyStream is what of an answer its body is read from. */
export interface BodyStream {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: AsyncIterable<Uint8Array>
}

/** Budget is how many bytes may still come, over one answer or over a conversation. */
export interface Budget {
  readonly most: number
  left: number
  /** What it is a part of. */
  readonly whole?: Budget
}

/** readBody gives the decompressed bytes as they come, and stops as soon as there are more than the budget has left. */
export async function* readBody(answer: BodyStream, budget: Budget): AsyncGenerator<Uint8Array> {
  for await (const chunk of decoded(answer)) {
    spend(budget, chunk.byteLength)
    yield chunk
  }
}

function spend(budget: Budget, bytes: number): void {
  const { most, whole } = budget
  budget.left -= bytes
  if (budget.left < 0) throw new Trouble({ kind: 'too-large', detail: `the answer is larger than ${sizeWords(most)}` })
  if (whole === undefined) return
  whole.left -= bytes
  if (whole.left < 0) throw new Trouble({ kind: 'too-large', detail: `the answers are together larger than ${sizeWords(whole.most)}` })
}

/** readWhole collects a body; `chunks` holds what has come so far, also where it breaks off. */
export async function readWhole(answer: BodyStream, budget: Budget, chunks: Uint8Array[] = []): Promise<Uint8Array> {
  for await (const chunk of readBody(answer, budget)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

// The last coding named was applied last, so it comes off first (RFC 9110, section 8.4).
function decoded(answer: BodyStream): AsyncIterable<Uint8Array> {
  const named = answer.headers.filter(([name]) => name === 'content-encoding').flatMap(([, value]) => value.split(','))
  const codings = named.map((name) => name.trim().toLowerCase()).filter((name) => decoders.has(name))
  if (codings.length > mostCodings) throw new Trouble({ kind: 'protocol', detail: 'the answer is compressed too many times over' })
  return codings.reduceRight<AsyncIterable<Uint8Array>>((source, coding) => decode(source, coding), answer.body)
}

// An answer without a body (to HEAD, 204, 304) may still name a coding, so a decoder is only made when the first bytes are there.
async function* decode(source: AsyncIterable<Uint8Array>, coding: string): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done === true) return
  // Loaded on first use: small answers come as they are.
  const decoder = decoders.get(coding)?.(process.getBuiltinModule('node:zlib'), first.value)
  if (decoder === undefined) return
  // Its errors come out of the decoder, which is read here.
  process.getBuiltinModule('node:stream').pipeline(prepend(first.value, chunks), decoder, () => undefined)
  yield* decoder
}

async function* prepend(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* { [Symbol.asyncIterator]: () => rest }
}

const mostCodings = 3
// An event stream must come out event by event, not when a block is full.
const atOnce = ({ constants }: typeof zlib): zlib.ZlibOptions => ({ flush: constants.Z_SYNC_FLUSH })

// Codings that are not here were not asked for; some services name nonsense such as "utf-8", and their bytes are left as they are.
const decoders = new Map<string, (codec: typeof zlib, first: Uint8Array) => Duplex>([
  ['gzip', (codec) => codec.createGunzip(atOnce(codec))],
  ['x-gzip', (codec) => codec.createGunzip(atOnce(codec))],
  // "deflate" means the zlib format, yet some servers send it without its header, whose low four bits are always 8 (RFC 1950).
  ['deflate', (codec, first) => (((first[0] ?? 0) & 0x0f) === 8 ? codec.createInflate(atOnce(codec)) : codec.createInflateRaw(atOnce(codec)))],
  ['br', (codec) => codec.createBrotliDecompress()],
])

/** sizeWords says how large a limit is. */
export function sizeWords(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / 1024 / 1024)} MiB`
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`
}
