import type { Hideable, Secret } from './secret.ts'

/** World is everything outside: disk, network, clock, terminal. One object, handed in at the top; a test hands in another. */
export interface World {
  readonly files: Files
  readonly git: Git
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly http: Http
  readonly mcp: Mcp
  readonly logins: Logins
  readonly terminal: Terminal
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number
  /** The day, as YYYY-MM-DD (UTC). */
  readonly today: () => string
  /** The moment, as an RFC 3339 date-time with milliseconds (UTC). */
  readonly moment: () => string
  /** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
  readonly sha256: (text: string) => string
  /** A new UUID: the same is never given twice. */
  readonly uuid: () => string
  /** Lets time pass; at once over when the person interrupts the run. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** Fires when the person interrupts the run (Ctrl-C). */
  readonly interrupted: AbortSignal
}

/** FileFailure is why the disk did not do what was asked; `detail` is the system's word for it (ENOENT, EACCES…); `elsewhere`: the path leads out of where it should. */
export type FileFailure = {
  readonly kind: 'missing' | 'folder' | 'denied' | 'elsewhere' | 'not-utf8' | 'too-large' | 'other'
  readonly detail: string
}

/** FileText is what reading a file gives. */
export type FileText =
  | {
      readonly ok: true
      readonly text: string
      /** The byte order mark in front, where there is one: no part of the text, but of the file. */
      readonly mark?: string
    }
  | { readonly ok: false; readonly failure: FileFailure }

/** FileEntry is one thing in a folder. */
export interface FileEntry {
  readonly name: string
  readonly isFolder: boolean
}

/** Files is the disk. Paths are absolute, or relative to the folder that the program was started in. */
export interface Files {
  read(path: string): FileText
  /** What is in a folder, sorted by name; undefined when it is no folder that can be read. */
  list(path: string): readonly FileEntry[] | undefined
  /** `file`, `folder` or undefined for nothing. */
  kind(path: string): 'file' | 'folder' | undefined
  /** The absolute path. */
  resolve(path: string): string
  /** Where a path leads: absolute, without links, as far as there is something. */
  realPath(path: string): string
  /** Writes a whole file atomically, and only when its bytes differ. Folders are made. What is private is for the eyes of its owner only. */
  write(
    path: string,
    text: string,
    isPrivate?: boolean,
  ): { readonly ok: true; readonly changed: boolean } | { readonly ok: false; readonly failure: FileFailure }
  /** Why a file could not be written; undefined where nothing speaks against it. Nothing is left behind. */
  refusal(path: string): FileFailure | undefined
  /**
   * Tells, once a burst is over, that something changed in folders (not in those below them), until it is stopped. `onTrouble` hears why the system
   * tells nothing; then the folders are looked at several times a second.
   */
  watch(folders: readonly string[], onChange: () => void, onTrouble: (detail: string) => void): () => void
  /** The variables in the text of a dotenv file. */
  variablesIn(text: string): Readonly<Record<string, string | undefined>>
}

/** Git is the version control that the project lies in. */
export interface Git {
  /** The files of the repository around a folder that differ from where its branch left `base`, as absolute paths; deleted and new ones too. */
  changedSince(
    folder: string,
    base: string,
  ): Promise<{ readonly ok: true; readonly paths: readonly string[] } | { readonly ok: false; readonly reason: string }>
}

/** HttpRequest is a request as it will be sent. Texts that hold secrets are `Secret`s. */
export interface HttpRequest {
  readonly method: string
  readonly url: Hideable
  readonly headers: readonly (readonly [name: string, value: Hideable])[]
  readonly body: Hideable | undefined
  /** Certificates beside the usual ones. */
  readonly tls?: TlsMaterial | undefined
}

/** TlsMaterial is the contents of the files that say who is trusted and who we are: PEM texts. */
export interface TlsMaterial {
  readonly ca: string | undefined
  readonly client: { readonly cert: string; readonly key: Secret; readonly keyPassword: Secret | undefined } | undefined
}

/** HttpResponse is what came back. */
export interface HttpResponse {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
  /** From the moment of sending to the last byte. */
  readonly milliseconds: number
  /** How that time was spent, in the order of time. Through a proxy, or where nothing was sent, there are fewer. */
  readonly phases?: readonly Phase[]
  /** The addresses of the same origin that the server sent us on to, in their order. */
  readonly redirects?: readonly Hideable[]
  /** The status that each of them came with. */
  readonly redirectStatuses?: readonly number[]
}

