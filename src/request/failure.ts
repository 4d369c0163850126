import { diagnose, type FixedCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { type Integration, serverKey } from '../model/integration.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Failure } from '../world/world.ts'
import type { Redact } from './redact.ts'

const failureCodes: Readonly<Record<Failure['kind'], FixedCode>> = {
  'name-unknown': 'server-unreachable',
  refused: 'server-unreachable',
  reset: 'server-unreachable',
  other: 'server-unreachable',
  blocked: 'server-unreachable',
  interrupted: 'run-interrupted',
  timeout: 'server-timeout',
  tls: 'server-tls',
  'too-large': 'server-limit',
  'list-limit': 'server-limit',
  unauthorized: 'server-unauthorized',
  status: 'server-protocol',
  redirect: 'server-protocol',
  protocol: 'server-protocol',
  'list-broken': 'server-list-broken',
  'list-empty': 'server-list-empty',
  'call-refused': 'response-refused',
  'call-failed': 'response-failed',
  'not-started': 'server-unreachable',
  'not-kept': 'project-file-unwritable',
  ended: 'server-unreachable',
}

const failureHints: Readonly<Partial<Record<Failure['kind'], string>>> = {
  'name-unknown': 'check the host name; is this machine online?',
  refused: 'nothing listens there: is the server running, and the port right?',
  reset: 'the server closed the connection; look at its log',
  timeout: 'raise timeout_seconds, or find out why the server is slow',
  tls: 'check the certificate of the server; it is never ignored',
  'too-large': 'ask the server for less: fields, per_page, limit',
  unauthorized: 'the credentials are wrong, expired or of another environment',
  redirect: 'write the address where the server really is',
  protocol: 'check that the address is that of an MCP server; transport: overrides what the address says',
  status: 'check the address',
  'list-broken': 'tell who runs the server; the lockfile stays as it is',
  'list-limit': 'tell who runs the server; the lockfile stays as it is',
  'list-empty': 'the lockfile stays as it is; check address and credentials',
  'call-refused': 'check the arguments; the server says no to this call, and the agent hears that it failed',
  'call-failed': 'try again later; ask who runs the server',
  'not-kept': 'check the rights of that folder and the space on the disk; XDG_STATE_HOME names another one',
  'not-started': 'is it installed? It is looked for on the PATH, and no shell starts it',
  ended: 'start it by hand, with the same command and variables, and look at what it says',
}

// Asked for its list, a server has no time that a tool sets, and nothing can be left out.
const listHints: typeof failureHints = {
  timeout: 'find out why the server is slow; the lockfile stays as it is',
  'too-large': 'tell who runs the server; the lockfile stays as it is',
}

const authority = 'where your own company signs certificates, name the file with its own: tls: { ca_file: … }; otherwise tell who runs the server'

// The codes are those of Node's tls and dns.
const codeHints: readonly (readonly [codes: RegExp, hint: string])[] = [
  [/^CERT_HAS_EXPIRED$/, 'tell who runs the server: no agent can call it until the certificate is renewed'],
  [/^CERT_NOT_YET_VALID$/, 'check the clock of this machine; otherwise tell who runs the server'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'check the host: the certificate belongs to another one'],
  [/^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?)$/, authority],
  [/^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/, `the server leaves out the certificates between its own and its authority, or ${authority}`],
  [/^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/, 'check the port: what listens there speaks no TLS'],
  [
    /^ERR_SSL_(?:TLSV13_ALERT_CERTIFICATE_REQUIRED|SSLV3_ALERT_(?:HANDSHAKE_FAILURE|BAD_CERTIFICATE)|TLSV1_ALERT_UNKNOWN_CA)$/,
    'the server may want a certificate of ours: tls: { client: { cert_file: …, key_file: … } }',
  ],
  [/^SESSION_UNKNOWN$/, 'does it run on several machines that do not know of each other? Tell who runs the server'],
  [/^REVISION_UNKNOWN$/, 'a newer diga-int may know them'],
  [/^RPC_ERROR$/, 'ask who runs the server'],
  [/^EAI_AGAIN$/, 'the resolver of names does not answer: is this machine online?'],
]

function hintOf({ code, kind, status = 0 }: Failure): string | undefined {
  if (code !== undefined) return codeHints.find(([codes]) => codes.test(code))?.[1]
  if (kind !== 'status') return undefined
  return status >= 500 ? 'try again later; ask who runs the server' : status === 429 ? 'wait before you try again' : undefined
}

