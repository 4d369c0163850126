import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { TokenRequest } from '../request/credentials.ts'
import type { Hideable } from '../world/secret.ts'
import type { HttpRequest, Phase } from '../world/world.ts'

/** Tried is what there is to show of one manual call. */
export interface Tried {
  readonly integration: string
  readonly tool: string
  /**
   * `refused`: nothing was sent because something was wrong before. `unknown`: what may change something was sent, and no answer says whether it was
   * carried out.
   */
  readonly verdict: 'works' | 'fails' | 'not-sent' | 'declined' | 'unconfirmed' | 'refused' | 'no-answer' | 'unknown'
  /** When it was sent. */
  readonly startedAt?: string
  readonly request: ShownRequest | undefined
  readonly confirmation: { readonly question: string; readonly answer: 'yes' | 'no' | 'given by --yes' | 'not asked' | 'none' } | undefined
  readonly response: ShownResponse | undefined
  /** How a call went of which no whole answer came. */
  readonly course?: ShownCourse | undefined
  /** What each sending of the request came to, where there were several. */
  readonly attempts?: readonly ShownAttempt[] | undefined
  readonly heard: { readonly from: 'answer' | 'select' | 'errors' | 'nothing'; readonly value: unknown } | undefined
}

/** ShownRequest is a request as it may be printed: credentials by name. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
  /** The request itself, for those who write it down in another way (curl, HAR); undefined for a tool of an MCP server. */
  readonly sent: HttpRequest | undefined
  /** The same with its values marked (request/marks.ts). */
  readonly marked?: {
    readonly url: string
    readonly headers: readonly (readonly [name: string, value: string])[]
    readonly body: string | undefined
  }
  /** What a command for curl needs besides. */
  readonly curl?: {
    /** What the token under `$ACCESS_TOKEN` is asked for with. */
    readonly token: TokenRequest | undefined
    readonly files: CertificateFiles | undefined
    readonly timeoutSeconds: number
  }
}

/** CertificateFiles are the paths of certificates, as seen from where the program was started. */
export interface CertificateFiles {
  readonly ca: Hideable | undefined
  readonly client: { readonly cert: Hideable; readonly key: Hideable; readonly keyPassword: Hideable | undefined } | undefined
}

/** ShownCourse is how far a call came, and when. */
export interface ShownCourse {
  /** Undefined where it was not measured. */
  readonly milliseconds: number | undefined
  readonly timeoutSeconds: number
  readonly phases: readonly Phase[]
  /** Whether anything may have reached the server. */
  readonly isSent: boolean
}

/** ShownAttempt is what one sending of a request came to. */
export interface ShownAttempt {
  readonly status: number | undefined
  /** The kind of failure, where no answer came. */
  readonly failure: string | undefined
  readonly milliseconds: number
  /** How long after the first it was sent. */
  readonly after: number
  readonly response: ShownResponse | undefined
}

/** ShownResponse is an answer as it may be printed: without secrets. */
export interface ShownResponse {
  readonly status: number | undefined
  readonly type: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly bytes: number
  /** Empty where it is no text: see `base64`. */
  readonly body: string
  /** The body where it is no text. */
  readonly base64?: string
  readonly milliseconds: number
  readonly timeoutSeconds: number
  /** How the time was spent, where that is known. */
  readonly phases: readonly Phase[]
  /** Where the server sent us on to, in the order of time. */
  readonly redirects: readonly string[]
  /** The status that each of them came with, where that is known. */
  readonly redirectStatuses?: readonly number[]
  /** Set where it broke off: the body is what had come. */
  readonly isPartial?: true
  /** How often the request was sent. */
  readonly attempts: number
}

/** Permissions is what a person allows for one run. */
export interface Permissions {
  /** Addresses of inner networks may be called wherever they turn up. */
  readonly allowPrivate: boolean
  /** MCP servers that are programs may be started. */
  readonly allowStdio: boolean
  /** Secrets are shown as they are. */
  readonly reveal: boolean
  /** A tool of an MCP server may be called although its definition is not the locked one. */
  readonly unlocked: boolean
}

/** Attempt is what sending gave: the parts of the result that only sending knows. */
export interface Attempt {
  readonly verdict: Tried['verdict']
  readonly response: ShownResponse | undefined
  readonly course?: Tried['course']
  readonly attempts?: Tried['attempts']
  readonly heard: Tried['heard']
  readonly diagnostics: readonly Diagnostic[]
}

/** Send sends a prepared call. It may be sent several times, each of them a call of its own. */
export type Send = (onProgress?: (text: string) => void) => Promise<Attempt>

/** Prepared is a call that only needs to be sent, or the diagnostics that say why it cannot be. */
export type Prepared =
  | { readonly ok: true; readonly value: { readonly request: ShownRequest; readonly send: Send } }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }
