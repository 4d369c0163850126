import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { TLSSocket } from 'node:tls'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { readTlsFiles } from '../../src/flow/tls-files.ts'
import { decodeIntegration } from '../../src/model/decode.ts'
import type { Http, HttpRequest } from '../../src/world/world.ts'
import { parseYaml } from '../../src/yaml/parse.ts'
import { call, folderOf, realWorld, serveWith } from './real.ts'

const cert = readFileSync(new URL('../node/fixtures/only-for-tests.pem', import.meta.url), 'utf8')
const key = readFileSync(new URL('../node/fixtures/only-for-tests.key', import.meta.url), 'utf8')
const locked = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'o-p-e-n' }).toString()

const files = { 'certs/shop.pem': cert, 'certs/shop.key': key, 'certs/locked.key': locked, 'certs/empty.pem': '\n', 'certs/words.pem': 'hello' }

const yaml = (url: string, tls: string): string => `type: http
description: A parcel service
base_url: ${url}
tls: ${tls}
tools:
  find_parcel:
    description: Finds a parcel. Use it when the caller asks for one.
    request: { method: GET, path: /parcels }
`

it.each([
  ['a key as it is', '{ cert_file: ../certs/shop.pem, key_file: "${CERTS}/shop.key" }'],
  ['a key with a password', '{ cert_file: ../certs/shop.pem, key_file: ../certs/locked.key, key_password: "${KEY_PASSWORD}" }'],
])('the files prove who is who, and their secrets stay inside: %s', async (_, client) => {
  const seen: string[] = []
  const server = https.createServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: true }, (request, response) => {
    const socket = request.socket as TLSSocket
    seen.push(`${socket.authorized}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const port = await serveWith(server)
  const folder = folderOf({
    ...files,
    'integrations/parcels.yaml': yaml(`https://localhost:${port}`, `{ ca_file: ../certs/shop.pem, client: ${client} }`),
  })
  const { world } = realWorld(folder, { CERTS: `${folder}/certs`, KEY_PASSWORD: 'o-p-e-n' })
  const sent: HttpRequest[] = []
  const http: Http = { send: (request, limits) => (sent.push(request), world.http.send(request, limits)) }
  const called = await call({ ...world, http }, 'parcels/find_parcel')
  expect(called.diagnostics).toEqual([])
  expect(called.result?.verdict).toBe('works')
  expect(seen).toEqual(['true'])
  expect(sent[0]?.tls?.ca).toBe(cert)
  for (const text of [JSON.stringify([called, sent]), inspect([called, sent], { depth: 9, showHidden: true })]) {
    expect(text).not.toContain('PRIVATE KEY')
    expect(text).not.toContain('o-p-e-n')
  }
})

it.each<[string, string, string]>([
  ['is not there', '{ ca_file: ../certs/shop.crt }', '../certs/shop.crt | "../certs/shop.crt" is not there'],
  ['is a folder', '{ ca_file: ../certs }', '../certs | "../certs" is a folder'],
  ['is empty', '{ ca_file: ../certs/empty.pem }', '../certs/empty.pem | "../certs/empty.pem" is empty'],
  ['is no PEM', '{ ca_file: ../certs/words.pem }', '../certs/words.pem | "../certs/words.pem" holds no PEM, and no certificate in PEM'],
  [
    'is a key where a certificate belongs, and the other way round',
    '{ client: { cert_file: ../certs/shop.key, key_file: ../certs/shop.pem } }',
    '../certs/shop.key | "../certs/shop.key" holds a private key, and no certificate in PEM; ' +
      '../certs/shop.pem | "../certs/shop.pem" holds a certificate, and no private key in PEM',
  ],
  [
    'is a key that is encrypted, and no password is named',
    '{ client: { cert_file: ../certs/shop.pem, key_file: ../certs/locked.key } }',
    '../certs/locked.key | "../certs/locked.key" is encrypted',
  ],
  [
    'lies where the environment says, and it says nothing',
    '{ ca_file: "${NOT_SET}/ca.pem" }',
    '${NOT_SET} | environment variable "NOT_SET" is not set',
  ],
  ['lies where the environment says', '{ ca_file: "${CERTS}/ca.pem" }', '"${CERTS}/ca.pem" | "$CERTS/ca.pem" is not there'],
])('a file that cannot be used is told at its line: it %s', async (_, tls, expected) => {
  const folder = folderOf(files)
  const parsed = await parseYaml({ path: 'integrations/parcels.yaml', text: yaml('https://parcels.example', tls) })
  if (!parsed.ok) throw new Error('the case is no YAML')
  const environment = { CERTS: `${folder}/certs` }
  const read = readTlsFiles(realWorld(folder).world, decodeIntegration('parcels', parsed.root), environment)
  const told = read.ok ? [] : read.diagnostics.map(({ message, span }) => `${span?.file.text.slice(span.start, span.end)} | ${message}`)
  expect(told.join('; ')).toBe(expected)
})

it('a password that does not open the key is told where the files are named, and nothing is sent', async () => {
  const client = '{ cert_file: ../certs/shop.pem, key_file: ../certs/locked.key, key_password: "${KEY_PASSWORD}" }'
  const folder = folderOf({ ...files, 'integrations/parcels.yaml': yaml('https://parcels.example', `{ client: ${client} }`) })
  const { diagnostics } = await call(realWorld(folder, { KEY_PASSWORD: 's-h-u-t' }).world, 'parcels/find_parcel')
  expect(diagnostics.map(({ code, message, span }) => `${code} at ${span?.file.text.slice(span.start, span.end)}: ${message}`)).toEqual([
    'server-tls at tls: "parcels": client.key_password does not open the key in client.key_file',
  ])
})
