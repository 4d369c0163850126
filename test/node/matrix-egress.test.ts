import dns from 'node:dns'
import http from 'node:http'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gateFor } from '../../src/node/http-egress.ts'
import type { Trouble } from '../../src/node/http-failure.ts'
import type { Answer, Failure } from '../../src/world/world.ts'
import { listen, type Loopback } from './loopback.ts'
import { at, get, limits, testHttp, testMcp } from './network.ts'

// No name server is at hand that says what these tests need, so the resolver of the system says it.

let server: Loopback
let visits: string[]

beforeEach(async () => {
  visits = []
  const answer: http.RequestListener = ({ url = '' }, response) => {
    visits.push(url)
    response.writeHead(url === '/moved' ? 302 : 200, { location: '/there' }).end('inside')
  }
  server = await listen(http.createServer(answer))
})

afterEach(async () => {
  vi.restoreAllMocks()
  await server.stop()
})

/** Lets the resolver give addresses, each time the next ones; and counts how often it is asked. */
function resolving(...answers: readonly (readonly string[])[]): { readonly asked: () => number } {
  let asked = 0
  const lookup = (_name: string, _options: unknown, callback: (error: null, addresses: dns.LookupAddress[]) => void): void => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    process.nextTick(
      callback,
      null,
      addresses.map((address) => ({ address, family: net.isIP(address.replace(/%.*/, '')) })),
    )
  }
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup)
  return { asked: () => asked }
}

const declared = { ...limits, addresses: 'declared' } as const
const ask = (host: string, path = '/') => testHttp().send(get(`http://${host}:${server.port}${path}`), declared)

function told(answer: Answer<unknown>): string {
  return answer.ok ? 'passed' : `${answer.failure.kind}: ${answer.failure.detail}`
}

describe('a name of the open internet is not called where it leads to', () => {
  test.each<[address: string, as: string]>([
    ['10.0.0.5', '10.0.0.5, which is known in one network only'],
    ['172.20.1.1', '172.20.1.1, which is known in one network only'],
    ['192.168.1.20', '192.168.1.20, which is known in one network only'],
    ['100.64.7.7', '100.64.7.7, which is known in one network only'],
    ['0.0.0.0', '0.0.0.0, which is known in one network only'],
    ['fd12:3456::1', 'fd12:3456::1, which is known in one network only'],
    ['::', '::, which is known in one network only'],
    ['127.0.0.1', '127.0.0.1, which is this machine'],
    ['127.9.9.9', '127.9.9.9, which is this machine'],
    ['::1', '::1, which is this machine'],
    ['169.254.7.7', '169.254.7.7, which is known on one cable only'],
    ['fe80::1', 'fe80::1, which is known on one cable only'],
    ['fe80::1%lo', 'fe80::1%lo, which is known on one cable only'],
    ['224.0.0.251', '224.0.0.251, which stands for many machines of one network'],
    ['255.255.255.255', '255.255.255.255, which stands for many machines of one network'],
    ['ff02::fb', 'ff02::fb, which stands for many machines of one network'],
    ['169.254.169.254', '169.254.169.254, which hands out the credentials of a cloud machine'],
    ['100.100.100.200', '100.100.100.200, which hands out the credentials of a cloud machine'],
    ['fd00:ec2::254', 'fd00:ec2::254, which hands out the credentials of a cloud machine'],
    ['::ffff:169.254.169.254', '::ffff:169.254.169.254 (169.254.169.254), which hands out the credentials of a cloud machine'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1 (10.0.0.1), which is known in one network only'],
    ['64:ff9b::7f00:1', '64:ff9b::7f00:1 (127.0.0.1), which is this machine'],
    ['2002:c0a8:101::1', '2002:c0a8:101::1 (192.168.1.1), which is known in one network only'],
  ])('%s', async (address, as) => {
    resolving([address])
    const answer = await ask('crm.example')
    expect(told(answer)).toBe(`blocked: "crm.example" leads to ${as}; --allow-private lets it pass`)
    expect(visits).toEqual([])
  })

  test('one of several addresses, whichever it is', async () => {
    for (const addresses of [
      ['127.0.0.1', '203.0.113.9'],
      ['203.0.113.9', '2001:db8::1', '127.0.0.1'],
    ]) {
      resolving(addresses)
      expect(told(await ask('crm.example'))).toContain('"crm.example" leads to 127.0.0.1')
      vi.restoreAllMocks()
    }
    expect(visits).toEqual([])
  })
})

describe('who writes an inner name means it', () => {
  test.each(['crm.internal', 'crm', 'crm.local', 'crm.corp', 'api.localhost', 'CRM.Internal.', 'localhost'])('%s', async (host) => {
    resolving(['127.0.0.1'])
    expect(told(await ask(host))).toBe('passed')
  })

  test('but not the credentials of a cloud machine behind it', async () => {
    resolving(['169.254.169.254'])
    expect(told(await ask('crm.internal'))).toContain('"crm.internal" leads to 169.254.169.254, which hands out the credentials')
  })

  test('and --allow-private means all', async () => {
    resolving(['127.0.0.1'])
    const answer = await testHttp().send(get(`http://crm.example:${server.port}`), { ...limits, addresses: 'any' })
    expect(told(answer)).toBe('passed')
  })
})

describe('an address is judged when it is connected to', () => {
  test('and resolved once: there is no second answer that could be another', async () => {
    const { asked } = resolving(['127.0.0.1'], ['169.254.169.254'])
    expect(told(await ask('crm.internal'))).toBe('passed')
    expect(asked()).toBe(1)
  })

  test('again on the way to where the server sends us', async () => {
    const { asked } = resolving(['127.0.0.1'], ['169.254.169.254'])
    expect(told(await ask('crm.internal', '/moved'))).toContain('leads to 169.254.169.254')
    expect(asked()).toBe(2)
    expect(visits).toEqual(['/moved'])
  })

  test('with TLS as well', async () => {
    resolving(['127.0.0.1'])
    const answer = await testHttp().send(get(`https://crm.example:${server.port}`), declared)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'blocked', phase: 'dns' } })
  })
})

