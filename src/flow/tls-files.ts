import { posix } from 'node:path'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Integration } from '../model/integration.ts'
import type { Resolved } from '../request/credentials.ts'
import type { Environment } from '../request/environment.ts'
import { Filler } from '../request/fill.ts'
import { printableLine } from '../text/printable.ts'
import { type Hideable, joined, reveal, Secret, shown } from '../world/secret.ts'
import type { FileFailure, TlsMaterial, World } from '../world/world.ts'

/** readTlsFiles reads the files that an integration names under `tls`; undefined: the usual certificates are enough. */
export function readTlsFiles(world: World, integration: Integration, environment: Environment): Resolved<TlsMaterial | undefined> {
  const { tls } = integration
  if (tls === undefined) return { ok: true, value: undefined }
  const reader = new Reader(world, integration, environment)
  const ca = tls.caFile === undefined ? undefined : reader.certificates(tls.caFile, 'ca_file')
  const client = tls.client === undefined ? undefined : reader.client(tls.client)
  if (reader.diagnostics.length > 0) return { ok: false, diagnostics: reader.diagnostics }
  return { ok: true, value: { ca, client } }
}

type Client = NonNullable<TlsMaterial['client']>

class Reader {
  private readonly world: World
  private readonly integration: Integration
  private readonly filler: Filler
  private readonly troubles: Diagnostic[] = []

  constructor(world: World, integration: Integration, environment: Environment) {
    this.world = world
    this.integration = integration
    this.filler = new Filler({ arguments: {}, variables: new Map(), environment })
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.filler.diagnostics, ...this.troubles]
  }

  certificates(path: string, ...steps: readonly string[]): string {
    const { text, refuse } = this.read(path, steps)
    if (text !== undefined && !text.includes('-----BEGIN CERTIFICATE-----')) refuse(`holds ${kindOf(text)}, and no certificate in PEM`, pemHint)
    return text ?? ''
  }

  client({ certFile, keyFile, keyPassword }: NonNullable<NonNullable<Integration['tls']>['client']>): Client {
    const cert = this.certificates(certFile, 'client', 'cert_file')
    const key = this.key(keyFile, keyPassword !== undefined)
    const password = keyPassword === undefined ? undefined : this.fill(keyPassword, ['client', 'key_password'])
    return { cert, key, keyPassword: typeof password === 'string' ? new Secret('(hidden)', password) : password }
  }

  private key(path: string, hasPassword: boolean): Secret {
    const { text = '', name, refuse } = this.read(path, ['client', 'key_file'])
    if (text !== '' && !/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(text)) refuse(`holds ${kindOf(text)}, and no private key in PEM`, pemHint)
    else if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text) && !hasPassword) {
      refuse('is encrypted', 'name the variable that holds its password: key_password: "${NAME}"')
    }
    return new Secret(`(the key in ${name})`, text)
  }

  private fill(text: string, steps: readonly string[]): Hideable {
    return this.filler.text(text, (written) => this.integration.at.within(written, 'tls', ...steps))
  }

  private read(path: string, steps: readonly string[]): { text?: string; name: string; refuse: (trouble: string, hint: string) => void } {
    const { at } = this.integration
    const before = this.filler.diagnostics.length
    const filled = this.fill(path, steps)
    const name = printableLine(shown(filled))
    const refuse = (trouble: string, hint: string): void => {
      this.troubles.push(diagnose('tls-file-unreadable', { message: `"${name}" ${trouble}`, span: at.value('tls', ...steps), hint }))
    }
    if (this.filler.diagnostics.length > before) return { name, refuse }
    const read = this.world.files.read(posix.normalize(reveal(tlsPathOf(this.integration, filled))))
    if (read.ok && read.text.trim() !== '') return { text: read.text, name, refuse }
    if (read.ok) refuse('is empty', pemHint)
    else refuse(troubles[read.failure.kind] ?? `cannot be read (${read.failure.detail})`, hints[read.failure.kind] ?? 'check the file')
    return { name, refuse }
  }
}

/** tlsPathOf gives the path of a file that an integration names: it counts from the folder of the integration's own file. */
export function tlsPathOf(integration: Integration, path: Hideable): Hideable {
  const start = reveal(path)
  const folder = posix.dirname(integration.at.file.path)
  const isAbsolute = posix.isAbsolute(start) || /^[A-Za-z]:[\\/]/.test(start)
  if (isAbsolute) return path
  return typeof path === 'string' ? posix.join(folder, path) : joined([`${folder}/`, path])
}

const pemHint = 'PEM is text that begins with -----BEGIN; openssl turns other formats into it'

const troubles: Readonly<Partial<Record<FileFailure['kind'], string>>> = {
  missing: 'is not there',
  folder: 'is a folder',
  denied: 'may not be read',
  'not-utf8': 'is not in PEM, which is a text',
}

const hints: Readonly<Partial<Record<FileFailure['kind'], string>>> = {
  missing: 'a path counts from the folder of this file; ${NAME} may name another one',
  folder: 'name a file in it',
  denied: 'check whose file it is, and who may read it',
  'not-utf8': 'openssl x509 -inform der turns a certificate into PEM, openssl pkcs12 a .p12 or .pfx',
}

/** What a PEM text holds, by its own words. */
function kindOf(text: string): string {
  const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text)?.[1]
  return label === undefined ? 'no PEM' : label === 'CERTIFICATE' ? 'a certificate' : label.endsWith('PRIVATE KEY') ? 'a private key' : `a ${label}`
}