/** CallPlace is what is known of the call that got no answer. */
export interface CallPlace {
  readonly timeoutAt: Span
  /** Whether it may have changed something before the answer was lost. */
  readonly mayChange: boolean
}

/** mayHaveArrived tells whether a request may have reached the server although no answer came. */
export function mayHaveArrived({ kind, phase, status = 0 }: Failure): boolean {
  // Behind a gateway that answers 502 or 504 the server may have gone on.
  if (kind === 'status') return status >= 500
  // Before there is a connection nothing was sent.
  return afterSending.has(kind) && (phase === undefined || phase === 'wait' || phase === 'read')
}

// From here on the request may have reached the server.
const afterSending: ReadonlySet<Failure['kind']> = new Set([
  'timeout',
  'reset',
  'interrupted',
  'too-large',
  'protocol',
  'call-failed',
  'ended',
  'other',
])

const ownFiles = 'put the files under tls right, or their password; nothing was sent'

// They were looked at before anybody was asked, so no system has a word for it.
function isOfOurCertificates({ tls }: Integration, { kind, code }: Failure): boolean {
  return kind === 'tls' && code === undefined && tls !== undefined
}

/** Whose login ended can only log in again; who has none was not refused for them. */
function loginHint(integration: Integration, failure: Failure): string | undefined {
  const { name, credentials } = integration
  if (isUnasked(integration, failure))
    return `add credentials: { type: bearer, token: "\${NAME}" }, or { type: oauth2 } and run diga-int login ${name}`
  return failure.kind === 'unauthorized' && credentials.type === 'oauth2' ? `run diga-int login ${name}` : undefined
}

function isUnasked({ type, credentials }: Integration, { kind, status }: Failure): boolean {
  return type === 'mcp' && kind === 'unauthorized' && status === 401 && credentials.type === 'none'
}

/** wrongTransport is the next step where a server may have been spoken to in a way that nobody named: its address does not end in /mcp. */
export function wrongTransport(integration: Integration, { kind, status = 0, code, phase = 'wait' }: Failure): string | undefined {
  if (integration.type !== 'mcp' || integration.transport !== 'sse' || integration.at.in('transport').data !== undefined) return undefined
  const isSilent = kind === 'timeout' && (phase === 'wait' || phase === 'read')
  const isNoStream = (kind === 'status' && status >= 400 && status < 500 && status !== 429) || (kind === 'protocol' && code === undefined)
  return isSilent || isNoStream
    ? 'it was spoken to as HTTP+SSE, because the address does not end in /mcp: write the whole address, or name it: transport: streamable-http'
    : undefined
}

/** judgeFailure turns the lack of an answer into a diagnostic at the line that made the call. */
export function judgeFailure(integration: Integration, failure: Failure, redact: Redact, call?: CallPlace): Diagnostic {
  const { kind, detail } = failure
  const address = integration.at.value(serverKey(integration))
  const isCredential = kind === 'unauthorized' && integration.at.in('credentials').data !== undefined
  const span = isCredential ? integration.at.key('credentials') : kind === 'timeout' && call !== undefined ? call.timeoutAt : address
  const isUnknown = call?.mayChange === true && mayHaveArrived(failure)
  const said = isUnasked(integration, failure) ? detail.replace('refused the credentials', 'wants credentials, and the file has none') : detail
  const message = `"${integration.name}": ${printableLine(shorten(redact(said), 300))}${isUnknown ? '; the outcome is unknown: the change may have been made' : ''}`
  const own =
    integration.type === 'http' && kind === 'protocol'
      ? 'the server, or a proxy in between, breaks off or garbles its answer: look at its log'
      : ((integration.type === 'mcp' && call === undefined ? listHints[kind] : undefined) ?? failureHints[kind])
  if (isOfOurCertificates(integration, failure)) return diagnose('server-tls', { message, span: integration.at.key('tls'), hint: ownFiles })
  const guessed = call === undefined ? wrongTransport(integration, failure) : undefined
  const hint = isUnknown
    ? 'look on the server whether it was made before you try again'
    : (guessed ?? hintOf(failure) ?? loginHint(integration, failure) ?? own)
  return diagnose(failureCodes[kind], { message, span, hint })
}
