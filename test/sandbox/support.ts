import { request, type IncomingHttpHeaders } from 'node:http'
import { afterAll } from 'vitest'
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts'

/** One answer, with its body already parsed. */
export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** Starts a sandbox that ends with the test file. */
export async function sandboxForFile(): Promise<Sandbox> {
  const sandbox = await startSandbox()
  afterAll(() => sandbox.close())
  return sandbox
}

/** Makes a caller of one service: a base path and the headers that let it in. */
export function callerOf({ url }: { url: string }, base: string, headers: Record<string, string> = {}) {
  const call = (method: string, path: string, init: { headers?: Record<string, string>; body?: string } = {}): Promise<Reply> =>
    send(`${url}${base}${path}`, method, { ...headers, ...init.headers }, init.body)
  const withJson =
    (method: string) =>
    (path: string, body: unknown, extra: Record<string, string> = {}) =>
      call(method, path, { headers: { 'Content-Type': 'application/json', ...extra }, body: JSON.stringify(body) })
  return { send: call, get: (path: string) => call('GET', path), post: withJson('POST'), put: withJson('PUT') }
}

// Not fetch: on Node 20 its first use costs a fifth of a second, and that in every test file.
function send(url: string, method: string, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('error', reject)
      response.on('end', () => {
        const parsed: unknown = text === '' ? undefined : JSON.parse(text)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed })
      })
    })
    sent.on('error', reject).end(body)
  })
}

/** Words a basic `Authorization` header. */
export function basic(username: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** Words a bearer `Authorization` header. */
export function bearer(token: string | undefined): Record<string, string> {
  return { Authorization: `Bearer ${token}` }
}
