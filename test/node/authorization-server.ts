import { createHash, randomUUID } from 'node:crypto'
import http from 'node:http'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import { listen } from './loopback.ts'

/** Faults are the ways in which a server of logins may be wrong, or asks for more. */
export interface Faults {
  /** Where its metadata say that tokens are handed out. */
  readonly tokenEndpoint?: string
  readonly authorizationEndpoint?: string
  /** Where the MCP server says that logins are. */
  readonly authorizationServer?: string
  /** Registers nobody by itself. */
  readonly isClosed?: true
  /** Its clients have this secret. */
  readonly secret?: string
  readonly expiresIn?: number
  /** Hands out nothing that could renew a login. */
  readonly isShort?: true
  /** Ends the login of who brings a token to renew it with for the second time. */
  readonly isStrict?: true
}

/** LoginServer is an MCP server of a bike shop with its own authorization server, as OAuth 2.1 and MCP ask for it. */
export interface LoginServer {
  readonly url: string
  readonly origin: string
  /** What was asked for, in order: the path, and the grant or the method. */
  readonly asked: readonly string[]
  /** What was given in requests for tokens. */
  readonly tokenRequests: readonly URLSearchParams[]
  /** Every token that was handed out. */
  readonly given: readonly string[]
  /** Lets no token pass that was handed out so far, and renews none. */
  readonly revoke: (what: 'access' | 'all') => void
  /** Does something whenever a login is to be renewed. */
  readonly onRenewal: (work: () => void) => void
  readonly stop: () => Promise<void>
}

/** startLoginServer starts both on one port of this machine. */
export async function startLoginServer(faults: Faults = {}): Promise<LoginServer> {
  const asked: string[] = []
  const tokenRequests: URLSearchParams[] = []
  const given: string[] = []
  const codes = new Map<string, URLSearchParams>()
  const access = new Set<string>()
  const refresh = new Set<string>()
  let origin = ''
  let atRenewal = (): void => undefined
  // Its own type for a request is stricter than Node's under exactOptionalPropertyTypes.
  const shop = toNodeHandler(createMcpHandler(bikeShop)) as http.RequestListener

  const give = (response: http.ServerResponse): void => {
    const tokens = { access_token: `access-${randomUUID()}`, refresh_token: `refresh-${randomUUID()}` }
    access.add(tokens.access_token)
    refresh.add(tokens.refresh_token)
    given.push(tokens.access_token, tokens.refresh_token)
    const { access_token: token } = tokens
    json(response, 200, { ...(faults.isShort ? { access_token: token } : tokens), token_type: 'Bearer', expires_in: faults.expiresIn ?? 3600 })
  }

  const exchange = (form: URLSearchParams, response: http.ServerResponse): void => {
    tokenRequests.push(form)
    if (form.get('grant_type') === 'refresh_token') {
      atRenewal()
      // Each can be used once.
      const isKnown = refresh.delete(form.get('refresh_token') ?? '')
      if (!isKnown && faults.isStrict) revoke('all')
      return isKnown
        ? give(response)
        : json(response, 400, { error: 'invalid_grant', error_description: `no such token ${form.get('refresh_token')}` })
    }
    const wish = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isProven = wish?.get('code_challenge') === challenge && wish.get('redirect_uri') === form.get('redirect_uri')
    return isProven ? give(response) : json(response, 400, { error: 'invalid_grant' })
  }

  const authorize = (wish: URLSearchParams, response: http.ServerResponse): void => {
    const back = new URL(wish.get('redirect_uri') ?? '')
    back.searchParams.set('state', wish.get('state') ?? '')
    back.searchParams.set('iss', origin)
    if (wish.get('scope')?.includes('forbidden') === true) back.searchParams.set('error', 'access_denied')
    else {
      const code = `code-${randomUUID()}`
      codes.set(code, wish)
      back.searchParams.set('code', code)
    }
    response.writeHead(302, { location: back.href }).end()
  }

  const server = http.createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin)
    if (pathname === '/mcp') {
      const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      asked.push(`/mcp ${token === '' ? 'without a token' : access.has(token) ? 'with a token' : 'with a wrong token'}`)
      if (access.has(token)) return void shop(request, response)
      const challenge = `Bearer resource_metadata="${origin}/metadata-of-the-shop", scope="bikes:read"`
      return void response.writeHead(401, { 'www-authenticate': challenge }).end()
    }
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const form = new URLSearchParams(text)
    asked.push(form.has('grant_type') ? `${pathname} ${form.get('grant_type')}` : pathname)
    if (pathname === '/metadata-of-the-shop')
      return json(response, 200, { resource: `${origin}/mcp`, authorization_servers: [faults.authorizationServer ?? origin] })
    if (pathname === '/.well-known/oauth-authorization-server') return json(response, 200, metadataOf(origin, faults))
    if (pathname === '/register' && !faults.isClosed) return json(response, 201, { ...JSON.parse(text), client_id: `client-${randomUUID()}` })
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/token') {
      const proof = Buffer.from(/^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', 'base64').toString()
      if (faults.secret !== undefined && proof !== `desk:${faults.secret}`)
        return json(response, 401, { error: 'invalid_client', error_description: `not ${proof}` })
      return exchange(form, response)
    }
    json(response, 404, {})
  })
  const loopback = await listen(server)
  origin = `http://127.0.0.1:${loopback.port}`
  const revoke = (what: 'access' | 'all'): void => {
    access.clear()
    if (what === 'all') refresh.clear()
  }
  return { url: `${origin}/mcp`, origin, asked, tokenRequests, given, revoke, onRenewal: (work) => void (atRenewal = work), stop: loopback.stop }
}

function bikeShop(): McpServer {
  const server = new McpServer({ name: 'bike-shop', version: '1.0.0' })
  const inputSchema = fromJsonSchema({ type: 'object' })
  server.registerTool('find_bike', { description: 'Finds a bike.', inputSchema, annotations: { readOnlyHint: true } }, () => ({
    content: [{ type: 'text', text: 'found' }],
  }))
  return server
}

function metadataOf(origin: string, { tokenEndpoint, authorizationEndpoint, isClosed, secret }: Faults): object {
  return {
    issuer: origin,
    authorization_endpoint: authorizationEndpoint ?? `${origin}/authorize`,
    token_endpoint: tokenEndpoint ?? `${origin}/token`,
    ...(isClosed ? {} : { registration_endpoint: `${origin}/register` }),
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: [secret === undefined ? 'none' : 'client_secret_basic'],
    authorization_response_iss_parameter_supported: true,
  }
}

function json(response: http.ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