/** Phase is a part of the time of a call. */
export interface Phase {
  /** dns: the name; connect: the connection; tls: its security; wait: until the first byte of the answer; read: until its last. */
  readonly name: 'dns' | 'connect' | 'tls' | 'wait' | 'read'
  readonly milliseconds: number
}

/** Failure is why there is no answer, decided where the real error codes are known. */
export interface Failure {
  readonly kind:
    | 'name-unknown'
    | 'refused'
    | 'reset'
    | 'timeout'
    | 'tls'
    | 'too-large'
    | 'interrupted'
    | 'blocked'
    | 'unauthorized'
    | 'status'
    | 'redirect'
    | 'protocol'
    | 'list-broken'
    | 'list-limit'
    | 'list-empty'
    | 'call-refused'
    | 'call-failed'
    | 'not-started'
    | 'not-kept'
    | 'ended'
    | 'other'
  /** One line in plain words, from the adapter or quoted from the server; not yet safe for a terminal. */
  readonly detail: string
  /** The HTTP status, where there was one. */
  readonly status?: number
  /** The system's or the library's word for it (ECONNREFUSED, CERT_HAS_EXPIRED…), where there was one. */
  readonly code?: string
  /** What was under way, where that is known; only in `wait` and `read` may the server have got the request. */
  readonly phase?: Phase['name']
  /** What of an answer was there when it broke off. */
  readonly partial?: HttpResponse
  /** How long it took until then, where that was measured. */
  readonly milliseconds?: number
  /** How that time was spent. */
  readonly phases?: readonly Phase[]
  /** Set where the tool of an MCP server was not called yet. */
  readonly isUncalled?: true
}

/** Answer is what came back, or why nothing did. */
export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure }

/** Limits bound what a server may cost. */
export interface Limits {
  /**
   * Which addresses a connection may go to. `declared`: those of the open internet, and any where the host, as it is written, is an inner one itself (an
   * inner address, localhost, a name with an inner ending). `any`: all. It is asked when the connection is made, of the address that it goes to.
   */
  readonly addresses?: 'declared' | 'any'
  readonly milliseconds: number
  readonly bytes: number
}

/** Http sends one request, and follows the server no further than to other places of the same origin. */
export interface Http {
  send(request: HttpRequest, limits: Limits): Promise<Answer<HttpResponse>>
}

/** McpServer is where an MCP server on the network is and what to say to it. */
export interface McpServer {
  readonly url: Hideable
  readonly transport: 'streamable-http' | 'sse'
  readonly headers: readonly (readonly [name: string, value: Hideable])[]
  /** Certificates beside the usual ones. */
  readonly tls?: TlsMaterial | undefined
}

/** McpProgram is an MCP server that is started for one conversation, without a shell, and spoken to over its standard input and output. */
export interface McpProgram {
  readonly command: string
  readonly args: readonly string[]
  /** What it gets beside PATH, HOME and the locale. */
  readonly environment: readonly (readonly [name: string, value: Hideable])[]
  /** Where it runs: an absolute path. */
  readonly folder: string
}

/** isProgram tells a program that is started here from a server that is there already. */
export function isProgram(server: McpServer | McpProgram): server is McpProgram {
  return 'command' in server
}

/** ListedTools is the whole tool list of a server, raw. */
export interface ListedTools {
  readonly serverName: string
  readonly serverVersion: string
  readonly protocolVersion: string
  readonly instructions: string | undefined
  /** As the server sent them, every field kept, in the server's order. */
  readonly tools: readonly unknown[]
  /** Tools that the protocol made the client drop, with the reason (2026-07-28 `x-mcp-header`). */
  readonly excluded: readonly { readonly name: string; readonly reason: string }[]
}

/** ToolCall is one call of a tool of an MCP server. */
export interface ToolCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
  /** Asked before anything is called, with the definition that the server lists now (undefined: it lists none of that name); false: nothing is called. */
  readonly admits?: (definition: unknown) => boolean
  /** Told what the server says of its progress. */
  readonly onProgress?: (progress: ToolProgress) => void
}

/** ToolProgress is how far a server says to be, in its own units. */
export interface ToolProgress {
  readonly progress: number
  readonly total: number | undefined
  readonly message: string | undefined
}

