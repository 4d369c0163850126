import type { CertificateFiles } from '../flow/tried.ts'
import type { TokenRequest } from '../request/credentials.ts'
import { headerOf } from '../world/headers.ts'
import { encoded, type Hideable, shown } from '../world/secret.ts'
import type { HttpRequest } from '../world/world.ts'
import { formWords } from './curl-form.ts'
import { functionsFor, type Part, partsOf, wordOf } from './shell.ts'

/** CurlCall is what a command is made from. */
export interface CurlCall {
  readonly request: HttpRequest
  /** What the token under `$ACCESS_TOKEN` is asked for with. */
  readonly token: TokenRequest | undefined
  readonly timeoutSeconds: number
  /** Files with certificates, as curl has to be told of them. */
  readonly files: CertificateFiles | undefined
}

/** curlText is a request as a command for bash, secrets as variables of the environment; one that is not set ends it. */
export function curlText({ request, token, timeoutSeconds, files }: CurlCall): string {
  const trust = files === undefined ? [] : trustWords(files)
  const fetching = token === undefined ? [] : tokenWords(token, trust)
  const calling = callWords(request, timeoutSeconds, trust)
  const parts = [...fetching, ...calling].flatMap((word) => word.parts)
  const isHidden = parts.some((part) => typeof part !== 'string' && part.variable === 'CREDENTIAL')
  return [
    ...(isHidden ? ['# CREDENTIAL is what stands under credentials in the file'] : []),
    ...functionsFor(parts),
    ...(fetching.length === 0 ? [] : [`ACCESS_TOKEN=$(${commandOf(fetching)} |\n  ${pickToken})`]),
    commandOf(calling),
  ].join('\n')
}

/** Word is a word of the command line, behind its flag where it has one. */
interface Word {
  readonly flag: string
  readonly parts: readonly Part[]
  readonly bytes?: (text: string) => Uint8Array
}

const word = (flag: string, ...parts: readonly Part[]): Word => ({ flag, parts })

function commandOf(words: readonly Word[]): string {
  const written = words.map(({ flag, parts, bytes }) =>
    parts.length === 0 && flag !== '' && !flag.startsWith('--data') ? flag : `${flag} ${wordOf(parts, bytes)}`.trimStart(),
  )
  const call = written.join(' \\\n  ')
  // What fails inside of $(…) ends nothing: these are asked for before.
  const encoded = words
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (typeof part === 'string' || part.encoder === undefined ? [] : [part.variable]))
  const asked = [...new Set(encoded)].map((variable) => wordOf([{ variable, encoder: undefined }]))
  return asked.length === 0 ? call : `: ${asked.join(' ')} &&\n${call}`
}

function callWords(request: HttpRequest, timeoutSeconds: number, trust: readonly Word[]): readonly Word[] {
  const { method, url, headers, body } = request
  return [
    flag(`curl -sS --compressed --max-time ${timeoutSeconds}`),
    ...methodWords(request),
    ...(mayFollow(request) ? [flag('-L --max-redirs 5')] : []),
    ...trust,
    ...headers.map(headerWord),
    ...(body === undefined ? [] : bodyWords(body, headers)),
    ...urlWords(url, method),
  ]
}

const flag = (text: string): Word => ({ flag: text, parts: [] })

function methodWords({ method, body }: HttpRequest): readonly Word[] {
  if (method === 'HEAD') return [flag('--head')]
  return method === (body === undefined ? 'GET' : 'POST') ? [] : [flag(`-X ${method}`)]
}

/** Curl keeps a user's name, a password and Authorization from other hosts, and nothing else; what may change something is better not repeated. */
function mayFollow({ method, headers }: HttpRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && headers.every(([name, value]) => typeof value === 'string' || name.toLowerCase() === 'authorization')
  )
}

function headerWord([name, value]: HttpRequest['headers'][number]): Word {
  const pair = name.toLowerCase() === 'authorization' ? basicPair(value) : undefined
  if (pair !== undefined) return word('-u', ...partsOf(pair))
  // An empty value would take a header of curl's own away.
  if (value === '') return word('-H', `${name};`)
  return { flag: '-H', parts: [`${name}: `, ...partsOf(value)], bytes: inLatin1 }
}

/** The name and the password, where a value is made from them. */
function basicPair(value: Hideable): Hideable | undefined {
  if (typeof value === 'string') return undefined
  const [scheme, pair] = value.made?.of ?? []
  return scheme === 'Basic ' && typeof pair === 'object' && pair.made?.encoding === 'base64' ? pair.made.of[0] : undefined
}

// How Node writes headers; curl passes on what it gets.
function inLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function bodyWords(body: Hideable, headers: HttpRequest['headers']): readonly Word[] {
  const type = headerOf(headers, 'content-type') ?? ''
  const pairs = /^application\/x-www-form-urlencoded\b/i.test(shown(type)) ? formWords(body) : undefined
  return pairs?.map((parts) => word('--data-urlencode', ...parts)) ?? [word('--data-raw', ...partsOf(body))]
}

/** The address as it is sent: curl does not mend it as URL does. */
function urlWords(url: Hideable, method: string): readonly Word[] {
  const parts = partsOf(url)
  // Letters and digits in the place of a variable, which stay as they are anywhere in an address.
  const stand = (index: number): string => `x7q${index}q7x`
  const open = parts.map((part, index) => (typeof part === 'string' ? part : stand(index))).join('')
  const written = URL.canParse(open) ? new URL(open).href : open.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed()))
  const pieces = written.split(/(x7q\d+q7x)/).filter((piece) => piece !== '')
  const mended = pieces.map((piece) => parts.find((_, index) => stand(index) === piece) ?? piece)
  // Curl reads [1-3] and {a,b} as lists of addresses.
  const isGlob = /[[\]{}]/.test(written)
  return [word(isGlob && method !== '' ? '-g' : '', ...mended)]
}

function trustWords({ ca, client }: CertificateFiles): readonly Word[] {
  return [
    ...(ca === undefined ? [] : [word('--cacert', ...partsOf(ca))]),
    ...(client === undefined ? [] : [word('--cert', ...partsOf(client.cert)), word('--key', ...partsOf(client.key))]),
    ...(client?.keyPassword === undefined ? [] : [word('--pass', ...partsOf(client.keyPassword))]),
  ]
}

function tokenWords({ tokenUrl, clientId, clientSecret, scope }: TokenRequest, trust: readonly Word[]): readonly Word[] {
  // RFC 6749, 2.3.1: both are encoded before they are put together.
  const [id, secret] = [clientId, clientSecret].map((text) => partsOf(encoded(text, 'percent', encodeURIComponent)))
  return [
    flag('curl -sS --max-time 10'),
    ...trust,
    word('-H', 'Accept: application/json'),
    word('-u', ...(id ?? []), ':', ...(secret ?? [])),
    word('--data-urlencode', 'grant_type=client_credentials'),
    ...(scope === undefined ? [] : [word('--data-urlencode', `scope=${scope}`)]),
    ...urlWords(tokenUrl, 'POST'),
  ]
}

const pickToken = `sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p'`
