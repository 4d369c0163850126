import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { curlText } from '../../src/report/curl.ts'
import type { World } from '../../src/world/world.ts'
import { createAuthority } from '../node/certificates.ts'
import { folderOf, realWorld, serve, serveWith } from '../flow/real.ts'

// A command is as good as what arrives: each is pasted into bash, and held against what `try` itself sends.

interface Arrived {
  readonly method: string
  readonly path: readonly string[]
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

// What each client says of itself and of the connection.
const ownHeaders = new Set(['user-agent', 'accept-encoding', 'connection', 'content-length', 'transfer-encoding', 'expect'])

async function arrivedOf(request: IncomingMessage): Promise<Arrived> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const body = Buffer.concat(parts).toString()
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  return {
    method: request.method ?? '',
    path: path.split('/').map(decodeURIComponent),
    query: [...new URLSearchParams(query)],
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name))),
    body: isForm ? [...new URLSearchParams(body)] : body,
  }
}

interface Setting {
  readonly address: string
  readonly arrived: Arrived[]
}

/** A server that keeps what arrives, and hands out a token. */
async function keeping(start: typeof serve = serve): Promise<Setting> {
  const arrived: Arrived[] = []
  const address = await start(async (request, response) => {
    const isToken = request.url === '/token'
    arrived.push(await arrivedOf(request))
    response
      .setHeader('content-type', 'application/json')
      .end(isToken ? '{"access_token": "to-ken/1+2=", "token_type": "Bearer", "expires_in": 60}' : '{}')
  })
  return { address, arrived }
}

/** A World whose stdout is kept. */
function saying(world: World): { readonly world: World; readonly said: string[] } {
  const said: string[] = []
  return { said, world: { ...world, terminal: { ...world.terminal, out: (text) => void said.push(text) } } }
}

