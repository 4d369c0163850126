/** InnerKind says who is at an inner address: a cloud's own desk for credentials, this machine, one cable, one network, a group of machines. */
export type InnerKind = 'metadata' | 'loopback' | 'link-local' | 'private' | 'group'

/** Inner is what kind of inner address a number is, and which one it stands for: many ways of writing lead to the same machine. */
export interface Inner {
  readonly kind: InnerKind
  /** The IPv4 address that an IPv6 address carries; undefined where there is none. */
  readonly carried: string | undefined
}

/** innerAddress judges an IP address as `URL` or a resolver writes it, without brackets; undefined for those of the open internet. */
export function innerAddress(address: string): Inner | undefined {
  if (!address.includes(':')) return innerOf(kindOfFour(address.split('.').map(Number)))
  // What a resolver writes may end in an interface (fe80::1%eth0), or in an IPv4 address (::ffff:10.0.0.1).
  const bare = address.replace(/%.*$/, '')
  const written = `http://[${bare}]/`
  return URL.canParse(written) ? innerOfSix(new URL(written).hostname.slice(1, -1)) : undefined
}

function innerOf(kind: InnerKind | undefined, carried?: string): Inner | undefined {
  return kind === undefined ? undefined : { kind, carried }
}

// The last two are for nobody but the clouds that give them a meaning.
const metadataFours = new Set(['169.254.169.254', '169.254.170.2', '169.254.170.23', '100.100.100.200', '168.63.129.16', '192.0.0.192'])
const metadataSixes = new Set(['fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254'])

function kindOfFour(bytes: readonly number[]): InnerKind | undefined {
  const [first = 0, second = 0] = bytes
  const isAll = bytes.every((byte) => byte === 255)
  if (metadataFours.has(bytes.join('.'))) return 'metadata'
  if (first === 127) return 'loopback'
  if (first === 169 && second === 254) return 'link-local'
  if (isAll || (first >= 224 && first < 240)) return 'group'
  // What begins with 240 and above was never given to anybody.
  if (first === 10 || first === 0 || first >= 240 || (first === 192 && second === 168)) return 'private'
  if (first === 172 && second >= 16 && second < 32) return 'private'
  // What lies behind a carrier, and networks for measuring.
  return (first === 100 && second >= 64 && second < 128) || (first === 198 && (second === 18 || second === 19)) ? 'private' : undefined
}

function innerOfSix(text: string): Inner | undefined {
  if (text === '::1') return innerOf('loopback')
  if (text === '::') return innerOf('private')
  if (metadataSixes.has(text)) return innerOf('metadata')
  const groups = groupsOf(text)
  const carried = carriedBy(groups)
  if (carried !== undefined) return innerOf(kindOfFour(carried), carried.join('.'))
  const [first = 0] = groups
  if ((first & 0xffc0) === 0xfe80) return innerOf('link-local')
  if (first >= 0xff00) return innerOf('group')
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfec0 ? innerOf('private') : undefined
}

/** The IPv4 address in another dress: ::ffff:10.0.0.1, ::10.0.0.1, ::ffff:0:10.0.0.1, 64:ff9b::10.0.0.1 (NAT64), 2002:a00:1:: (6to4), Teredo. */
function carriedBy(groups: readonly number[]): readonly number[] | undefined {
  const [first = 0, second = 0, third = 0] = groups
  const [high = 0, low = 0] = groups.slice(6)
  const leading = groups.findIndex((group) => group !== 0)
  const isMapped = (leading === 5 && groups[5] === 0xffff) || (leading === 4 && groups[4] === 0xffff && groups[5] === 0)
  if (isMapped || leading === 6 || (first === 0x64 && second === 0xff9b)) return bytesOf(high, low)
  if (first === 0x2002) return bytesOf(second, third)
  // Teredo turns every bit of the client's address around (RFC 4380, section 4).
  return first === 0x2001 && second === 0 ? bytesOf(high ^ 0xffff, low ^ 0xffff) : undefined
}

function bytesOf(high: number, low: number): readonly number[] {
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
