import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Secret } from '../../src/world/secret.ts'
import type { Answer, HttpResponse, TlsMaterial } from '../../src/world/world.ts'
import { answer } from './answering.ts'
import { createAuthority, selfSigned, type Signed } from './certificates.ts'
import { listen, type Loopback } from './loopback.ts'
import { at, get, limits, testHttp, testMcp } from './network.ts'

const clinic = createAuthority('Authority of the clinic')
const stranger = createAuthority('Authority of a stranger')
const ours = clinic.issue(['phone-agent.clinic.example'])
const demanding = { requestCert: true, rejectUnauthorized: true, ca: clinic.cert }

const kinds = {
  good: { ...clinic.issue(['localhost', '127.0.0.1']) },
  expired: { ...clinic.issue(['localhost'], { days: [-30, -1] }) },
  'not yet valid': { ...clinic.issue(['localhost'], { days: [1, 30] }) },
  'for another host': { ...clinic.issue(['clinic.example', '*.clinic.example', '10.0.0.1']) },
  'for many hosts': { ...clinic.issue(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `${name}.example`)) },
  'of a stranger': { ...stranger.issue(['localhost']) },
  'of a stranger, with the whole chain': chained(stranger.issue(['localhost']), stranger.cert),
  'signed by itself': { ...selfSigned('localhost') },
  'demanding ours': { ...clinic.issue(['localhost']), ...demanding },
  'demanding ours, TLS 1.2': { ...clinic.issue(['localhost']), ...demanding, maxVersion: 'TLSv1.2' },
  'TLS 1.1 alone': { ...clinic.issue(['localhost']), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
  'TLS 1.2 alone': { ...clinic.issue(['localhost']), maxVersion: 'TLSv1.2' },
} as const satisfies Record<string, https.ServerOptions>

type Kind = keyof typeof kinds

function chained({ cert, key }: Signed, above: string): Signed {
  return { cert: cert + above, key }
}

const running = new Map<string, Loopback>()

beforeAll(async () => {
  for (const [kind, options] of Object.entries(kinds)) running.set(kind, await listen(https.createServer(options, answer)))
})

afterAll(async () => {
  await Promise.all([...running.values()].map(({ stop }) => stop()))
})

const to = (kind: Kind, material?: TlsMaterial, host = 'localhost'): Promise<Answer<HttpResponse>> =>
  testHttp().send(get(`https://${host}:${running.get(kind)?.port}/status/200`, { tls: material }), limits)

function outcome(answered: Answer<HttpResponse>): string {
  return answered.ok ? `status ${answered.value.status}` : `${answered.failure.kind}: ${answered.failure.detail}`
}

const trusting: TlsMaterial = { ca: clinic.cert, client: undefined }
const showing = (signed: Signed, password?: string): TlsMaterial => ({
  ca: clinic.cert,
  client: {
    cert: signed.cert,
    key: new Secret('$KEY', signed.key),
    keyPassword: password === undefined ? undefined : new Secret('$PASSWORD', password),
  },
})
const unknown = 'an authority that this machine does not know'

