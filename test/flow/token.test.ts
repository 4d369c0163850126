import { describe, expect, it } from 'vitest'
import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { positionAt } from '../../src/text/source-file.ts'
import type { Http, HttpRequest } from '../../src/world/world.ts'
import { freePort } from '../node/loopback.ts'
import { bodyOf, type Called, call, folderOf, json, type Real, realWorld, serve } from './real.ts'

const secret = 's3cr3t k3y/+='
const environment = { CLINIC_SECRET: secret }

function clinic(api: string, tokens: string, scope = 'read write'): string {
  return folderOf({
    'integrations/clinic.yaml': `type: http
description: A dental clinic
base_url: ${api}
credentials:
  type: oauth2_client_credentials
  token_url: ${tokens}/token
  client_id: phone:agent
  client_secret: \${CLINIC_SECRET}
  scope: ${scope}
tools:
  find_visits:
    description: Finds the visits of a patient. Use it when the caller asks for one.
    request: { method: GET, path: /visits }
  book_visit:
    description: Books a visit. Use it when the caller has chosen a day.
    confirmation: Shall I book the visit?
    request: { method: POST, path: /visits, body: { day: monday } }
`,
  })
}

interface Asked {
  readonly authorization: string | undefined
  readonly type: string | undefined
  readonly body: string
}

/** A token server that counts what it hands out, and an API that takes the tokens for which `takes` says so. */
async function clinicWith(grant: (count: number) => object, takes: (token: string | undefined) => boolean): Promise<Clinic> {
  const asked: Asked[] = []
  const tokens = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ authorization: request.headers.authorization, type: request.headers['content-type'], body })
      json(response, 200, { access_token: `t0k3n-number-${asked.length}`, token_type: 'Bearer', ...grant(asked.length) })
    })
  })
  const calls: string[] = []
  const api = await serve((request, response) => {
    const token = request.headers.authorization
    calls.push(`${request.method} ${token}`)
    if (takes(token)) json(response, 200, { visits: [], echo: token })
    else json(response, 401, { message: `the token ${token} has expired` })
  })
  return { asked, calls, ...realWorld(clinic(api, tokens), environment) }
}

interface Clinic extends Real {
  readonly asked: readonly Asked[]
  readonly calls: readonly string[]
}