describe('an address that is a number', () => {
  const refusalOf = (url: string): Failure | undefined => {
    try {
      gateFor(url, 'declared').passNumber()
      return undefined
    } catch (error) {
      return (error as Trouble).failure
    }
  }

  test.each([
    ['http://127.0.0.1:8080/v1'],
    ['https://10.0.0.1'],
    ['https://192.168.1.20:8443/v1'],
    ['https://[::1]:3000'],
    ['https://[fd00::1]'],
    ['https://[FE80:0:0::1]'],
    ['http://169.254.169.254/latest'],
    ['https://8.8.8.8'],
    ['https://[2606:4700::1111]'],
    ['https://[::ffff:8.8.8.8]'],
    ['https://134744072'],
    ['https://api.example.com'],
  ])('%s passes: it is written as what it is', (url) => {
    expect(refusalOf(url)).toBeUndefined()
  })

  test.each([
    ['http://2130706433:8080', '"2130706433" is 127.0.0.1, which is this machine'],
    ['http://0x7f.1', '"0x7f.1" is 127.0.0.1, which is this machine'],
    ['http://0177.0.0.1', '"0177.0.0.1" is 127.0.0.1, which is this machine'],
    ['http://127.1', '"127.1" is 127.0.0.1, which is this machine'],
    ['http://%31%30.0.0.1', '"%31%30.0.0.1" is 10.0.0.1, which is known in one network only'],
    ['http://１０.0.0.1', '"１０.0.0.1" is 10.0.0.1, which is known in one network only'],
    ['http://0xA9FEA9FE', '"0xA9FEA9FE" is 169.254.169.254, which hands out the credentials of a cloud machine'],
    ['http://[::ffff:10.0.0.1]', '"[::ffff:10.0.0.1]" is ::ffff:a00:1 (10.0.0.1), which is known in one network only'],
    ['http://[::ffff:a9fe:a9fe]', '"[::ffff:a9fe:a9fe]" is ::ffff:a9fe:a9fe (169.254.169.254), which hands out the credentials of a cloud machine'],
    ['http://[64:ff9b::10.0.0.1]', '"[64:ff9b::10.0.0.1]" is 64:ff9b::a00:1 (10.0.0.1), which is known in one network only'],
    ['http://[2002:7f00:1::]', '"[2002:7f00:1::]" is 2002:7f00:1:: (127.0.0.1), which is this machine'],
    ['http:\\\\10.0.0.1', '"10.0.0.1" is 10.0.0.1, which is known in one network only'],
  ])('%s is refused: it hides what it is', (url, detail) => {
    expect(refusalOf(url)).toEqual({ kind: 'blocked', detail: `${detail}; --allow-private lets it pass` })
  })

  test('is refused before anything is sent', async () => {
    expect(told(await ask('2130706433'))).toContain('"2130706433" is 127.0.0.1')
    expect(told(await ask('127.0.0.1'))).toBe('passed')
    expect(visits).toEqual(['/'])
  })
})

