import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import net from 'node:net'

// X.509 as RFC 5280 writes it, just enough of it: the OpenSSL in Node judges whether it is good. A package for this would bring twenty others.

/** Signed is a certificate and its key, as PEM texts. */
export interface Signed {
  readonly cert: string
  readonly key: string
}

/** Authority signs certificates. */
export interface Authority {
  readonly cert: string
  /** Makes a certificate for hosts, names or addresses; it is good for some days, counted from today. */
  readonly issue: (hosts: readonly string[], options?: { readonly days?: Days; readonly password?: string }) => Signed
}

type Days = readonly [from: number, to: number]

const thisMonth: Days = [-1, 30]

/** createAuthority makes an authority that nobody knows. */
export function createAuthority(name: string): Authority {
  const { publicKey, privateKey } = newKeys()
  const cert = certificate({ subject: name, issuer: name, publicKey, signer: privateKey, days: [-400, 400], extension: isAuthority })
  return {
    cert,
    issue(hosts, { days = thisMonth, password } = {}) {
      const keys = newKeys()
      const subject = hosts[0] ?? ''
      const signed = certificate({ subject, issuer: name, publicKey: keys.publicKey, signer: privateKey, days, extension: namesOf(hosts) })
      return { cert: signed, key: keyText(keys.privateKey, password) }
    },
  }
}

/** selfSigned is a certificate that vouches for itself. */
export function selfSigned(host: string): Signed {
  const { publicKey, privateKey } = newKeys()
  const cert = certificate({ subject: host, issuer: host, publicKey, signer: privateKey, days: thisMonth, extension: namesOf([host]) })
  return { cert, key: keyText(privateKey) }
}

function newKeys(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function keyText(key: KeyObject, password?: string): string {
  const lock = password === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: password }
  return key.export({ type: 'pkcs8', format: 'pem', ...lock }).toString()
}

interface Content {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly signer: KeyObject
  readonly days: Days
  readonly extension: Buffer
}

let count = 0

function certificate({ subject, issuer, publicKey, signer, days, extension }: Content): string {
  const serial = der(0x02, Buffer.from([1, (count += 1)]))
  const validity = der(0x30, time(days[0]), time(days[1]))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const version3 = der(0xa0, der(0x02, Buffer.from([2])))
  const content = der(0x30, version3, serial, ecdsaWithSha256, name(issuer), validity, name(subject), key, der(0xa3, der(0x30, extension)))
  const whole = der(0x30, content, ecdsaWithSha256, der(0x03, Buffer.from([0]), sign('sha256', content, signer)))
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

/** A value with its tag and length in front. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const ecdsaWithSha256 = der(0x30, identifier('2a8648ce3d040302'))
// Basic constraints: an authority, and whoever does not understand that must not go on.
const isAuthority = der(0x30, identifier('551d13'), der(0x01, Buffer.from([255])), der(0x04, der(0x30, der(0x01, Buffer.from([255])))))

function name(common: string): Buffer {
  return der(0x30, der(0x31, der(0x30, identifier('550403'), der(0x0c, Buffer.from(common)))))
}

function namesOf(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) => (net.isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))))
  return der(0x30, identifier('551d11'), der(0x04, der(0x30, ...names)))
}

function time(days: number): Buffer {
  const moment = new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString()
  return der(0x17, Buffer.from(`${moment.slice(2, 19).replace(/\D/g, '')}Z`))
}
