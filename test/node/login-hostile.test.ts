import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startDeadline } from '../../src/node/http-deadline.ts'
import { quoter } from '../../src/node/http-secrets.ts'
import { openRedirect } from '../../src/node/oauth-redirect.ts'

const state = 'the-state-of-this-login'

async function waitForLogin<Value>(work: (port: number) => Promise<Value>): Promise<{ seen: Value; brought: unknown }> {
  const deadline = startDeadline(20_000, new AbortController().signal)
  const redirect = await openRedirect(state, deadline, quoter([]))
  try {
    const seen = await work(Number(new URL(redirect.url).port))
    const answer = await fetch(`${redirect.url}?code=right&state=${state}`)
    expect([answer.status, await answer.text()]).toEqual([200, 'You are logged in. You can close this page.\n'])
    return { seen, brought: await redirect.code() }
  } finally {
    redirect.close()
    deadline.end()
  }
}

/** Says something to the page, and gives the first line of what it says to that; '' where it hangs up. */
function say(port: number, words: string): Promise<string> {
  return new Promise((done) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(words))
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => done(heard.split('\r\n')[0] ?? ''))
  })
}

const bad = 'HTTP/1.1 400 Bad Request'
const good = `/callback?code=stolen&state=${state}`
const at = (port: number): string => `Host: 127.0.0.1:${port}\r\n\r\n`

describe('the page that the browser comes back to', () => {
  test.each<[string, (port: number) => string, string | RegExp]>([
    ['two slashes', (port) => `GET // HTTP/1.1\r\n${at(port)}`, bad],
    ['an address that is none', (port) => `GET http://[ HTTP/1.1\r\n${at(port)}`, bad],
    ['a star', (port) => `OPTIONS * HTTP/1.1\r\n${at(port)}`, bad],
    ['a whole address', (port) => `GET http://127.0.0.1:${port}${good} HTTP/1.1\r\n${at(port)}`, bad],
    ['another path', (port) => `GET /callback/..${good} HTTP/1.1\r\n${at(port)}`, bad],
    ['broken escapes', (port) => `GET /callback?state=%E0%A4%A&code=%zz HTTP/1.1\r\n${at(port)}`, bad],
    ['another method', (port) => `POST ${good} HTTP/1.1\r\nContent-Length: 0\r\n${at(port)}`, bad],
    ['a head only', (port) => `HEAD ${good} HTTP/1.1\r\n${at(port)}`, bad],
    ['a tunnel', (port) => `CONNECT 127.0.0.1:${port} HTTP/1.1\r\n${at(port)}`, /^$/],
    ['another protocol', (port) => `GET ${good} HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nHost: shop.example:${port}\r\n\r\n`, bad],
    ['another host by the same port', (port) => `GET ${good} HTTP/1.1\r\nHost: shop.example:${port}\r\n\r\n`, bad],
    ['this host by another name', (port) => `GET ${good} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`, bad],
    ['another port', () => `GET ${good} HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n`, bad],
    ['no host', () => `GET ${good} HTTP/1.0\r\n\r\n`, bad],
    ['a huge header', (port) => `GET ${good} HTTP/1.1\r\nX: ${'x'.repeat(1_000_000)}\r\n${at(port)}`, /^HTTP\/1\.1 431|^$/],
    ['no HTTP at all', () => '\u0000\u0001 this is TLS, or mail\r\n\r\n', bad],
  ])('turns away %s, and waits on', async (_what, words, expected) => {
    const { seen, brought } = await waitForLogin((port) => say(port, words(port)))
    expect(seen).toMatch(expected)
    expect(brought).toEqual({ code: 'right', iss: undefined })
  })

  test('is there for the browser, however many say nothing, or half of something', async () => {
    const sockets: Socket[] = []
    const { brought } = await waitForLogin(async (port) => {
      for (let count = 0; count < 500; count += 1) {
        const socket = connect(port, '127.0.0.1')
          .on('error', () => undefined)
          .resume()
        if (count % 2 === 0) socket.write(`GET ${good} HTTP/1.1\r\nHost: 127`)
        sockets.push(socket)
      }
      await Promise.all(sockets.map((socket) => new Promise((done) => socket.once('connect', done).once('close', done))))
      await expect.poll(() => sockets.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(100)
    })
    expect(brought).toEqual({ code: 'right', iss: undefined })
    for (const socket of sockets) socket.destroy()
  })
})