describe('through a proxy', () => {
  let proxy: Loopback
  let asked: string[]

  beforeEach(async () => {
    asked = []
    proxy = await listen(
      http.createServer().on('connect', ({ url = '' }: http.IncomingMessage, client: net.Socket) => {
        asked.push(url)
        const target = net.connect(server.port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'))
        client.on('error', () => target.destroy()).pipe(target)
        target.on('error', () => client.destroy()).pipe(client)
      }),
    )
  })

  afterEach(() => proxy.stop())

  const through = (url: string) => testHttp({ environment: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` } }).send(get(url), declared)

  test('a name is resolved by the proxy alone', async () => {
    const { asked: resolved } = resolving(['127.0.0.1'])
    expect(told(await through('http://crm.example/v1'))).toBe('passed')
    expect(asked).toEqual(['crm.example:80'])
    expect(resolved()).toBe(0)
  })

  test('a number is judged all the same', async () => {
    expect(told(await through('http://10.0.0.1/v1'))).toBe('passed')
    expect(told(await through('http://167772161/v1'))).toContain('"167772161" is 10.0.0.1')
    expect(asked).toEqual(['10.0.0.1:80'])
  })
})

describe('an MCP server', () => {
  const list = (host: string) => testMcp().listTools(at(`http://${host}:${server.port}/mcp`), declared)

  test('is held to the same', async () => {
    resolving(['127.0.0.1'])
    expect(told(await list('crm.example'))).toBe('blocked: "crm.example" leads to 127.0.0.1, which is this machine; --allow-private lets it pass')
    expect(told(await list('2130706433'))).toContain('blocked: "2130706433" is 127.0.0.1')
    expect(visits).toEqual([])
    await list('crm.internal')
    expect(visits).not.toEqual([])
  })
})

describe('a name', () => {
  const failing = (code: string) =>
    vi
      .spyOn(dns, 'lookup')
      .mockImplementation(((_name: string, _options: unknown, callback: (error: Error) => void) =>
        process.nextTick(callback, Object.assign(new Error(code), { code }))) as unknown as typeof dns.lookup)

  test.each([
    ['ENOTFOUND', 'the name of the host is not known (ENOTFOUND)'],
    ['EAI_AGAIN', 'the name of the host cannot be looked up: no name server answers (EAI_AGAIN)'],
  ])('that gives %s is told as that', async (code, detail) => {
    failing(code)
    expect(await ask('crm.example')).toMatchObject({ ok: false, failure: { kind: 'name-unknown', detail, code, phase: 'dns' } })
  })

  test('that nobody resolves in time is told as that', async () => {
    vi.spyOn(dns, 'lookup').mockImplementation((() => undefined) as unknown as typeof dns.lookup)
    const answer = await testHttp().send(get('http://crm.example'), { ...declared, milliseconds: 60 })
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'timeout', detail: 'no name server gave the address of the host within 60 ms', phase: 'dns' },
    })
  })
})