async function inBash(command: string, folder: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const bash = spawn('bash', ['-o', 'pipefail', '-c', command], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  bash.stderr.on('data', (text) => (said += text))
  const [code] = await once(bash, 'close')
  return code === 0 ? said : `exit ${code}: ${said}`
}

interface Case {
  readonly above?: string
  readonly parameters?: readonly string[]
  readonly request: string
  readonly value?: unknown
}

/** Sends a call three ways: by `try`, by its command, and by the command that was made while no variable was set. */
async function threeWays(
  { above = '', parameters = ['x'], request, value = 'plain' }: Case,
  secret: string,
): Promise<readonly (readonly Arrived[])[]> {
  const { address, arrived } = await keeping()
  const names = parameters.map((name) => `      ${name}: { description: A value }\n`).join('')
  const file = `type: http
description: A bike shop
base_url: ${address}/v1
${above.replaceAll('ADDRESS', address)}
tools:
  use_it:
    description: Uses it. Only for the test of commands, whenever the caller wants that.
    confirmation: Shall I use it?
    parameters:
${names}    request: ${request}
`
  const folder = folderOf({ 'integrations/bikes.yaml': names === '' ? file.replace('    parameters:\n', '') : file })
  const environment = { BIKES_KEY: secret, BIKES_USER: 'ana@bikes.example' }
  const argumentsOf = parameters.length === 0 ? [] : ['--args', JSON.stringify(Object.fromEntries(parameters.map((name) => [name, value])))]
  const words = ['try', 'bikes/use_it', '--yes', ...argumentsOf]
  const taken = (): readonly Arrived[] => arrived.splice(0)
  const commandIn = async (variables: Readonly<Record<string, string>>): Promise<string> => {
    const { world, said } = saying(realWorld(folder, variables).world)
    expect(await run([...words, '--curl'], world), said.join('')).toBe(0)
    return said.join('')
  }
  const tried = saying(realWorld(folder, environment).world)
  expect(await run([...words, '--quiet'], tried.world), tried.said.join('')).toBe(0)
  const byTry = taken()
  const commands = [await commandIn(environment), await commandIn({})]
  expect(taken(), 'nothing is sent').toEqual([])
  for (const command of commands) expect(command).not.toContain(secret)
  expect(await inBash(commands.join(''), folder, environment), commands.join('')).toBe('')
  const byCommands = taken()
  return [byTry, byCommands.slice(0, byTry.length), byCommands.slice(byTry.length)]
}

const hard = `it's a "q" $HOME \`id\` \\ !! %41 +&=#?`
const secret = 'p@ss\'w"o$r\\d!%&= `id` +'

const tools: readonly (readonly [name: string, Case])[] = [
  ['a path', { request: '{ method: GET, path: "/bikes/{x}/parts" }' }],
  ['a path with what URL mends', { request: '{ method: GET, path: "/fahrräder/[{x}]/{y}", query: { a: "{x}" } }', parameters: ['x', 'y'] }],
  ['a query', { request: '{ method: GET, path: /bikes, query: { "a b": "{x}", limit: 3, all: true } }' }],
  ['a JSON body', { request: '{ method: POST, path: /bikes, body: { "a\'b": "{x}", deep: [{ text: "say {x}", key: "${BIKES_KEY}" }], n: 1.50 } }' }],
  ['a body that is one text', { request: '{ method: PUT, path: /bikes, body: "{x}" }' }],
  ['a secret inside of a text', { request: '{ method: PATCH, path: /bikes, body: { text: "{x} ${BIKES_KEY} {x}" } }' }],
  ['a form', { request: '{ method: POST, path: /bikes, form: { "a b": "{x}", c: "{x} and {x}", key: "${BIKES_KEY}", d: "a ${BIKES_KEY} b" } }' }],
  ['a secret in the query', { request: '{ method: GET, path: /bikes, query: { key: "${BIKES_KEY}", x: "{x}" } }' }],
  ['a secret in the path', { request: '{ method: DELETE, path: "/bikes/${BIKES_KEY}/{x}" }' }],
]

const values: readonly (readonly [name: string, unknown])[] = [
  ['a plain word', 'city'],
  ['what means something to a shell, over lines, in every script', `${hard}\n\ta\r\nNúñez 日本 😀 e\u0301\u202e\u200b\u001b[31m\u007f'`],
  ['an @ in front, as of a file', '@/etc/passwd'],
  ['a dash in front, and lists of curl', '-X [1-3]{a,b}'],
  ['a zero and half a character', "a\0'b\ud83d"],
]

it.each(tools.flatMap(([tool, each]) => values.map(([name, value]) => [tool, name, { ...each, value }] as const)))(
  '%s with %s',
  async (_tool, _name, each) => {
    const [byTry, ...byCommands] = await threeWays(each, secret)
    expect(byTry).toHaveLength(1)
    for (const arrived of byCommands) expect(arrived).toEqual(byTry)
  },
)

const kinds: readonly (readonly [name: string, Case])[] = [
  ['bearer', { above: 'credentials: { type: bearer, token: "${BIKES_KEY}" }', request: '{ method: GET, path: /bikes }' }],
  [
    'basic',
    { above: 'credentials: { type: basic, username: "${BIKES_USER}/token", password: "${BIKES_KEY}" }', request: '{ method: GET, path: /bikes }' },
  ],
  [
    'basic with a user and a password that are whole variables',
    { above: 'credentials: { type: basic, username: "${BIKES_USER}", password: "${BIKES_KEY}" }', request: '{ method: GET, path: /bikes }' },
  ],
  [
    'basic with a name that is written out',
    { above: 'credentials: { type: basic, username: "an a!", password: "${BIKES_KEY}" }', request: '{ method: GET, path: /bikes }' },
  ],
  [
    'basic with a key as its name',
    { above: 'credentials: { type: basic, username: "${BIKES_KEY}", password: x }', request: '{ method: GET, path: /bikes }' },
  ],
  [
    'a key in a header',
    { above: 'credentials: { type: api_key, in: header, name: X-Api-Key, value: "${BIKES_KEY}" }', request: '{ method: GET, path: /bikes }' },
  ],
  [
    'a key in the query',
    {
      above: 'credentials: { type: api_key, in: query, name: api key, value: "${BIKES_KEY}" }',
      request: '{ method: POST, path: /bikes, query: { a: 1 }, body: {} }',
    },
  ],
  [
    'several headers',
    {
      above: 'credentials: { type: headers, headers: { X-App: "v1 ${BIKES_KEY}9", X-User: "${BIKES_USER}" } }',
      request: '{ method: GET, path: /bikes }',
    },
  ],
  [
    'a token',
    {
      above:
        'credentials: { type: oauth2_client_credentials, token_url: ADDRESS/token, client_id: "${BIKES_USER}", client_secret: "${BIKES_KEY}", scope: read write }',
      request: '{ method: POST, path: /bikes, body: {} }',
    },
  ],
]

it.each(kinds)('%s', async (_name, each) => {
  const [byTry, ...byCommands] = await threeWays({ ...each, parameters: [] }, secret)
  const read = (arrived: readonly Arrived[] | undefined): unknown => arrived?.map(tokenRead)
  for (const arrived of byCommands) expect(read(arrived)).toEqual(read(byTry))
  expect(byTry?.length).toBe(each.above?.includes('oauth2') ? 2 : 1)
})

/** How the halves of a client's secret are encoded is free, as long as they are; so is the order of a form. */
function tokenRead(one: Arrived): unknown {
  if (one.path.at(-1) !== 'token' || !Array.isArray(one.body)) return one
  const pair = Buffer.from(String(one.headers['authorization']).replace('Basic ', ''), 'base64').toString()
  const authorization = pair.split(':').map((half) => decodeURIComponent(half.replaceAll('+', ' ')))
  const type = String(one.headers['content-type']).replace(';charset=UTF-8', '')
  return { ...one, headers: { ...one.headers, authorization, 'content-type': type }, body: one.body.toSorted() }
}

it.each([...kinds, ...tools.filter(([name]) => name.includes('secret'))])(
  '%s: a variable that is not set ends the command, and nothing is sent',
  async (_name, { above = '', request }) => {
    const { address, arrived } = await keeping()
    const folder = folderOf({
      'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${address}
${above.replaceAll('ADDRESS', address)}
tools:
  use_it:
    description: Uses it. Only for the test of commands, whenever the caller wants that.
    confirmation: Shall I use it?
    request: ${request.replaceAll('{x}', 'x')}
`,
    })
    const { world, said } = saying(realWorld(folder).world)
    expect(await run(['try', 'bikes/use_it', '--curl'], world), said.join('')).toBe(0)
    for (const [name, environment] of [
      ['BIKES_KEY', { BIKES_USER: 'ana' }],
      ['BIKES_USER', { BIKES_KEY: 'k' }],
    ] as const) {
      if (!said.join('').includes(name)) continue
      expect(await inBash(said.join(''), folder, environment), said.join('')).toMatch(new RegExp(`^exit [1-9]\\d*: [^]*(BIKES_|ACCESS_TOKEN)`))
      expect(arrived).toEqual([])
    }
  },
)

const requests: readonly (readonly [name: string, request: string, value?: unknown])[] = [
  ['HEAD', '{ method: HEAD, path: /bikes }'],
  ['POST without a body', '{ method: POST, path: /bikes }'],
  ['DELETE with a body', '{ method: DELETE, path: /bikes, body: { all: true } }'],
  ['an empty header', '{ method: GET, path: /bikes, headers: { X-Empty: "", X-Full: "it\'s $HOME; \\"q\\"" } }'],
  ['a header beyond ASCII', '{ method: GET, path: /bikes, headers: { X-Name: "{x}" } }', 'Núñez \\x41'],
  ['an empty form', '{ method: POST, path: /bikes, form: { x: "{x}" } }', null],
  ['an empty value', '{ method: POST, path: /bikes, query: { x: "{x}" }, form: { x: "{x}" } }', ''],
  ['a list', '{ method: GET, path: /bikes, query: { x: "{x}" } }', ['a', 'b&c', 3]],
  ['a tree', '{ method: POST, path: /bikes, body: { x: "{x}" } }', { a: [1, null, { "b'": '$x' }] }],
]

it.each(requests.map(([name, request, value]) => [name, { request, value, parameters: value === undefined ? [] : ['x'] }] as const))(
  '%s',
  async (_name, each) => {
    const [byTry, ...byCommands] = await threeWays(each, secret)
    for (const arrived of byCommands) expect(arrived).toEqual(byTry)
  },
)

it.each([
  ['bearer', 'credentials: { type: bearer, token: "${BIKES_KEY}" }', 2],
  [
    'a key in a header of its own, which curl would take to other hosts',
    'credentials: { type: api_key, in: header, name: X-Api-Key, value: "${BIKES_KEY}" }',
    1,
  ],
])('redirects are followed where that is safe: %s', async (_name, credentials, steps) => {
  const paths: string[] = []
  const address = await serve((request, response) => {
    paths.push(request.url ?? '')
    if (request.url === '/old') response.writeHead(302, { location: '/new' }).end()
    else response.setHeader('content-type', 'application/json').end('{}')
  })
  const folder = folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${address}
${credentials}
tools:
  find_bikes:
    description: Finds bikes. Use it whenever the caller asks for one.
    request: { method: GET, path: "/old" }
`,
  })
  const { world, said } = saying(realWorld(folder).world)
  expect(await run(['try', 'bikes/find_bikes', '--curl'], world)).toBe(0)
  expect(await inBash(said.join(''), folder, { BIKES_KEY: 'k' })).toBe('')
  expect(paths).toEqual(['/old', '/new'].slice(0, steps))
})

it('an address from the environment may be set later', async () => {
  const { address, arrived } = await keeping()
  const folder = folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: \${BIKES_URL}/v1
tools:
  find_bikes:
    description: Finds bikes. Use it whenever the caller asks for one.
    request: { method: GET, path: "/bikes" }
`,
  })
  const { world, said } = saying(realWorld(folder).world)
  expect(await run(['try', 'bikes/find_bikes', '--curl'], world)).toBe(0)
  expect(await inBash(said.join(''), folder, { BIKES_URL: address })).toBe('')
  expect(arrived).toMatchObject([{ method: 'GET', path: ['', 'v1', 'bikes'] }])
})

it('certificates are named as curl wants them', async () => {
  const authority = createAuthority('Bikes')
  const { cert, key } = authority.issue(['127.0.0.1'])
  const client = authority.issue(['client'], { password: 'horse battery' })
  const { address, arrived } = await keeping(async (answer) => {
    const server: Server = createSecureServer({ cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true }, answer)
    return `https://127.0.0.1:${await serveWith(server)}`
  })
  const folder = folderOf({
    'certificates/the ca.pem': authority.cert,
    'certificates/client.pem': client.cert,
    'certificates/client.key': client.key,
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${address}
tls:
  ca_file: ../certificates/the ca.pem
  client: { cert_file: ../certificates/client.pem, key_file: "../certificates/\${BIKES_KEY_FILE}", key_password: "\${BIKES_KEY}" }
tools:
  find_bikes:
    description: Finds bikes. Use it whenever the caller asks for one.
    request: { method: GET, path: "/bikes" }
`,
  })
  const environment = { BIKES_KEY: 'horse battery', BIKES_KEY_FILE: 'client.key' }
  for (const variables of [environment, {}]) {
    const { world, said } = saying(realWorld(folder, variables).world)
    expect(await run(['try', 'bikes/find_bikes', '--curl'], world)).toBe(0)
    expect(await inBash(said.join(''), folder, environment), said.join('')).toBe('')
  }
  expect(arrived).toMatchObject([{ path: ['', 'bikes'] }, { path: ['', 'bikes'] }])
})

it('a user and a password are known as such in the package too, whose files have copies of the class each', async () => {
  const folder = folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: https://bikes.example
credentials: { type: basic, username: "\${BIKES_USER}", password: "\${BIKES_KEY}" }
tools:
  find_bikes:
    description: Finds bikes. Use it whenever the caller asks for one.
    request: { method: GET, path: "/bikes" }
`,
  })
  const { prepareHttp } = await import('../../src/flow/try-http.ts')
  const { loadProject } = await import('../../src/flow/load-project.ts')
  const { world } = realWorld(folder)
  const [integration] = (await loadProject(world, '.', { judge: true, keep: 'all' })).project.integrations
  if (integration?.type !== 'http') throw new Error('it is an HTTP integration')
  const [tool] = integration.tools
  if (tool === undefined) throw new Error('it has a tool')
  const values = { arguments: {}, variables: new Map(), environment: {}, standIns: true }
  const permissions = { allowPrivate: false, allowStdio: false, reveal: false, unlocked: false }
  const prepared = await prepareHttp(world, { integration, tool, values, permissions })
  if (!prepared.ok) throw new Error('it can be made')
  const { sent, curl } = prepared.value.request
  if (sent === undefined || curl === undefined) throw new Error('it has a command')
  vi.resetModules()
  const other = await import('../../src/report/curl.ts')
  expect(other.curlText).not.toBe(curlText)
  expect(other.curlText({ request: sent, ...curl })).toContain('-u "${BIKES_USER:?}:${BIKES_KEY:?}"')
})
