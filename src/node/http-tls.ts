import type { KeyObject, X509Certificate } from 'node:crypto'
import type tls from 'node:tls'
import type { TlsMaterial } from '../world/world.ts'
import { failureOf, Trouble } from './http-failure.ts'
import { lateTls } from './http-proxy.ts'

/** trustOf makes of certificates and keys what connections are secured with; undefined for the usual. What is wrong with them is a Trouble. */
export function trustOf(material: TlsMaterial | undefined): tls.SecureContext | undefined {
  if (material === undefined) return undefined
  const { ca, client } = material
  const texts = JSON.stringify([ca, client?.cert, client?.key.reveal(), client?.keyPassword?.reveal()])
  const known = made.get(texts) ?? contextOf(material)
  made.set(texts, known)
  return known
}

// Node takes 50 ms to read the authorities that everybody trusts; of several calls only the first is to wait for that.
const made = new Map<string, tls.SecureContext>()

function contextOf({ ca, client }: TlsMaterial): tls.SecureContext {
  if (ca !== undefined) certificateIn(ca, 'ca_file')
  if (client !== undefined) judgeClient(client)
  const { createSecureContext, rootCertificates } = lateTls()
  try {
    return createSecureContext({
      // An authority of one's own comes beside those that everybody trusts.
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
      ...(client === undefined ? {} : { cert: client.cert, key: client.key.reveal(), passphrase: client.keyPassword?.reveal() }),
    })
  } catch (error) {
    throw unusable(`the certificates cannot be used (${failureOf(error).code ?? 'unknown'})`)
  }
}

type Client = NonNullable<TlsMaterial['client']>

function judgeClient({ cert, key, keyPassword }: Client): void {
  const certificate = certificateIn(cert, 'client.cert_file')
  if (certificate.checkPrivateKey(openKey(key.reveal(), keyPassword?.reveal()))) return
  throw unusable('the key in client.key_file does not belong to the certificate in client.cert_file')
}

function openKey(text: string, passphrase: string | undefined): KeyObject {
  const named = /-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----/.exec(text)
  if (named === null) throw unusable('client.key_file holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)')
  const isLocked = named[1]?.startsWith('ENCRYPTED') === true || /^Proc-Type:.*ENCRYPTED/m.test(text)
  if (isLocked && passphrase === undefined) throw unusable('the key in client.key_file is locked and needs client.key_password')
  try {
    return process.getBuiltinModule('node:crypto').createPrivateKey({ key: text, ...(isLocked && passphrase !== undefined ? { passphrase } : {}) })
  } catch {
    throw unusable(isLocked ? 'client.key_password does not open the key in client.key_file' : 'the key in client.key_file is damaged')
  }
}

function certificateIn(text: string, file: string): X509Certificate {
  if (!/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/.test(text))
    throw unusable(`${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)`)
  try {
    return new (process.getBuiltinModule('node:crypto').X509Certificate)(text)
  } catch {
    throw unusable(`the certificate in ${file} is damaged`)
  }
}

function unusable(detail: string): Trouble {
  return new Trouble({ kind: 'tls', detail })
}
