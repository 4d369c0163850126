/** hostOf takes the host out of an address, as it is written; undefined where it comes from the environment or there is none. */
export function hostOf(url: string): string | undefined {
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(url)?.[1] ?? ''
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:(?:\d*|\$\{[^}]*\})$/, '')
  return host === '' ? undefined : host
}

/** Reach says who can be met at an address that is not open to all: a cloud's own desk for credentials, this machine, one network. */
export interface Reach {
  readonly kind: 'metadata' | 'loopback' | 'link-local' | 'private'
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
  const isFour = /^[\d.]+$/.test(read)
  const kind = read.startsWith('[') ? kindOfSix(read.slice(1, -1)) : isFour ? kindOfFour(read) : kindOfName(read)
  return kind === undefined ? undefined : { kind, host, also: isFour && host !== read ? `is ${read} and ` : '' }
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

function kindOfName(written: string): Reach['kind'] | undefined {
  const name = written.replace(/\.$/, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback'
  if (metadataNames.has(name) || (name.startsWith('metadata.') && name.endsWith('.internal'))) return 'metadata'
  const ending = name.slice(name.lastIndexOf('.') + 1)
  if (ending === 'arpa') return name.endsWith('.home.arpa') ? 'private' : undefined
  if (ending === 'goog') return undefined
  return !name.includes('.') || innerEndings.has(ending) ? 'private' : undefined
}

type Bytes = readonly [first: number, second: number, third: number, fourth: number]

function kindOfFour(text: string): Reach['kind'] | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = text.split('.').map(Number)
  return kindOfBytes([first, second, third, fourth])
}

const metadataFours = new Set(['169.254.169.254', '169.254.170.2', '169.254.170.23', '100.100.100.200', '168.63.129.16', '192.0.0.192'])

function kindOfBytes([first, second, third, fourth]: Bytes): Reach['kind'] | undefined {
  if (metadataFours.has(`${first}.${second}.${third}.${fourth}`)) return 'metadata'
  if (first === 127) return 'loopback'
  if (first === 169 && second === 254) return 'link-local'
  if (first === 10 || first === 0 || (first === 192 && second === 168)) return 'private'
  if (first === 172 && second >= 16 && second < 32) return 'private'
  // What lies behind a carrier, and networks for measuring.
  return (first === 100 && second >= 64 && second < 128) || (first === 198 && (second === 18 || second === 19)) ? 'private' : undefined
}

function kindOfSix(text: string): Reach['kind'] | undefined {
  const groups = groupsOf(text)
  const [first = 0, second = 0] = groups
  const leading = groups.findIndex((group) => group !== 0)
  if (text === '::1') return 'loopback'
  if (text === '::') return 'private'
  // ::ffff:10.0.0.1 and 64:ff9b::10.0.0.1 are IPv4 in another dress.
  if ((leading === 5 && groups[5] === 0xffff) || leading === 6 || (first === 0x64 && second === 0xff9b))
    return kindOfBytes(bytesOf(groups[6] ?? 0, groups[7] ?? 0))
  if (first === 0x2002) return kindOfBytes(bytesOf(second, groups[2] ?? 0))
  if (text === 'fd00:ec2::254' || text === 'fd00:ec2::23' || text === 'fd20:ce::254') return 'metadata'
  if ((first & 0xffc0) === 0xfe80) return 'link-local'
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfec0 ? 'private' : undefined
}

function bytesOf(high: number, low: number): Bytes {
  return [high >> 8, high & 255, low >> 8, low & 255]
}

/** The eight groups of an address as URL writes it: in lower case, the longest zeros as `::`. */
function groupsOf(text: string): readonly number[] {
  const [head = '', tail] = text.split('::')
  const numbers = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  if (tail === undefined) return numbers(head)
  const [before, after] = [numbers(head), numbers(tail)]
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
}
