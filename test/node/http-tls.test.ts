import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { proxyFor } from '../../src/node/http-proxy.ts'
import { runAlone } from './child.ts'
import { listen, type Loopback } from './loopback.ts'
import { at, get, limits, testHttp, testMcp } from './network.ts'

const running: Loopback[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
})

async function start(server: net.Server): Promise<number> {
  const loopback = await listen(server)
  running.push(loopback)
  return loopback.port
}

const keys = {
  key: readFileSync(new URL('fixtures/only-for-tests.key', import.meta.url)),
  cert: readFileSync(new URL('fixtures/only-for-tests.pem', import.meta.url)),
}

/** A proxy that takes every way to one port of this machine, whatever host was asked for. */
function proxyTo(port: number, seen: http.IncomingMessage[]): http.Server {
  return http.createServer().on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    seen.push(request)
    const target = net.connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'))
    target.on('error', () => client.destroy())
    client.on('error', () => target.destroy())
    client.pipe(target).pipe(client)
  })
}

test('a certificate signed by itself is not accepted', async () => {
  const port = await start(https.createServer(keys, (_request, response) => response.end('never')))
  const detail = 'the certificate of the server is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)'
  const failure = { kind: 'tls', detail, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }
  expect(await testHttp().send(get(`https://localhost:${port}`), limits)).toMatchObject({ ok: false, failure: { ...failure, phase: 'tls' } })
  expect(await testMcp().listTools(at(`https://localhost:${port}/mcp`), limits)).toEqual({ ok: false, failure })
})

test('a server that speaks no TLS, or too old a one, is told apart from one that is silent', async () => {
  const plain = await start(http.createServer((_request, response) => response.end('plain')))
  expect(await testHttp().send(get(`https://localhost:${plain}`), limits)).toMatchObject({ ok: false, failure: { kind: 'tls' } })
  const old = await start(tls.createServer({ ...keys, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }))
  expect(await testHttp().send(get(`https://localhost:${old}`), limits)).toMatchObject({ ok: false, failure: { kind: 'tls' } })
})

test('https works with a certificate that the machine trusts, but not for another host', async () => {
  const port = await start(https.createServer(keys, (_request, response) => response.end('open until six')))
  const { answers, errors } = await runAlone(
    { what: 'http', url: `https://localhost:${port}/hours` },
    { what: 'http', url: `https://127.0.0.1:${port}/hours` },
  )
  const code = 'ERR_TLS_CERT_ALTNAME_INVALID'
  const failure = { kind: 'tls', detail: `the certificate is for another host: it names "localhost", "clinic.example" (${code})`, code, phase: 'tls' }
  expect({ answers, errors }).toMatchObject({ answers: ['open until six', failure], errors: '' })
})

test('a proxy carries https without seeing into it, and http in the same way', async () => {
  const secure = await start(https.createServer(keys, (request, response) => response.end(`secure ${request.headers.host}`)))
  const plain = await start(http.createServer((request, response) => response.end(`plain ${request.headers.host}`)))
  const seen: http.IncomingMessage[] = []
  const [secureProxy, plainProxy] = await Promise.all([start(proxyTo(secure, seen)), start(proxyTo(plain, seen))])
  const environment = { HTTPS_PROXY: `http://ana:open%20sesame@127.0.0.1:${secureProxy}`, http_proxy: `127.0.0.1:${plainProxy}` }
  const alone = await runAlone({ what: 'http', url: 'https://clinic.example/hours', environment })
  expect(alone).toMatchObject({ answers: ['secure clinic.example'], errors: '' })
  const answer = await testHttp({ environment }).send(get('http://clinic.example:8080/hours'), limits)
  expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe('plain clinic.example:8080')
  expect(seen.map(({ url }) => url)).toEqual(['clinic.example:443', 'clinic.example:8080'])
  expect(seen.map(({ headers }) => headers['proxy-authorization'])).toEqual([`Basic ${Buffer.from('ana:open sesame').toString('base64')}`, undefined])
})

