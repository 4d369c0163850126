import type { JsonObject } from '../json/schema.ts'

/** lockfileVersion is the version of the lockfile's shape that this program writes. */
export const lockfileVersion = 1

/** Transport is how an MCP server is spoken to. */
export type Transport = 'streamable-http' | 'sse' | 'stdio'

/** LockedTool is one tool of an MCP server as it was reviewed. */
export interface LockedTool {
  readonly name: string
  /** SHA-256 over the canonical JSON of the whole definition. */
  readonly definitionDigest: string
  /** SHA-256 over the schemas without their wording: what a caller of the tool depends on. */
  readonly contractDigest: string
  /** The whole raw definition as the server sent it, unknown fields included. */
  readonly definition: JsonObject
}

/** Lockfile is the tool list of one MCP server, pinned. */
export interface Lockfile {
  readonly lockfileVersion: number
  /** The address and transport as written in the integration, with their `${NAME}`s: no secret, the same everywhere. */
  readonly url: string
  /** The program that the server is, where it has no address. */
  readonly program?: { readonly command: string; readonly args: readonly string[] } | undefined
  readonly transport: Transport
  readonly protocolVersion: string
  /** What the server says of itself: to be shown, never trusted. */
  readonly serverName: string
  readonly serverVersion: string
  readonly instructions: string | undefined
  readonly listDigest: string
  /** Sorted by name. */
  readonly tools: readonly LockedTool[]
}
