import { setImmediate as nextTurn } from 'node:timers/promises'
import { Client, type Progress, SSEClientTransport, type StandardSchemaV1, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { Transport } from '@modelcontextprotocol/client'
import { isProgram } from '../world/world.ts'
import type { Answer, Failure, McpLimits, McpProgram, McpServer, ToolProgress, WantedInput } from '../world/world.ts'
import { type Deadline, startDeadline } from './http-deadline.ts'
import { failureOf, Trouble } from './http-failure.ts'
import type { NetworkOptions } from './http.ts'
import { quoter, type Quote } from './http-secrets.ts'
import { failureOfMcp } from './mcp-failure.ts'
import { type Line, openLine, sessionUnknown } from './mcp-line.ts'
import { openPipe, type Pipe } from './mcp-stdio.ts'
import { type Tap, tapped } from './mcp-tap.ts'

/** Talk is an open conversation with an MCP server. */
export interface Talk {
  readonly client: Client
  readonly quote: Quote
  /** Asks, and gives the result as the server sent it. */
  readonly request: (method: string, parameters: Readonly<Record<string, unknown>>, options?: AskOptions) => Promise<unknown>
  /** Ends the preparations: what comes next has a time and a size of its own. */
  readonly begin: (milliseconds: number) => void
  /** What the server asked of us since then. */
  readonly wanted: () => readonly WantedInput[]
  /** The raw result of the last request for a method, also when the library refused it. */
  readonly lastResult: (method: string) => unknown
}

/** AskOptions are what a request may have beside its parameters. */
interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly onProgress?: ((progress: ToolProgress) => void) | undefined
}

/** Setting is where a conversation takes place. */
export interface Setting {
  readonly options: NetworkOptions
  readonly server: McpServer | McpProgram
  readonly limits: McpLimits
}

/** converse connects, lets `work` talk, and always ends the session; whatever goes wrong becomes a failure. */
export async function converse<Value>({ options, server, limits }: Setting, work: (talk: Talk) => Promise<Value>): Promise<Answer<Value>> {
  const deadline = startDeadline(limits.milliseconds, options.interrupted)
  const quote = quoter(isProgram(server) ? server.environment.map(([, value]) => value) : [server.url, ...server.headers.map(([, value]) => value)])
  // A program of the first revisions may say nothing at all to a question that it does not know.
  const probe = isProgram(server) ? { timeoutMs: limits.milliseconds / 3 } : {}
  const course = { isPrepared: false }
  const talk = async (eras: 'auto' | 'legacy', isAgain = false): Promise<Value> => {
    const trouble = firstTrouble(deadline)
    const { bytes, bytesInAll, connecting, answering } = limits
    const common = { environment: options.environment, bytes, bytesInAll, connecting, deadline, quote, fail: trouble.fail }
    const way = isProgram(server)
      ? openPipe({ ...common, program: server })
      : wayTo(server, openLine({ ...common, server, addresses: limits.addresses }))
    const tap = tapped(way.transport, { fail: trouble.fail, answering, explain: (error) => failureOfMcp(error, quote) })
    return talkOver({ way, tap, eras, probe, course, deadline, quote }, work, trouble).catch((error: unknown) => {
      // Some older programs end at any question before `initialize`: they are asked again, in the old way.
      if (eras === 'auto' && way.endedAtProbe() && !deadline.signal.aborted) return talk('legacy')
      // Who loses a session opens another one (2025-11-25, Session Management), once; nothing was called yet.
      if (!isAgain && !course.isPrepared && error instanceof Trouble && error.failure.code === sessionUnknown) return talk(eras, true)
      throw error
    })
  }
  try {
    deadline.signal.throwIfAborted()
    return { ok: true, value: await talk(!isProgram(server) && server.transport === 'sse' ? 'legacy' : 'auto') }
  } catch (error) {
    return { ok: false, failure: failureOfMcp(error, quote) }
  } finally {
    deadline.end()
  }
}

interface Connection {
  readonly way: Pipe
  readonly tap: Tap
  readonly eras: 'auto' | 'legacy'
  readonly probe: { readonly timeoutMs?: number }
  readonly course: { isPrepared: boolean }
  readonly deadline: Deadline
  readonly quote: Quote
}

async function talkOver<Value>(connection: Connection, work: (talk: Talk) => Promise<Value>, trouble: FirstTrouble): Promise<Value> {
  const { way, tap, eras, probe, course, deadline, quote } = connection
  const client = new Client(
    // Always the same: a legacy server may list other tools to other clients.
    { name: 'diga-int', version: '1.0.0' },
    { capabilities: {}, inputRequired: { autoFulfill: false }, versionNegotiation: { mode: eras, probe } },
  )
  // The deadline speaks, and the library's own limit of a minute must not.
  const patience = { timeout: 2 ** 31 - 1, signal: deadline.signal }
  const talking = async (): Promise<Value> => {
    await client.connect(tap.transport, patience)
    return work({
      client,
      quote,
      lastResult: tap.lastResult,
      wanted: tap.wanted,
      begin(milliseconds) {
        course.isPrepared = true
        deadline.restart(milliseconds)
        way.refill()
        tap.forget()
      },
      async request(method, parameters, { headers = {}, onProgress } = {}) {
        const progress = onProgress === undefined ? {} : { onprogress: (each: Progress) => onProgress(progressOf(each)) }
        // What the server wants instead of giving a result is a result to us.
        await client.request({ method, params: { ...parameters } }, anything, { ...patience, ...progress, headers, allowInputRequired: true })
        return tap.lastResult(method)
      },
    })
  }
  try {
    return await Promise.race([talking(), trouble.happened])
  } catch (error) {
    // Asked before the connections are closed: that makes noise of its own.
    const first = trouble.first()
    throw first === undefined ? error : new Trouble(first)
  } finally {
    // Gives the library the turn in which it sends its word of cancellation.
    await nextTurn()
    // What still comes is of no use, and there may be much of it in front of the goodbye.
    if (trouble.first() !== undefined) await tap.transport.close().catch(() => undefined)
    await way.hangUp()
    await client.close().catch(() => undefined)
    // Before the handshake the client does not hold the transport yet.
    await tap.transport.close().catch(() => undefined)
  }
}

function progressOf({ progress, total, message }: Progress): ToolProgress {
  return { progress, total, message }
}

function wayTo({ transport }: McpServer, line: Line): Pipe {
  return { ...line, transport: transportOver(line, transport), endedAtProbe: () => false }
}

function transportOver({ url, fetch }: Line, transport: McpServer['transport']): Transport {
  return transport === 'sse' ? new SSEClientTransport(url, { fetch }) : new StreamableHTTPClientTransport(url, { fetch })
}

interface FirstTrouble {
  readonly fail: (failure: Failure) => void
  readonly first: () => Failure | undefined
  readonly happened: Promise<never>
}

// The first thing that goes wrong is the cause; what follows from it is noise.
function firstTrouble({ signal }: Deadline): FirstTrouble {
  let first: Failure | undefined
  let reject: (error: Trouble) => void = () => undefined
  const happened = new Promise<never>((_, each) => {
    reject = each
  })
  const fail = (failure: Failure): void => {
    first ??= failure
    reject(new Trouble(first))
  }
  happened.catch(() => undefined)
  signal.addEventListener('abort', () => fail(failureOf(signal.reason)), { once: true })
  return { fail, first: () => first, happened }
}

// The library would strip fields that it does not know; it accepts any Standard Schema, and this one lets everything through.
const anything: StandardSchemaV1<unknown, unknown> = { '~standard': { version: 1, vendor: 'diga-int', validate: (value: unknown) => ({ value }) } }
