import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Peer is a validator of others that judges the integrations of a corpus by our published schema. */
export interface Peer {
  readonly name: string
  /** The whole command, to be run in the folder of a corpus. */
  readonly command: readonly string[]
  /** How it ends when a file is wrong. */
  readonly refusal: number
}

/** Means is what a peer is given. */
export interface Means {
  /** The path of the published schema. */
  readonly schema: string
  /** A folder for what it needs besides. */
  readonly folder: string
}

/**
 * installed gives a file of npm packages that are installed into a folder of their own, outside of the repository, on first use;
 * undefined when that cannot be done.
 */
export function installed(name: string, packages: readonly string[], file: string): string | undefined {
  const folder = join(tmpdir(), 'diga-int-bench', name)
  const path = join(folder, 'node_modules', file)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  spawnSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { stdio: 'ignore', timeout: 300_000 })
  return existsSync(path) ? path : undefined
}

/** nodeOf gives a Node of a version: the one that runs this where it has that major, and otherwise one that is installed like a peer. */
export function nodeOf(version: string): string | undefined {
  if (process.versions.node.split('.')[0] === version.split('.')[0]) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  return installed(`node-${version}`, [`${name}@${version}`], `${name}/bin/node`)
}
