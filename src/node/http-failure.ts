import type { Failure } from '../world/world.ts'

/** Trouble carries a Failure through code that can only throw. */
export class Trouble extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.detail)
    this.name = 'Trouble'
    this.failure = failure
  }
}

/** blocked makes the Trouble of a request that is not sent at all. */
export function blocked(detail: string): Trouble {
  return new Trouble({ kind: 'blocked', detail })
}

/** failureOf says why there is no answer: by the error's codes, never by its text, which changes with every version of Node. */
export function failureOf(error: unknown): Failure {
  const chain = chainOf(error)
  for (const each of chain) if (each instanceof Trouble) return each.failure
  const code = codeOf(error)
  if (code === undefined) return { kind: 'other', detail: 'the connection failed' }
  const known = kinds.find(([codes]) => codes.test(code))
  const reason = tlsReasons.get(code)
  const [kind, detail] =
    reason !== undefined ? (['tls', reason] as const) : known !== undefined ? [known[1], known[2]] : (['other', 'the connection failed'] as const)
  return { kind, detail: `${detail}${namesIn(chain)} (${code})`, code }
}

/** codeOf is the code of an error, of what caused it, or of the first of several (one host, two addresses). */
export function codeOf(error: unknown): string | undefined {
  // What OpenSSL called SSLv3 until Node 20 is SSL/TLS since 22.
  for (const each of chainOf(error)) if ('code' in each && typeof each.code === 'string') return each.code.replace('SSL/TLS_ALERT', 'SSLV3_ALERT')
  return undefined
}

// Bounded, because a cause may point back to its error.
function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  let next: unknown = error
  while (next instanceof Error && chain.length < 8) {
    chain.push(next)
    next = next instanceof AggregateError ? next.errors[0] : next.cause
  }
  return chain
}

/** Of a certificate for another host: whose it is. */
function namesIn(chain: readonly Error[]): string {
  for (const each of chain) {
    if (!('cert' in each) || typeof each.cert !== 'object' || each.cert === null || !('subjectaltname' in each.cert)) continue
    const names = String(each.cert.subjectaltname ?? '')
      .split(', ')
      .map((name) => `"${name.replace(/^(DNS|IP Address|URI|email):/, '')}"`)
    return `: it names ${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ''}`
  }
  return ''
}

const mostNames = 5

// The codes are those of Node's dns, net, tls, zlib and HTTP parser.
const kinds: readonly (readonly [codes: RegExp, kind: Failure['kind'], detail: string])[] = [
  [/^(EAI_AGAIN|EAI_FAIL|EAI_SYSTEM|ETIMEOUT|ESERVFAIL)$/, 'name-unknown', 'the name of the host cannot be looked up: no name server answers'],
  [/^(ENOTFOUND|ENODATA|EAI_[A-Z]+)$/, 'name-unknown', 'the name of the host is not known'],
  [/^ECONNREFUSED$/, 'refused', 'nothing accepts connections there'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN)$/, 'refused', 'no network leads to the host'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE)$/, 'reset', 'the connection was closed before the answer was complete'],
  [/^ETIMEDOUT$/, 'timeout', 'the connection was not made in time'],
  [/^HPE_HEADER_OVERFLOW$/, 'too-large', 'the headers of the answer are larger than 16 kB'],
  [/^HPE_/, 'protocol', 'the answer is not HTTP'],
  [/^(Z_[A-Z_]+|ERR__ERROR_[A-Z0-9_]+)$/, 'protocol', 'the answer is not compressed in the way it says'],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL|HTTP_REQUEST)$/, 'tls', 'the server does not speak TLS at this port'],
  [
    /^ERR_SSL_(\w*PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW)$/,
    'tls',
    'the server speaks only versions of TLS that are too old, or too new',
  ],
  [/^ERR_SSL_\w*CERTIFICATE_REQUIRED$/, 'tls', 'the server wants a client certificate'],
  [/^ERR_SSL_\w*UNRECOGNIZED_NAME$/, 'tls', 'the server knows no host of this name'],
  [/^ERR_SSL_\w*ALERT_UNKNOWN_CA$/, 'tls', 'the server does not trust the authority of the client certificate'],
  [/^ERR_SSL_\w*ALERT_CERTIFICATE_EXPIRED$/, 'tls', 'the client certificate has expired, says the server'],
  [/^ERR_SSL_\w*ALERT_(\w*CERTIFICATE\w*|ACCESS_DENIED)$/, 'tls', 'the server refuses the client certificate'],
  [
    /^ERR_SSL_\w*ALERT_(HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY)$/,
    'tls',
    'the server found no way to make a secure connection; it may want a client certificate',
  ],
  [/^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|EPROTO$|INVALID_CA$|PATH_LENGTH_)/, 'tls', 'the secure connection could not be made'],
]

const tlsReasons: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'the certificate of the server has expired'],
  ['CERT_NOT_YET_VALID', 'the certificate of the server is not valid yet'],
  ['CERT_REVOKED', 'the certificate of the server was revoked'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate of the server is signed by itself'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another host'],
  ['HOSTNAME_MISMATCH', 'the certificate is for another host'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate of the server comes from an authority that this machine does not trust'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'the certificate of the server comes from an authority that this machine does not know'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the certificate of the server comes from an authority that this machine does not know'],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'the certificate of the server comes from an authority that this machine does not know, or its chain is not whole',
  ],
])