/** CalledTool is what a tool call gave. */
export interface CalledTool {
  readonly isError: boolean
  /** The result as the server sent it. */
  readonly result: unknown
  /** The call alone: neither connecting nor listing. */
  readonly milliseconds: number
  /** What the server asked for before or instead of a result; none of it was given. */
  readonly wanted?: readonly WantedInput[]
  /** Whether the server waits for that input, so that the result is none yet. */
  readonly isUnfinished?: boolean
}

/** WantedInput is something that a server wants from a person or a model. */
export interface WantedInput {
  /** The method of the protocol, such as `elicitation/create`. */
  readonly method: string
  /** The server's words to the person. */
  readonly message: string | undefined
}

/** McpLimits bound a conversation with an MCP server: the bytes are those of one answer, the milliseconds those of all of it. */
export interface McpLimits extends Limits {
  readonly pages: number
  readonly tools: number
  /** Bytes of all answers together; undefined: as many as one may have. */
  readonly bytesInAll?: number
  /** Milliseconds that making a connection may take; undefined: as many as all of it. */
  readonly connecting?: number
  /** Milliseconds that the answer to one request may take, a tool call apart; undefined: as many as all of it. */
  readonly answering?: number
}

/** CallLimits bound a call: its milliseconds are those of the tool itself. */
export interface CallLimits extends McpLimits {
  /** How long connecting and listing may take before that; undefined: as long as the call. */
  readonly preparation?: number
}

/** Mcp speaks to MCP servers of every era. */
export interface Mcp {
  listTools(server: McpServer | McpProgram, limits: McpLimits): Promise<Answer<ListedTools>>
  callTool(server: McpServer | McpProgram, call: ToolCall, limits: CallLimits): Promise<Answer<CalledTool>>
}

/** LoginAt is the server that a person logs in to (OAuth 2.1, authorization code with PKCE). */
export interface LoginAt {
  /** The MCP server; who hands out its tokens is asked of it. */
  readonly url: Hideable
  /** What is asked for; undefined: what the server wants. */
  readonly scope: string | undefined
  /** Who we are there; undefined: the server is asked to register us. */
  readonly clientId: string | undefined
  /** What proves it, for a client that was given a secret. */
  readonly clientSecret?: Secret | undefined
  readonly tls: TlsMaterial | undefined
  readonly limits: Limits
}

/** LoginWay is how a person is asked to log in. */
export interface LoginWay {
  /** Told the page on which a person logs in. */
  readonly onAddress: (address: string) => void
  /** Whether a browser is started with it. */
  readonly opens: boolean
  /** How long is waited for the person. */
  readonly milliseconds: number
}

/** Logins keeps, for the user of this machine, what servers gave after a login. */
export interface Logins {
  login(at: LoginAt, way: LoginWay): Promise<Answer<void>>
  /** The token of a login, renewed where it has ended or is the one that was refused; undefined: a person has to log in. */
  token(at: LoginAt, refused?: string): Promise<Answer<string | undefined>>
  /** Forgets a login, and tells whether there was one. */
  logout(at: Pick<LoginAt, 'url'>): Promise<Answer<boolean>>
}

/** Terminal is where the program talks. stdout carries the result and nothing else. */
export interface Terminal {
  /** Writes the result; the system's word for what went wrong where it could not be written (a reader that went away is no trouble). */
  out(text: string): string | undefined
  err(text: string): void
  /** Empties the screen that stdout is, and tells whether it is one. */
  clear(): boolean
  /** Whether the reader of stdout has gone away: what runs until it is told to end, ends then. */
  readonly isUnread: boolean
  /** Columns of the terminal that stdout is, or undefined when it is none. */
  readonly columns: number | undefined
  /** Its lines. */
  readonly rows: number | undefined
  /** Whether stdout is a terminal, so that what is written there is read by a person and kept nowhere. */
  readonly isScreen: boolean
  /** Whether stdout may carry colour. */
  readonly colour: boolean
  /** Whether notes and progress may be written to stderr: it is a terminal and this is no CI. */
  readonly progress: boolean
  /** Asks a person; undefined when there is nobody to ask (no terminal, end of input, interruption). */
  ask(question: string): Promise<string | undefined>
  /** Everything on standard input; undefined when it cannot be read. */
  readInput(): Promise<string | undefined>
}
