import type { Integration } from '../model/integration.ts'

/** TlsText is one text under `tls` that is filled from the environment. */
export interface TlsText {
  readonly text: string
  /** The way to it from the integration. */
  readonly steps: readonly string[]
}

/** tlsTexts lists the paths and the password with which an integration secures its connections. */
export function tlsTexts({ tls }: Integration): readonly TlsText[] {
  const texts = [
    { text: tls?.caFile, steps: ['tls', 'ca_file'] },
    { text: tls?.client?.certFile, steps: ['tls', 'client', 'cert_file'] },
    { text: tls?.client?.keyFile, steps: ['tls', 'client', 'key_file'] },
    { text: tls?.client?.keyPassword, steps: ['tls', 'client', 'key_password'] },
  ]
  return texts.flatMap(({ text, steps }) => (text === undefined ? [] : [{ text, steps }]))
}