test('a proxy that does not help is not mistaken for the server', async () => {
  const refuse = (_request: unknown, client: net.Socket) => client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  const refusing = await start(http.createServer().on('connect', refuse))
  const silent = await start(net.createServer())
  const send = (proxy: string, milliseconds = 5000) =>
    testHttp({ environment: { HTTP_PROXY: proxy } }).send(get('http://clinic.example'), { ...limits, milliseconds })
  expect(await send(`http://ana:opensesame@127.0.0.1:${refusing}`)).toMatchObject({
    ok: false,
    failure: { kind: 'other', detail: 'the proxy refused the connection with status 407', phase: 'connect' },
  })
  expect(await send('http://127.0.0.1:1')).toMatchObject({
    ok: false,
    failure: {
      kind: 'refused',
      detail: 'the proxy cannot be used: nothing accepts connections there (ECONNREFUSED)',
      code: 'ECONNREFUSED',
      phase: 'connect',
    },
  })
  expect(await send(`http://127.0.0.1:${silent}`, 100)).toMatchObject({
    ok: false,
    failure: { kind: 'timeout', detail: 'no connection to the server was made within 100 ms', phase: 'connect' },
  })
  expect(await send('socks5://ana:opensesame@127.0.0.1:1')).toMatchObject({
    ok: false,
    failure: { kind: 'other', detail: 'the environment variable HTTP_PROXY holds no address of an http or https proxy' },
  })
})

test.each([
  ['https://clinic.example/', {}, undefined],
  ['https://clinic.example/', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
  ['https://clinic.example/', { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' }, 'http://lower/'],
  ['https://clinic.example/', { HTTP_PROXY: 'http://proxy' }, undefined],
  ['http://clinic.example/', { HTTP_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
  ['https://clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '*' }, undefined],
  ['https://clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'shop.example, clinic.example' }, undefined],
  ['https://api.clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '.clinic.example' }, undefined],
  ['https://api.clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '*.Clinic.example' }, undefined],
  ['https://myclinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'clinic.example' }, 'http://proxy/'],
  ['https://clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'clinic.example:8443' }, 'http://proxy/'],
  ['https://clinic.example:8443/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'clinic.example:8443' }, undefined],
  ['https://clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: ',' }, 'http://proxy/'],
  ['https://10.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/8' }, undefined],
  ['https://11.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/8' }, 'http://proxy/'],
  ['https://10.20.0.7:8443/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.20.0.7' }, undefined],
  ['https://10.20.0.7:8443/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.20.0.7:8443' }, undefined],
  ['https://10.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.20.0.7:8443' }, 'http://proxy/'],
  ['https://10.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/33' }, 'http://proxy/'],
  ['https://10.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/' }, 'http://proxy/'],
  ['https://10.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/0' }, undefined],
  ['https://192.168.7.130/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '192.168.7.128/25' }, undefined],
  ['https://192.168.7.127/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '192.168.7.128/25' }, 'http://proxy/'],
  ['https://10.20.0.7/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10/8' }, 'http://proxy/'],
  ['https://10.0.0.0.clinic.example/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/8' }, 'http://proxy/'],
  ['https://[fd00::7]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'fd00::7' }, undefined],
  ['https://[fd00::7]:8443/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'FD00:0:0::7' }, undefined],
  ['https://[fd00::8]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'fd00::7' }, 'http://proxy/'],
  ['https://[fd00::7]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '[fd00::7]' }, undefined],
  ['https://[fd00::7]:8443/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '[fd00::7]:8443' }, undefined],
  ['https://[fd00::7]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '[fd00::7]:8443' }, 'http://proxy/'],
  ['https://[fd00:1::7]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'fd00::/8' }, undefined],
  ['https://[fe80::7]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'fd00::/8' }, 'http://proxy/'],
  ['https://[fd00::7]/', { HTTPS_PROXY: 'http://proxy', NO_PROXY: '0.0.0.0/0' }, 'http://proxy/'],
  ['http://localhost:8080/', { HTTP_PROXY: 'http://proxy' }, undefined],
  ['http://127.0.0.1/', { HTTP_PROXY: 'http://proxy' }, undefined],
  ['http://[::1]/', { HTTP_PROXY: 'http://proxy' }, undefined],
])('%s with %o goes through %s', (url, environment, proxy) => {
  expect(proxyFor(new URL(url), environment)?.href).toBe(proxy)
})

test('the process ends at once, whatever the server still holds open', async () => {
  const silentTls = await start(net.createServer())
  const silent = await start(http.createServer(() => undefined))
  const { answers, errors, lingered } = await runAlone(
    { what: 'http', url: `https://localhost:${silentTls}/`, interruptAfter: 100 },
    { what: 'http', url: `http://localhost:${silent}/`, milliseconds: 100 },
    { what: 'mcp', url: `http://localhost:${silent}/mcp`, milliseconds: 100 },
    { what: 'mcp', url: `https://localhost:${silentTls}/mcp`, interruptAfter: 100 },
  )
  expect(errors).toBe('')
  expect(answers).toMatchObject([{ kind: 'interrupted' }, { kind: 'timeout' }, { kind: 'timeout' }, { kind: 'interrupted' }])
  // It would be five seconds or more with a connection or a timer left.
  expect(lingered).toBeLessThan(2500)
})