describe('a server with a certificate', () => {
  test.each<[kind: Kind, material: TlsMaterial | undefined, outcome: string]>([
    ['good', trusting, 'status 200'],
    ['good', showing(ours), 'status 200'],
    ['TLS 1.2 alone', trusting, 'status 200'],
    ['demanding ours', showing(ours), 'status 200'],
    ['demanding ours, TLS 1.2', showing(ours), 'status 200'],
    ['good', undefined, `tls: the certificate of the server comes from ${unknown}, or its chain is not whole (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`],
    [
      'of a stranger',
      trusting,
      `tls: the certificate of the server comes from ${unknown}, or its chain is not whole (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
    ],
    [
      'of a stranger, with the whole chain',
      trusting,
      'tls: the certificate of the server comes from an authority that this machine does not trust (SELF_SIGNED_CERT_IN_CHAIN)',
    ],
    ['signed by itself', trusting, 'tls: the certificate of the server is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)'],
    ['expired', trusting, 'tls: the certificate of the server has expired (CERT_HAS_EXPIRED)'],
    ['not yet valid', trusting, 'tls: the certificate of the server is not valid yet (CERT_NOT_YET_VALID)'],
    [
      'for another host',
      trusting,
      'tls: the certificate is for another host: it names "clinic.example", "*.clinic.example", "10.0.0.1" (ERR_TLS_CERT_ALTNAME_INVALID)',
    ],
    [
      'for many hosts',
      trusting,
      'tls: the certificate is for another host: it names "a.example", "b.example", "c.example", "d.example", "e.example" and 2 more (ERR_TLS_CERT_ALTNAME_INVALID)',
    ],
    ['TLS 1.1 alone', trusting, 'tls: the server speaks only versions of TLS that are too old, or too new (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)'],
    ['demanding ours', trusting, 'tls: the server wants a client certificate (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)'],
    [
      'demanding ours, TLS 1.2',
      trusting,
      'tls: the server found no way to make a secure connection; it may want a client certificate (ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE)',
    ],
  ])('%s', async (kind, material, expected) => {
    expect(outcome(await to(kind, material))).toBe(expected)
  })

  test('is held against an address as well as against a name', async () => {
    expect(outcome(await to('good', trusting, '127.0.0.1'))).toBe('status 200')
    expect(outcome(await to('for another host', trusting, '127.0.0.1'))).toMatch(/^tls: the certificate is for another host/)
  })

  test('that sends us on without security is not followed', async () => {
    for (const path of [`http://localhost:${running.get('good')?.port}/anything`, `//127.0.0.1:${running.get('good')?.port}/anything`]) {
      const url = `https://localhost:${running.get('good')?.port}/redirect-to?url=${encodeURIComponent(path)}`
      expect(await testHttp().send(get(url, { tls: trusting }), limits)).toMatchObject({ ok: true, value: { status: 302, redirects: [] } })
    }
  })

  test('that sends us on to itself is followed, securely again', async () => {
    const url = `https://localhost:${running.get('demanding ours')?.port}/redirect/2`
    const answered = await testHttp().send(get(url, { tls: showing(ours) }), limits)
    expect(answered).toMatchObject({ ok: true, value: { status: 200 } })
    expect(answered.ok && answered.value.redirects).toHaveLength(2)
  })

  test('costs time of its own', async () => {
    const answered = await to('good', trusting)
    const phases = answered.ok ? (answered.value.phases ?? []) : []
    expect(phases.map(({ name }) => name)).toEqual(['dns', 'connect', 'tls', 'wait', 'read'])
    expect(phases.find(({ name }) => name === 'tls')?.milliseconds).toBeGreaterThan(0)
  })
})

describe('certificates of our own', () => {
  const opened = clinic.issue(['a.example'], { password: 'opensesame' })
  const damaged = (pem: string): string => pem.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA')
  const encrypted = '-----BEGIN ENCRYPTED PRIVATE KEY-----'
  test.each<[what: string, material: TlsMaterial, outcome: string]>([
    ['a locked key with its password', showing(opened, 'opensesame'), 'status 200'],
    ['a password for a key that is not locked', showing(ours, 'opensesame'), 'status 200'],
    ['several authorities in one text', { ca: stranger.cert + clinic.cert, client: undefined }, 'status 200'],
    ['certificate and key in one text', showing({ cert: ours.key + ours.cert, key: ours.cert + ours.key }), 'status 200'],
    ['the wrong password', showing(opened, 'sesame'), 'tls: client.key_password does not open the key in client.key_file'],
    ['an empty password', showing(opened, ''), 'tls: client.key_password does not open the key in client.key_file'],
    ['no password', showing(opened), 'tls: the key in client.key_file is locked and needs client.key_password'],
    [
      'the key of another certificate',
      showing({ cert: ours.cert, key: clinic.issue(['b.example']).key }),
      'tls: the key in client.key_file does not belong to the certificate in client.cert_file',
    ],
    [
      'certificate and key mixed up',
      showing({ cert: ours.key, key: ours.cert }),
      'tls: client.cert_file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)',
    ],
    ['no key', showing({ cert: ours.cert, key: ours.cert }), 'tls: client.key_file holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)'],
    ['a damaged key', showing({ cert: ours.cert, key: damaged(ours.key) }), 'tls: the key in client.key_file is damaged'],
    [
      'a damaged locked key',
      showing({ cert: ours.cert, key: `${encrypted}\nAAAA\n${encrypted.replace('BEGIN', 'END')}` }, 'x'),
      'tls: client.key_password does not open the key in client.key_file',
    ],
    ['a damaged certificate', showing({ cert: damaged(ours.cert), key: ours.key }), 'tls: the certificate in client.cert_file is damaged'],
    ['an authority that is no PEM', { ca: 'DER', client: undefined }, 'tls: ca_file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)'],
    ['a damaged authority', { ca: damaged(clinic.cert), client: undefined }, 'tls: the certificate in ca_file is damaged'],
  ])('%s', async (_what, material, expected) => {
    const answered = await to('good', material)
    expect(outcome(answered)).toBe(expected)
    expect(JSON.stringify(answered)).not.toContain('opensesame')
    expect(JSON.stringify(answered)).not.toContain(material.client?.key.reveal().split('\n')[1] ?? 'opensesame')
  })

  test('that the server does not trust are no way in', async () => {
    expect((await to('demanding ours', showing(stranger.issue(['eve.example'])))).ok).toBe(false)
    expect((await to('demanding ours', showing(clinic.issue(['old.example'], { days: [-9, -1] })))).ok).toBe(false)
  })

  test('are shown to an MCP server too', async () => {
    const list = (tls: TlsMaterial | undefined) =>
      testMcp().listTools(at(`https://localhost:${running.get('demanding ours')?.port}/mcp`, { tls }), limits)
    // It is none, and says so; but it lets us in.
    expect(await list(showing(ours))).toMatchObject({ ok: false, failure: { kind: 'status', status: 404 } })
    expect(await list(trusting)).toMatchObject({ ok: false, failure: { kind: 'tls' } })
  })

  test('are of no interest without TLS', async () => {
    const plain = await listen(http.createServer(answer))
    const request = get(`http://127.0.0.1:${plain.port}/status/200`, { tls: showing({ cert: 'no', key: 'no' }) })
    expect(outcome(await testHttp().send(request, limits))).toBe('status 200')
    await plain.stop()
  })

  test('go through a proxy, which sees none of them', async () => {
    const server = await listen(https.createServer({ ...clinic.issue(['clinic.example']), ...demanding }, answer))
    const proxy = await listen(
      http.createServer().on('connect', (_request, client: net.Socket) => {
        const target = net.connect(server.port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'))
        target.on('error', () => client.destroy())
        client
          .on('error', () => target.destroy())
          .pipe(target)
          .pipe(client)
      }),
    )
    const through = testHttp({ environment: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } })
    const ask = (material: TlsMaterial) => through.send(get('https://clinic.example/status/200', { tls: material }), limits)
    const shown = await ask(showing(ours))
    expect(outcome(shown)).toBe('status 200')
    expect(shown.ok && shown.value.phases?.map(({ name }) => name)).toEqual(['connect', 'tls', 'wait', 'read'])
    expect(outcome(await ask(trusting))).toMatch(/the server wants a client certificate/)
    await Promise.all([proxy.stop(), server.stop()])
  })
})

