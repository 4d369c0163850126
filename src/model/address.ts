import { innerAddress, type InnerKind } from './inner-address.ts'

/** hostOf takes the host out of an address, as it is written; undefined where it comes from the environment or there is none. */
export function hostOf(url: string): string | undefined {
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(url)?.[1] ?? ''
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:(?:\d*|\$\{[^}]*\})$/, '')
  return host === '' ? undefined : host
}

/** Reach says who can be met at an address that is not open to all. */
export interface Reach {
  readonly kind: InnerKind
  /** The host as it is written. */
  readonly host: string
  /** For a number that clients read as another address: `is 10.0.0.1 and `, else nothing. */
  readonly also: string
}

/** reachOf tells which addresses lead into one network only; undefined for the open internet, and where the environment decides the host. */
export function reachOf(url: string): Reach | undefined {
  // Nearly every address is a name that ends in letters.
  const ending = /^https?:\/\/[a-z0-9.-]*\.([a-z]+)(?::\d+)?(?:[/?#]|$)/i.exec(url)?.[1]
  if (ending !== undefined && !innerEndings.has(ending.toLowerCase())) return undefined
  const host = hostOf(url)
  if (host === undefined) return undefined
  if (host.includes('{')) return reachOfHole(host)
  if (!URL.canParse(`http://${host}/`)) return undefined
  const read = new URL(`http://${host}/`).hostname
  const isSix = read.startsWith('[')
  if (!isSix && !/^[\d.]+$/.test(read)) return reachOfName(read, host)
  const inner = innerAddress(isSix ? read.slice(1, -1) : read)
  if (inner === undefined) return undefined
  const meant = isSix ? inner.carried : host === read ? undefined : read
  return { kind: inner.kind, host, also: meant === undefined ? '' : `is ${meant} and ` }
}

function reachOfName(read: string, host: string): Reach | undefined {
  const kind = kindOfName(read)
  return kind === undefined ? undefined : { kind, host, also: '' }
}

/** `${TENANT}.internal` is a name of one network, whatever stands in front. */
function reachOfHole(host: string): Reach | undefined {
  const ending = /\.([a-z]+)\.?$/i.exec(host)?.[1]?.toLowerCase() ?? ''
  return innerEndings.has(ending) && !/^(?:localhost|arpa|goog)$/.test(ending) ? { kind: 'private', host, also: '' } : undefined
}

/** innerEndings are the last parts of names that are known in one network only. */
export const innerEndings: ReadonlySet<string> = new Set([
  'internal',
  'local',
  'localdomain',
  'localhost',
  'lan',
  'home',
  'corp',
  'intranet',
  'private',
  'arpa',
  'svc',
  'goog',
])
const metadataNames = new Set(['metadata', 'instance-data', 'metadata.goog', 'instance-data.ec2.internal'])

function kindOfName(written: string): InnerKind | undefined {
  const name = written.replace(/\.$/, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback'
  if (metadataNames.has(name) || (name.startsWith('metadata.') && name.endsWith('.internal'))) return 'metadata'
  const ending = name.slice(name.lastIndexOf('.') + 1)
  if (ending === 'arpa') return name.endsWith('.home.arpa') ? 'private' : undefined
  if (ending === 'goog') return undefined
  return !name.includes('.') || innerEndings.has(ending) ? 'private' : undefined
}