describe('a token', () => {
  it('is asked for with id and secret, form-encoded before they are joined, and never shown', async () => {
    const { world, asked, calls } = await clinicWith(
      () => ({}),
      () => true,
    )
    const sent: HttpRequest[] = []
    const http: Http = { send: (request, limits) => (sent.push(request), world.http.send(request, limits)) }
    const called = await call({ ...world, http }, 'clinic/find_visits')
    expect(called.result?.verdict).toBe('works')
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from('phone%3Aagent:s3cr3t+k3y%2F%2B%3D').toString('base64')}`,
        type: 'application/x-www-form-urlencoded;charset=UTF-8',
        body: 'scope=read+write&grant_type=client_credentials',
      },
    ])
    expect(calls).toEqual(['GET Bearer t0k3n-number-1'])
    for (const text of [JSON.stringify(called), inspect(called, { depth: 9 }), inspect(sent, { depth: 9 })])
      expect(text).not.toMatch(/s3cr3t|t0k3n|czNjcjN0/)
    expect(called.result?.response?.body).toContain('$ACCESS_TOKEN')
  })

  it('is kept for the run, also by calls at the same time', async () => {
    const { world, asked } = await clinicWith(
      () => ({ expires_in: 3600 }),
      () => true,
    )
    await Promise.all([call(world, 'clinic/find_visits'), call(world, 'clinic/find_visits')])
    await call(world, 'clinic/book_visit')
    expect(asked).toHaveLength(1)
  })

  it('is fetched again when its time is over', async () => {
    const { world, asked, calls } = await clinicWith(
      () => ({ expires_in: 10 }),
      () => true,
    )
    await call(world, 'clinic/find_visits')
    await call(world, 'clinic/find_visits')
    expect(asked).toHaveLength(2)
    expect(calls.at(-1)).toBe('GET Bearer t0k3n-number-2')
  })

  it.each(['clinic/find_visits', 'clinic/book_visit'])('is renewed once when the server refuses it, and the call is made: %s', async (target) => {
    const { world, asked, calls } = await clinicWith(
      () => ({}),
      (token) => token === 'Bearer t0k3n-number-2',
    )
    const called = await call(world, target)
    expect(called.result).toMatchObject({ verdict: 'works', response: { attempts: 2 } })
    expect(called.notes).toEqual(['the server answered 401: fetching a new token …'])
    expect([asked.length, calls.length]).toEqual([2, 2])
    // The new one is the one that is kept.
    await call(world, target)
    expect(asked).toHaveLength(2)
  })

  it('is renewed only once', async () => {
    const { world, asked, calls } = await clinicWith(
      () => ({}),
      () => false,
    )
    const called = await call(world, 'clinic/find_visits')
    expect(told(called)).toEqual([expect.stringContaining('response-unauthorized')])
    expect(JSON.stringify(called)).not.toContain('t0k3n')
    expect([asked.length, calls.length]).toEqual([2, 2])
  })

  it('of credentials that cannot be renewed is refused as it is', async () => {
    const api = await serve((_request, response) => json(response, 401, {}))
    const folder = folderOf({
      'integrations/lab.yaml': `type: http
description: A dental laboratory
base_url: ${api}
credentials: { type: bearer, token: "\${CLINIC_SECRET}" }
tools:
  find_crowns:
    description: Finds crowns. Use it when the caller asks for one.
    request: { method: GET, path: /crowns }
`,
    })
    const { notes, result } = await call(realWorld(folder, environment).world, 'lab/find_crowns')
    expect(notes).toEqual([])
    expect(result?.response?.attempts).toBe(1)
  })
})

/** Diagnostics in short, each with the line that it marks. */
function told({ diagnostics }: Called): readonly string[] {
  return diagnostics.map(({ code, message, span }) => {
    const line = span === undefined ? '' : (span.file.text.split('\n')[positionAt(span.file, span.start).line - 1]?.trim() ?? '')
    return `${code} at "${line}": ${message}`
  })
}

const idAndSecret = 'response-unauthorized at "credentials:": the token server refused the client id and secret'

describe('a refusal of the token server is told with its words at the line to blame', () => {
  it.each<[string, number, string, string]>([
    ['a wrong secret', 401, '{"error":"invalid_client"}', `${idAndSecret} (status 401): invalid_client`],
    [
      'a wrong secret, in the way of RFC 6749',
      400,
      '{"error":"invalid_client","error_description":"Bad\\u001b[31m client\\ncredentials"}',
      `${idAndSecret} (status 400): invalid_client: Bad\\u{1b}[31m client credentials`,
    ],
    ['without words', 403, '', `${idAndSecret} (status 403)`],
    [
      'an echo of the secret',
      401,
      JSON.stringify({ error: 'invalid_client', error_description: `no client has the secret ${secret}` }),
      `${idAndSecret} (status 401): invalid_client: no client has the secret $CLINIC_SECRET`,
    ],
    [
      'a scope',
      400,
      '{"error":"invalid_scope","error_description":"unknown: write"}',
      'response-unauthorized at "scope: read write": the token server refused the scope (status 400): invalid_scope: unknown: write',
    ],
    [
      'the kind of grant, for this client',
      400,
      '{"error":"unauthorized_client"}',
      'response-unauthorized at "client_id: phone:agent": the token server refused this way to a token for the client (status 400): unauthorized_client',
    ],
    [
      'the kind of grant',
      400,
      '{"error":"unsupported_grant_type"}',
      'response-unauthorized at "token_url: …": the token server refused client credentials (status 400): unsupported_grant_type',
    ],
    [
      'the request',
      400,
      '{"error":"invalid_request","error_description":"no audience"}',
      'response-unauthorized at "token_url: …": the token server refused the request (status 400): invalid_request: no audience',
    ],
    ['no token', 200, '{"token":"x"}', 'server-protocol at "token_url: …": the token server answered with status 200 and no access_token'],
    [
      'an empty token',
      200,
      '{"access_token":""}',
      'server-protocol at "token_url: …": the token server answered with status 200 and no access_token',
    ],
    ['a page', 200, '<html>', 'server-protocol at "token_url: …": the token server answered with status 200 and no access_token'],
    [
      'a kind of token that no header carries',
      200,
      '{"access_token":"x","token_type":"mac"}',
      'server-protocol at "token_url: …": the token that the server hands out cannot be used: unsupported `token_type` value',
    ],
    ['a failure', 503, '', 'server-protocol at "token_url: …": the token server answered with status 503 and no access_token'],
    ['nothing', 204, '', 'server-protocol at "token_url: …": the token server answered with status 204 and no access_token'],
  ])('%s', async (_, status, body, expected) => {
    const url = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/plain', 'www-authenticate': 'Basic realm="tokens"' })
      response.end(body)
    })
    const called = await call(realWorld(clinic(url, url), environment).world, 'clinic/find_visits')
    expect(told(called).map((line) => line.replace(`${url}/token`, '…'))).toEqual([expected])
    expect(called.result?.verdict).toBe('no-answer')
  })

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['says nothing', () => undefined, 'timeout_seconds does not count for it'],
    ['says too much', (response) => response.end('x'.repeat(300_000)), 'check token_url: no token is that large'],
    ['garbles what it says', (response) => response.socket?.end('no HTTP'), 'check token_url, or look at the log of the token server'],
  ])('and where it %s, the next step is one for the token server', async (_, answer, hint) => {
    const url = await serve((_request, response) => void answer(response))
    const { world } = realWorld(clinic(url, url), environment)
    // What it has is longer than anybody waits in a test.
    const http: Http = { send: (request, limits) => world.http.send(request, { ...limits, milliseconds: 1000 }) }
    const called = await call({ ...world, http }, 'clinic/find_visits')
    expect(told(called)).toEqual([expect.stringMatching(/^server-(?:timeout|limit|protocol) at "token_url: /)])
    expect(called.diagnostics[0]?.hint).toContain(hint)
  })

  it('and where none listens', async () => {
    const port = await freePort()
    const called = await call(realWorld(clinic('http://127.0.0.1:9', `http://127.0.0.1:${port}`), environment).world, 'clinic/find_visits')
    expect(told(called)).toEqual([expect.stringMatching(/^server-unreachable at "token_url: /)])
  })
})
