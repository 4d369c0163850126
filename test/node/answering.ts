import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

// httpbin is Python, and no package of npm brings the like: these are its places that the tests ask for, under the same names and with the same meaning.

/** answering is a server that says what it was asked, or does what the path says. */
export function answering(): http.Server {
  return http.createServer(answer)
}

/** answer is what such a server does with one request; it can be put behind TLS too. */
export const answer: RequestListener = (request, response) => {
  const url = new URL(request.url ?? '/', 'http://answering.example')
  const [, place = '', ...parts] = url.pathname.split('/')
  const answerAt = places[place] ?? (() => response.writeHead(404).end())
  void bodyOf(request).then((body) => answerAt({ request, response, url, parts, body }))
}

interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly parts: readonly string[]
  readonly body: string
}

const places: Readonly<Record<string, (visit: Visit) => unknown>> = {
  anything: ({ response, ...visit }) => tell(response, echoOf(visit)),
  status: ({ response, parts }) => response.writeHead(Number(parts[0])).end(),
  delay: ({ response, parts }) => setTimeout(() => tell(response, { waited: parts[0] }), Number(parts[0])),
  'basic-auth': ({ request, response, parts }) => admit(request, response, `Basic ${Buffer.from(parts.join(':')).toString('base64')}`),
  bearer: ({ request, response, parts }) => admit(request, response, `Bearer ${parts[0]}`),
  gzip: ({ response }) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"coding":"gzip"}')),
  deflate: ({ response }) => response.writeHead(200, { 'content-encoding': 'deflate' }).end(deflateSync('{"coding":"deflate"}')),
  brotli: ({ response }) => response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('{"coding":"br"}')),
  // As many times as the number says, and then to /anything.
  redirect: ({ response, parts }) => {
    const left = Number(parts[0]) - 1
    response.writeHead(302, { location: left === 0 ? '/anything' : `/redirect/${left}` }).end()
  },
  'redirect-to': ({ response, url }) => {
    const status = Number(url.searchParams.get('status_code') ?? 302)
    response.writeHead(status, { location: url.searchParams.get('url') ?? '' }).end('moved')
  },
}

function echoOf({ request, url, body }: Omit<Visit, 'response'>): object {
  return { method: request.method, path: url.pathname, query: url.search, headers: request.headers, body }
}

function admit(request: IncomingMessage, response: ServerResponse, wanted: string): void {
  if (request.headers.authorization === wanted) tell(response, { authenticated: true })
  else response.writeHead(401, { 'www-authenticate': 'Basic realm="answering"' }).end()
}

function tell(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
