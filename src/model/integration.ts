import type { Cursor } from '../yaml/cursor.ts'
import type { Lockfile, Transport } from './lockfile.ts'
import type { HttpTool, McpToolRule } from './tool.ts'

/** Credentials say how an integration proves who it is; every value may hold `${NAME}`. */
export type Credentials =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'api_key'; readonly in: 'header' | 'query'; readonly name: string; readonly value: string }
  | { readonly type: 'headers'; readonly headers: readonly (readonly [name: string, value: string])[] }
  | {
      readonly type: 'oauth2_client_credentials'
      readonly tokenUrl: string
      readonly clientId: string
      readonly clientSecret: string
      readonly scope: string | undefined
    }
  /** A person logs in; of MCP servers only. */
  | { readonly type: 'oauth2'; readonly scope: string | undefined; readonly clientId: string | undefined; readonly clientSecret: string | undefined }

/** Tls is what proves who is who where the usual certificates are not enough. Paths count from the integration's file and may hold `${NAME}`. */
export interface Tls {
  readonly caFile: string | undefined
  readonly client: { readonly certFile: string; readonly keyFile: string; readonly keyPassword: string | undefined } | undefined
}

/** HttpIntegration is a connection to an HTTP API, with its tools written by hand. */
export interface HttpIntegration {
  readonly type: 'http'
  readonly name: string
  readonly description: string
  readonly baseUrl: string
  readonly credentials: Credentials
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly tls: Tls | undefined
  readonly tools: readonly HttpTool[]
  readonly at: Cursor
}

/** Program is an MCP server that is started on this machine and spoken to over its standard input and output. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  /** Names of the environment variables that it gets beside PATH, HOME and the locale. */
  readonly env: readonly string[]
}

/** McpIntegration is a connection to an MCP server; its tools stand in its lockfile. */
export interface McpIntegration {
  readonly type: 'mcp'
  readonly name: string
  readonly description: string
  /** Empty where the server is a program. */
  readonly url: string
  readonly program: Program | undefined
  readonly transport: Transport
  readonly credentials: Credentials
  readonly tls: Tls | undefined
  /** Names or patterns (`search_*`) of the server's tools that the project takes; undefined: all that are locked. */
  readonly include: readonly string[] | undefined
  readonly rules: readonly McpToolRule[]
  /** The lockfile beside the file, when there is a readable one. */
  readonly lock: LockedAt | undefined
  readonly at: Cursor
}

/** serverKey is the key that says where the server of an integration is. */
export function serverKey(integration: Integration): 'base_url' | 'url' | 'command' {
  return integration.type === 'http' ? 'base_url' : integration.program === undefined ? 'url' : 'command'
}

/** LockedAt is a lockfile with its place. */
export interface LockedAt {
  readonly lockfile: Lockfile
  readonly at: Cursor
}

/** Integration is one file of the project: a connection and its tools. */
export type Integration = HttpIntegration | McpIntegration

/** nameMatches tells whether a tool's name fits a name or pattern of an `include` list; `*` stands for any characters. */
export function nameMatches(pattern: string, name: string): boolean {
  return nameMatcher(pattern)(name)
}

/** nameMatcher makes the test of one name or pattern, for many names. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  if (!pattern.includes('*')) return (name) => name === pattern
  const pieces = pattern.split('*')
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  const between = pieces.slice(1, -1).filter((piece) => piece !== '')
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
    // Walked piece by piece: a pattern from a file never becomes a regular expression.
    let from = first.length
    for (const piece of between) {
      const found = name.indexOf(piece, from)
      if (found < 0 || found + piece.length > name.length - last.length) return false
      from = found + piece.length
    }
    return true
  }
}
