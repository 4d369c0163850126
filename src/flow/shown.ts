import { Buffer } from 'node:buffer'
import { isWithin, mostLevels } from '../json/depth.ts'
import { parseJson } from '../json/parse.ts'
import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import { buildRequest } from '../request/build.ts'
import { needsToken, type Proof, type TokenRequest, withCredentials } from '../request/credentials.ts'
import { Filler, type Values } from '../request/fill.ts'
import { agreeing, holdsMarks, markedValues } from '../request/marks.ts'
import { type Redact, redacted, withoutNumbers } from '../request/redact.ts'
import { headerOf } from '../world/headers.ts'
import { type Hideable, joined, reveal, Secret, shown } from '../world/secret.ts'
import type { HttpRequest, HttpResponse } from '../world/world.ts'
import { tlsPathOf } from './tls-files.ts'
import type { CertificateFiles, Permissions, ShownRequest, ShownResponse } from './tried.ts'

/** Shows is a request that was made, with what it was made from. */
export interface Shows {
  readonly integration: HttpIntegration
  readonly tool: HttpTool
  readonly values: Values
  readonly permissions: Permissions
  /** Without what proves who is asking. */
  readonly request: HttpRequest
  readonly proof: Proof | TokenRequest
}

/** shownRequest is a request as a person may see it. */
export function shownRequest({ integration, tool, values, permissions, request, proof }: Shows): ShownRequest {
  const token = needsToken(proof) ? proof : undefined
  const known = needsToken(proof) ? tokenToCome : proof
  const sent = withCredentials(request, known)
  const show = permissions.reveal ? reveal : shown
  const { method, url, headers, body } = sent
  const plain = {
    url: show(url),
    headers: headers.map(([name, value]) => [name, show(value)] as const),
    body: body === undefined ? undefined : show(body),
  }
  const built = buildRequest(integration, tool, markedValues(values))
  const marked = built.ok ? withCredentials(built.request, known) : undefined
  const headerIn = (wanted: string): string | undefined => shownOf(marked?.headers.find(([name]) => name === wanted)?.[1], show)
  const marks: Marked = {
    url: agreeing(shownOf(marked?.url, show), plain.url),
    headers: plain.headers.map(([name, value]) => [name, agreeing(headerIn(name), value)]),
    body: plain.body === undefined ? undefined : agreeing(shownOf(marked?.body, show), plain.body),
  }
  const isMarkable = ![plain.url, plain.body ?? '', ...plain.headers.map(([, value]) => value)].some(holdsMarks)
  const curl = { token, files: certificateFiles(integration, values), timeoutSeconds: tool.timeoutSeconds }
  return { method, ...plain, sent, ...(isMarkable ? { marked: marks } : {}), curl }
}

type Marked = NonNullable<ShownRequest['marked']>

const tokenToCome: Proof = { headers: [['Authorization', joined(['Bearer ', new Secret('$ACCESS_TOKEN', '')])]], query: [], secrets: [] }

function shownOf(text: Hideable | undefined, show: (text: Hideable) => string): string | undefined {
  return text === undefined ? undefined : show(text)
}

function certificateFiles(integration: HttpIntegration, { environment }: Values): CertificateFiles | undefined {
  const { tls } = integration
  if (tls === undefined) return undefined
  const filler = new Filler({ arguments: {}, variables: new Map(), environment, standIns: true })
  const fill = (text: string): Hideable => filler.text(text, () => integration.at.value('tls'))
  const path = (text: string): Hideable => tlsPathOf(integration, fill(text))
  return {
    ca: tls.caFile === undefined ? undefined : path(tls.caFile),
    client: tls.client && {
      cert: path(tls.client.certFile),
      key: path(tls.client.keyFile),
      keyPassword: tls.client.keyPassword === undefined ? undefined : fill(tls.client.keyPassword),
    },
  }
}

interface Showing {
  readonly tool: HttpTool
  readonly count: number
  readonly reveal?: boolean
  readonly isPartial?: boolean
}

// Of an answer that broke off, the start tells what it was.
const mostOfPartial = 64 * 1024

/** shownResponse is an answer as a person may see it. */
export function shownResponse(
  response: HttpResponse,
  { tool, count, reveal: isRevealed = false, isPartial = false }: Showing,
  redact: Redact,
): ShownResponse {
  const { status, headers, body, milliseconds, phases = [], redirects = [], redirectStatuses = [] } = response
  const type = headerOf(headers, 'content-type') ?? ''
  const text = isPartial ? textOf(body.subarray(0, mostOfPartial), type, true)?.replace(unfinished, '') : textOf(body, type)
  const open: Redact = (words) => redact(words, { isCut: isPartial })
  return {
    status,
    type: redact(type),
    headers: headers.map(([name, value]) => [redact(name), redact(isRevealed ? value : withoutCookies(name, value))]),
    bytes: body.byteLength,
    body: text === undefined ? '' : isPartial ? open(text) : withoutSecrets(text, redact),
    ...(text === undefined ? { base64: redactedBytes(isPartial ? body.subarray(0, mostOfPartial) : body, open).toString('base64') } : {}),
    milliseconds: Math.round(milliseconds),
    timeoutSeconds: tool.timeoutSeconds,
    phases,
    redirects: redirects.map((address) => redact(reveal(address))),
    redirectStatuses,
    ...(isPartial ? { isPartial } : {}),
    attempts: count,
  }
}

/** Whoever has a cookie is whom it was given to. Its name, and where it goes, are no secret. */
function withoutCookies(name: string, value: string): string {
  if (!/^(?:set-)?cookie2?$/i.test(name)) return value
  const pairs = value.split(';')
  const isAttribute = (index: number): boolean => index > 0 && /^set-/i.test(name)
  return pairs
    .map((pair, index) => (isAttribute(index) ? pair : pair.replace(/^([^=]*=)?[^]*\S[^]*$/, (_, start: string = '') => `${start}…`)))
    .join(';')
}

/** JSON can write any letter in several ways, and is shown in the plainest: secrets are looked for in its values too. */
function withoutSecrets(text: string, redact: Redact): string {
  const json = parseJson(text)
  const open = redact(json === undefined ? text : withoutNumbers(text, redact))
  const value = parseJson(open)?.value
  if (value === undefined || !isWithin(value, mostLevels)) return open
  const hidden = JSON.stringify(redacted(value, redact))
  return hidden === JSON.stringify(value) ? open : hidden
}

// Half a secret is worth as much to some: the last word of what broke off is left out, and the words of a secret before it (Redact).
const unfinished = /[^\s",;<>]*$/

/** The text of a body in the letters that its type names; undefined where it is no text. Of a part, the last letter may be half there. */
function textOf(body: Uint8Array, type: string, isPart = false): string | undefined {
  const charset = /;\s*charset="?([\w.:-]{1,40})/i.exec(type)?.[1] ?? 'utf-8'
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(body, { stream: isPart })
    // eslint-disable-next-line no-control-regex
    return /^[\s\S]{0,1024}\u0000/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

/** Each byte as one letter, so that what is written in ASCII is found among bytes. */
function redactedBytes(body: Uint8Array, redact: Redact): Buffer {
  return Buffer.from(redact(Buffer.from(body).toString('latin1')), 'latin1')
}
