import type { LockDifference } from '../lock/diff.ts'
import type { Touched } from './touched.ts'

/** SyncedServer is what became of one MCP integration. */
export interface SyncedServer {
  readonly integration: string
  readonly lockfile: string
  readonly status: 'written' | 'unchanged' | 'drifted' | 'not-locked' | 'not-asked'
  readonly tools: number
  readonly server: { readonly name: string; readonly version: string; readonly protocolVersion: string } | undefined
  readonly difference: LockDifference
  /** Who uses what changed. */
  readonly touched: Touched
  /** Whether there was no lockfile before, so that everything is new. */
  readonly isFirst: boolean
  /** With `accept`: what else has changed and stays as it was locked. */
  readonly left: { readonly tools: readonly string[]; readonly server: boolean }
}

/** Synced is what became of each server, sorted by name. */
export interface Synced {
  readonly check: boolean
  readonly dryRun: boolean
  readonly servers: readonly SyncedServer[]
}
