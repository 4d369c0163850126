import { chmodSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { OAuthDiscoveryState, StoredOAuthClientInformation, StoredOAuthTokens } from '@modelcontextprotocol/client'
import { isObject } from './mcp-object.ts'
import { replaceFile } from './replace-file.ts'

/** StoredLogin is what was given at a login: all that is needed to show it, and to renew it. */
export interface StoredLogin {
  readonly client: StoredOAuthClientInformation
  readonly tokens: StoredOAuthTokens
  /** When the access token ends, in milliseconds since 1970; undefined: the server does not say. */
  readonly ends: number | undefined
  readonly discovery: OAuthDiscoveryState
}

/** LoginStore keeps logins in the folder for the state of the user's programs: one file for each origin, for nobody else to read. */
export interface LoginStore {
  read(url: URL): StoredLogin | undefined
  write(url: URL, login: StoredLogin): void
  /** Tells whether there was one. */
  remove(url: URL): boolean
  /** Where a file says that a login there is being renewed. */
  lockOf(url: URL): string
}

type Environment = Readonly<Record<string, string | undefined>>

/** createLoginStore keeps them where the system keeps such things, or where XDG_STATE_HOME says. */
export function createLoginStore(environment: Environment, platform: string = process.platform): LoginStore {
  const folder = join(stateFolder(environment, platform), 'diga-int', 'logins')
  const fileOf = ({ origin }: URL): string => join(folder, `${origin.replace(/[^a-z0-9.]+/gi, '-')}-${digestOf(origin)}.json`)
  const save = (url: URL, logins: Readonly<Record<string, unknown>>): void =>
    replace(folder, fileOf(url), `${JSON.stringify({ version: 1, origin: url.origin, logins }, null, 2)}\n`)
  return {
    read: (url) => loginIn(readLogins(fileOf(url))[url.href]),
    write: (url, login) => save(url, { ...readLogins(fileOf(url)), [url.href]: login }),
    remove(url) {
      const { [url.href]: gone, ...rest } = readLogins(fileOf(url))
      if (Object.keys(rest).length === 0) rmSync(fileOf(url), { force: true })
      else save(url, rest)
      return gone !== undefined
    },
    lockOf: (url) => `${fileOf(url)}.lock`,
  }
}

function stateFolder(environment: Environment, platform: string): string {
  const { XDG_STATE_HOME: wish = '', LOCALAPPDATA: local = '' } = environment
  if (platform === 'win32') return local === '' ? join(homedir(), 'AppData', 'Local') : local
  // By its specification a path that is not absolute does not count.
  if (isAbsolute(wish)) return wish
  const home = environment['HOME'] ?? homedir()
  return platform === 'darwin' ? join(home, 'Library', 'Application Support') : join(home, '.local', 'state')
}

function digestOf(origin: string): string {
  return createHash('sha256').update(origin).digest('hex').slice(0, 8)
}

function readLogins(path: string): Readonly<Record<string, unknown>> {
  try {
    // A copy or a backup may have opened it to others.
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isObject(data) && data.version === 1 && isObject(data.logins) ? data.logins : {}
  } catch {
    // Not there, or not to be understood: then nobody is logged in.
    return {}
  }
}

function loginIn(data: unknown): StoredLogin | undefined {
  if (!isObject(data)) return undefined
  const { client, tokens, ends, discovery } = data
  if (!isClient(client) || !isTokens(tokens) || !isDiscovery(discovery)) return undefined
  return { client, tokens, ends: typeof ends === 'number' ? ends : undefined, discovery }
}

function isClient(value: unknown): value is StoredOAuthClientInformation {
  return isObject(value) && typeof value.client_id === 'string'
}

function isTokens(value: unknown): value is StoredOAuthTokens {
  return isObject(value) && typeof value.access_token === 'string' && typeof value.token_type === 'string'
}

function isDiscovery(value: unknown): value is OAuthDiscoveryState {
  return isObject(value) && typeof value.authorizationServerUrl === 'string'
}

/** Between the old file and the new one there is none that others can read. */
function replace(folder: string, path: string, text: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  replaceFile(path, text, { mode: 0o600 })
}
