import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { createHttp } from '../../src/node/http.ts'
import { createLogins } from '../../src/node/oauth.ts'
import { createLoginStore } from '../../src/node/oauth-store.ts'
import type { World } from '../../src/world/world.ts'
import { worldIn } from '../world.ts'
import { type Faults, type LoginServer, startLoginServer } from './authorization-server.ts'
import { testMcp } from './network.ts'

const folders: string[] = []
const servers: LoginServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ stop }) => stop()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

interface Shop {
  readonly server: LoginServer
  readonly state: string
  readonly run: (argv: readonly string[], visit?: Visit) => Promise<Ran>
  readonly file: () => string
}

interface Opening {
  readonly faults?: Faults
  readonly lines?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** What the person does with the page that is shown. */
type Visit = (address: string, interrupt: () => void) => unknown

/** A person who logs in at once: the page sends the browser back. */
const logsIn: Visit = (address) => fetch(address)

async function openShop({ faults = {}, lines = '', environment = {} }: Opening = {}): Promise<Shop> {
  const server = await startLoginServer(faults)
  servers.push(server)
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-login-'))
  folders.push(folder)
  mkdirSync(join(folder, 'integrations'))
  const text = `type: mcp\ndescription: The bike shop\nurl: ${server.url}\ncredentials:\n  type: oauth2\n${lines}`
  writeFileSync(join(folder, 'integrations', 'shop.yaml'), text)
  const state = join(folder, 'state')
  return {
    server,
    state,
    file: () => join(state, 'diga-int', 'logins', readdirSync(join(state, 'diga-int', 'logins'))[0] ?? ''),
    async run(argv, visit = logsIn) {
      const interruption = new AbortController()
      const { world, said } = worldIn(folder, { environment })
      const options = { now: () => performance.now(), interrupted: interruption.signal, environment: { XDG_STATE_HOME: state, HOME: folder } }
      const err = (words: string): void => {
        world.terminal.err(words)
        const address = /(https?:\/\/\S+)\s+waiting for the login/.exec(words)?.[1]
        if (address !== undefined) void visit(address, () => interruption.abort())
      }
      const real: World = {
        ...world,
        http: createHttp(options),
        logins: createLogins(options),
        mcp: testMcp({ interrupted: interruption.signal }),
        terminal: { ...world.terminal, err },
        interrupted: interruption.signal,
      }
      const code = await run(argv, real)
      // Lines are broken where the terminal ends.
      return { code, out: said.out.replace(/\s+/g, ' '), err: said.err.replace(/\s+/g, ' ') }
    },
  }
}

describe('a login', () => {
  test('is asked for, made, used, renewed, and forgotten', async () => {
    const shop = await openShop()
    const { server } = shop
    const before = await shop.run(['sync'])
    expect(before.code).toBe(3)
    expect(before.out).toContain('"shop" wants a login, and there is none on this machine')
    expect(before.out).toContain('run diga-int login shop')

    const made = await shop.run(['login', 'shop'])
    expect(made).toMatchObject({ code: 0, out: `shop logged in at ${server.url} ` })
    expect(server.asked).toEqual([
      '/mcp without a token',
      '/metadata-of-the-shop',
      '/.well-known/oauth-authorization-server',
      '/register',
      '/authorize',
      '/token authorization_code',
    ])
    expect(Object.fromEntries(server.tokenRequests[0] ?? [])).toMatchObject({
      resource: server.url,
      code_verifier: expect.stringMatching(/^.{43,128}$/),
    })
    expect(new URL(/http\S+/.exec(made.err)?.[0] ?? '').searchParams.get('scope')).toBe('bikes:read')

    expect(await shop.run(['sync'])).toMatchObject({ code: 0, out: expect.stringContaining('locked 1 tool') })
    expect(await shop.run(['try', 'shop/find_bike'])).toMatchObject({ code: 0, out: expect.stringMatching(/^works .* found $/) })

    server.revoke('access')
    const renewed = await shop.run(['sync', '--check'])
    expect(renewed).toMatchObject({ code: 0 })
    expect(server.asked.filter((each) => each === '/token refresh_token')).toHaveLength(1)
    server.revoke('access')
    expect((await shop.run(['try', 'shop/find_bike'])).code).toBe(0)

    server.revoke('all')
    const ended = await shop.run(['sync', '--check'])
    expect(ended.code).toBe(3)
    expect(ended.out).toContain('run diga-int login shop')

    const texts = [before, made, renewed, ended].map(({ out, err }) => out + err).join('\n')
    for (const token of server.given) expect(texts).not.toContain(token)

    expect(await shop.run(['logout', 'shop'])).toMatchObject({ code: 0, out: expect.stringContaining('logged out') })
    expect(readdirSync(join(shop.state, 'diga-int', 'logins'))).toEqual([])
    expect(await shop.run(['logout', 'shop'])).toMatchObject({ code: 0, out: 'shop there was no login ' })
  })

  test('is kept for nobody else, in one file for a server', async () => {
    const shop = await openShop()
    await shop.run(['login', 'shop'])
    await shop.run(['login', 'shop'])
    expect(readdirSync(join(shop.state, 'diga-int', 'logins'))).toEqual([expect.stringMatching(/^http-127\.0\.0\.1-\d+-[0-9a-f]{8}\.json$/)])
    expect(statSync(shop.file()).mode & 0o777).toBe(0o600)
    expect(statSync(join(shop.state, 'diga-int', 'logins')).mode & 0o777).toBe(0o700)
    expect(JSON.parse(readFileSync(shop.file(), 'utf8'))).toMatchObject({ version: 1, origin: shop.server.origin })
  })

  test('is renewed before it ends, and where a file says nonsense there is none', async () => {
    const shop = await openShop({ faults: { expiresIn: 10 } })
    await shop.run(['login', 'shop'])
    expect((await shop.run(['sync'])).code).toBe(0)
    expect(shop.server.asked).toContain('/token refresh_token')
    expect(shop.server.asked).not.toContain('/mcp with a wrong token')
    for (const text of ['', '{', '[]', '{"version":1,"logins":{"x":1}}', '{"version":2}']) {
      writeFileSync(shop.file(), text)
      expect((await shop.run(['sync'])).out).toContain('run diga-int login shop')
    }
  })

  test('that cannot be renewed is asked for again', async () => {
    const shop = await openShop({ faults: { expiresIn: 10, isShort: true } })
    await shop.run(['login', 'shop'])
    expect((await shop.run(['sync'])).out).toContain('run diga-int login shop')
  })

  test('is made as the client that the file names, with the scope that it names', async () => {
    const shop = await openShop({ faults: { isClosed: true }, lines: '  client_id: desk\n  scope: bikes:write\n' })
    const made = await shop.run(['login', 'shop'])
    expect(made.code).toBe(0)
    expect(new URL(/http\S+/.exec(made.err)?.[0] ?? '').searchParams.get('scope')).toBe('bikes:write')
    expect(shop.server.tokenRequests[0]?.get('client_id')).toBe('desk')
  })
})

describe('a login that several processes renew', () => {
  const renewals = ({ server }: Shop): number => server.asked.filter((each) => each === '/token refresh_token').length

  test('at once is renewed by one of them, as strict as the server may be', async () => {
    const shop = await openShop({ faults: { isStrict: true } })
    await shop.run(['login', 'shop'])
    await shop.run(['sync'])
    shop.server.revoke('access')
    const ran = await Promise.all(Array.from({ length: 4 }, () => shop.run(['sync', '--check'])))
    expect(ran.map(({ code, out }) => (code === 0 ? 'ok' : out))).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(renewals(shop)).toBe(1)
    expect(readdirSync(join(shop.state, 'diga-int', 'logins'))).toHaveLength(1)
  })

  test('is renewed although one of them died over it', async () => {
    const shop = await openShop()
    await shop.run(['login', 'shop'])
    await shop.run(['sync'])
    shop.server.revoke('access')
    const left = `${shop.file()}.lock`
    writeFileSync(left, '')
    utimesSync(left, new Date(0), new Date(0))
    expect((await shop.run(['sync', '--check'])).code).toBe(0)
    expect(existsSync(left)).toBe(false)
  })

  test('is taken from the one that did not wait, and stays forgotten after a logout', async () => {
    const shop = await openShop()
    await shop.run(['login', 'shop'])
    await shop.run(['sync'])
    const old = readFileSync(shop.file(), 'utf8')
    shop.server.revoke('access')
    await shop.run(['sync'])
    const renewed = readFileSync(shop.file(), 'utf8')
    writeFileSync(shop.file(), old)
    // What the other has used up is refused, and what it got is there by then.
    shop.server.onRenewal(() => writeFileSync(shop.file(), renewed))
    expect((await shop.run(['sync', '--check'])).code).toBe(0)

    shop.server.revoke('access')
    shop.server.onRenewal(() => rmSync(shop.file()))
    expect((await shop.run(['sync', '--check'])).out).toContain('run diga-int login shop')
    expect(readdirSync(join(shop.state, 'diga-int', 'logins'))).toEqual([])
  })
})

describe('a client with a secret', () => {
  const lines = '  client_id: desk\n  client_secret: "${SHOP_SECRET}"\n'
  const faults = { isClosed: true, secret: 'opensesame' } as const

  test('proves itself at each request for a token, and keeps the secret nowhere', async () => {
    const shop = await openShop({ faults, lines, environment: { SHOP_SECRET: 'opensesame' } })
    expect((await shop.run(['login', 'shop'])).code).toBe(0)
    expect(readFileSync(shop.file(), 'utf8')).not.toContain('opensesame')
    shop.server.revoke('access')
    expect((await shop.run(['sync'])).code).toBe(0)
    expect(shop.server.asked).toContain('/token refresh_token')
  })

  test('is not quoted where it is refused', async () => {
    const shop = await openShop({ faults, lines, environment: { SHOP_SECRET: 'wrongsesame' } })
    const { code, err } = await shop.run(['login', 'shop'])
    expect(code).toBe(3)
    expect(err).toContain('invalid_client')
    expect(err).not.toContain('wrongsesame')
    const without = await openShop({ faults, lines })
    expect((await without.run(['login', 'shop'])).err).toContain('environment variable "SHOP_SECRET" is not set')
  })
})

describe('a login that comes to nothing', () => {
  test('is refused by the person', async () => {
    const shop = await openShop({ lines: '  scope: forbidden\n' })
    const { code, err } = await shop.run(['login', 'shop'])
    expect(code).toBe(3)
    expect(err).toContain('the login was refused: "access_denied"')
  })

  test('is not ended by whoever does not know its state', async () => {
    const shop = await openShop()
    const { code } = await shop.run(['login', 'shop'], async (address) => {
      const back = new URL(address).searchParams.get('redirect_uri') ?? ''
      const answers = await Promise.all(
        ['?code=stolen&state=guessed', '?code=stolen', '?error=access_denied', ''].map((words) => fetch(`${back}${words}`)),
      )
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
      await fetch(address)
    })
    expect(code).toBe(0)
    expect(shop.server.tokenRequests.map((form) => form.get('code'))).not.toContain('stolen')
  })

  test('is not completed for another issuer', async () => {
    const shop = await openShop()
    const { code, err } = await shop.run(['login', 'shop'], async (address) => {
      const sent = await fetch(address, { redirect: 'manual' })
      const back = new URL(sent.headers.get('location') ?? '')
      back.searchParams.set('iss', 'https://elsewhere.example')
      await fetch(back)
    })
    expect(code).not.toBe(0)
    expect(err).toContain('error')
    expect(shop.server.tokenRequests).toEqual([])
  })

  test('cannot be kept', async () => {
    const shop = await openShop()
    writeFileSync(shop.state, 'a file where the folder would be')
    const { code, err } = await shop.run(['login', 'shop'])
    expect(code).toBe(3)
    expect(err).toMatch(/the login cannot be kept in ".*" \((?:EEXIST|ENOTDIR)\).*project-file-unwritable/)
  })

  test('is interrupted', async () => {
    const shop = await openShop()
    expect(await shop.run(['login', 'shop'], (_address, interrupt) => interrupt())).toMatchObject({
      code: 3,
      err: expect.stringContaining('run-interrupted'),
    })
  })

  test.each<[string, Faults, string]>([
    [
      'another inner address for tokens',
      { tokenEndpoint: 'https://10.1.2.3/token' },
      '"10.1.2.3", an address of an inner network that no file names',
    ],
    ['the desk for credentials of a cloud', { tokenEndpoint: 'http://169.254.169.254/token' }, 'which is not https'],
    ['plain http for tokens', { tokenEndpoint: 'http://login.shop.example/token' }, '"http://login.shop.example", which is not https'],
    ['a page that is not https', { authorizationEndpoint: 'http://login.shop.example/authorize' }, 'which is not https'],
    ['a page of an inner network', { authorizationEndpoint: 'https://intranet/authorize' }, '"intranet", an address of an inner network'],
    ['a script as page', { authorizationEndpoint: 'javascript:alert(1)' }, 'server-protocol'],
    ['logins of an inner network', { authorizationServer: 'https://login.internal' }, '"login.internal", an address of an inner network'],
  ])('leads to %s', async (_what, faults, words) => {
    const shop = await openShop({ faults })
    const { code, err } = await shop.run(['login', 'shop'])
    expect(code).toBe(3)
    expect(err).toContain(words)
    expect(err).not.toContain('waiting for the login')
    expect(readFileSyncOr(shop)).toBeUndefined()
  })

  test('is for no integration', async () => {
    const shop = await openShop()
    expect(await shop.run(['login', 'shp'])).toMatchObject({
      code: 2,
      err: 'diga-int: there is no integration "shp"; did you mean "shop"? ',
    })
  })
})

function readFileSyncOr(shop: Shop): string | undefined {
  try {
    return readFileSync(shop.file(), 'utf8')
  } catch {
    return undefined
  }
}

test('logins are kept where the system keeps such things', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-state-'))
  folders.push(folder)
  const url = new URL('https://shop.example/mcp')
  const login = {
    client: { client_id: 'a' },
    tokens: { access_token: 'b', token_type: 'Bearer' },
    ends: 1,
    discovery: { authorizationServerUrl: 'https://c.example' },
  }
  const places: readonly (readonly [platform: string, environment: Record<string, string>, path: string])[] = [
    ['linux', { HOME: folder }, '.local/state/diga-int/logins'],
    ['linux', { HOME: folder, XDG_STATE_HOME: join(folder, 'xdg') }, 'xdg/diga-int/logins'],
    ['linux', { HOME: folder, XDG_STATE_HOME: 'not/absolute' }, '.local/state/diga-int/logins'],
    ['darwin', { HOME: folder }, 'Library/Application Support/diga-int/logins'],
    ['win32', { LOCALAPPDATA: join(folder, 'Local') }, 'Local/diga-int/logins'],
  ]
  for (const [platform, environment, path] of places) {
    const store = createLoginStore(environment, platform)
    store.write(url, login)
    expect(readdirSync(join(folder, path))).toHaveLength(1)
    expect(store.read(url)).toEqual(login)
    expect(store.read(new URL('https://shop.example/other'))).toBeUndefined()
    expect(store.remove(url)).toBe(true)
  }
})