describe('a server that speaks TLS badly', () => {
  const alert = (description: number) => Buffer.from([0x15, 3, 3, 0, 2, 2, description])
  test.each<[what: string, talk: (socket: net.Socket) => void, outcome: RegExp]>([
    ['speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /^tls: the server does not speak TLS at this port/],
    ['speaks SMTP', (socket) => socket.end('220 mail.clinic.example ESMTP\r\n'), /^tls: the server does not speak TLS at this port/],
    ['hangs up', (socket) => socket.destroy(), /^reset: the server closed the connection instead of securing it/],
    ['resets', (socket) => socket.resetAndDestroy(), /^reset: the server closed the connection instead of securing it/],
    // As servers built on OpenSSL say it; Node's own just hang up.
    [
      'does not know who signed our certificate',
      (socket) => socket.end(alert(48)),
      /^tls: the server does not trust the authority of the client certificate/,
    ],
    ['finds our certificate too old', (socket) => socket.end(alert(45)), /^tls: the client certificate has expired, says the server/],
    ['does not like our certificate', (socket) => socket.end(alert(42)), /^tls: the server refuses the client certificate/],
    ['does not let us in', (socket) => socket.end(alert(49)), /^tls: the server refuses the client certificate/],
    ['knows no such host', (socket) => socket.end(alert(112)), /^tls: the server knows no host of this name/],
    ['says that it is broken', (socket) => socket.end(alert(80)), /^tls: the secure connection could not be made/],
  ])('%s', async (_what, talk, expected) => {
    const server = await listen(net.createServer((socket) => socket.once('data', () => talk(socket))))
    const answered = await testHttp().send(get(`https://localhost:${server.port}`), limits)
    await server.stop()
    expect(outcome(answered)).toMatch(expected)
    expect(answered).toMatchObject({ ok: false, failure: { phase: 'tls' } })
  })

  test('breaks off in the middle of an answer', async () => {
    const server = await listen(
      tls.createServer(kinds.good, (socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nonly', () => socket.destroy()))
      }),
    )
    const answered = await testHttp().send(get(`https://localhost:${server.port}`, { tls: trusting }), limits)
    await server.stop()
    expect(answered).toMatchObject({ ok: false, failure: { kind: 'reset', phase: 'read' } })
  })
})
