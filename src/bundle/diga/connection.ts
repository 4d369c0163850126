import type { CanonicalIntegration, NamedText } from '../canonical.ts'
import type { Transport } from '../../model/lockfile.ts'
import type { Notebook } from '../loss.ts'
import type { CreateIntegration } from './api.ts'
import { placeholdersOf } from '../../model/template.ts'

/** AtApply is what has to be done to a body before it is sent: only then are the values of the environment known. */
interface AtApply {
  /** Fill in `${NAME}`. */
  readonly environment: readonly string[]
  /** Add these headers to `create.headers`: the user name and password, joined with a colon and written as base64, after "Basic ". */
  readonly basic_authorization?: { readonly username: string; readonly password: string }
}

/** Connection is an integration in Diga's words. */
export interface Connection {
  readonly create: CreateIntegration
  readonly at_apply: AtApply
}

/** connectionOf writes the connection and credentials of an integration as Diga takes them. */
export function connectionOf(integration: CanonicalIntegration, notebook: Notebook): Connection {
  const { authKey, headers, basic } = credentialsOf(integration, notebook)
  const all = [...(integration.type === 'http' ? ownHeaders(integration.headers, notebook) : []), ...headers]
  if (integration.type === 'mcp') noteServer(integration, notebook)
  if (integration.tls !== undefined) refuseTls(integration.tls, notebook)
  return {
    create: {
      name: integration.name,
      description: integration.description,
      base_url: integration.type === 'http' ? integration.base_url : (integration.url ?? ''),
      integration_type: integration.type === 'http' ? 'HTTP' : 'MCP',
      ...(authKey === undefined ? {} : { auth_key: authKey }),
      ...(all.length === 0 ? {} : { headers: Object.fromEntries(all.map(({ name, value }) => [name, value])) }),
    },
    at_apply: { environment: integration.environment, ...(basic === undefined ? {} : { basic_authorization: basic }) },
  }
}

interface Proof {
  readonly authKey?: string
  readonly headers: readonly NamedText[]
  readonly basic?: { readonly username: string; readonly password: string }
}

function credentialsOf({ credentials }: CanonicalIntegration, notebook: Notebook): Proof {
  switch (credentials.type) {
    case 'none':
      return { headers: [] }
    case 'bearer':
      // [INFER] The dashboard calls the field "Token Bearer"; no page says how auth_key is put on the wire.
      notebook.change({
        subject: 'credentials',
        steps: ['credentials'],
        message: 'the token becomes auth_key, which Diga stores encrypted and by its dashboard sends as a bearer token',
      })
      return { authKey: credentials.token, headers: [] }
    case 'api_key':
      if (credentials.in === 'query') return refusedKind('an API key in the query', notebook)
      notePublic(`the API key goes into the plain header "${credentials.name}"`, notebook)
      return { headers: [{ name: credentials.name, value: credentials.value }] }
    case 'headers':
      notePublic('the credentials go into plain headers', notebook)
      return { headers: credentials.headers }
    case 'basic':
      // A body with `Basic ${...}` in it would be sent as it is by whoever forgets the base64; one without the header fails in the open.
      notePublic('user name and password go into the plain header "Authorization", written when their values are known (at_apply)', notebook)
      return { headers: [], basic: { username: credentials.username, password: credentials.password } }
    case 'oauth2':
      return refusedKind('the login of a person', notebook)
    case 'oauth2_client_credentials':
      return refusedKind('OAuth client credentials', notebook)
  }
}

// docs.diga.io, duplicate agents, read 2026-11-22: a copy of an agent takes headers along and leaves stored keys behind.
function notePublic(what: string, notebook: Notebook): void {
  notebook.lose({
    subject: 'credentials',
    steps: ['credentials'],
    message: `${what}: Diga treats headers as public and copies them with the agent`,
    hint: 'use a bearer token where the API takes one: Diga stores auth_key encrypted',
  })
}

function refusedKind(kind: string, notebook: Notebook): Proof {
  notebook.refuse({
    subject: 'credentials',
    steps: ['credentials', 'type'],
    message: `Diga has no place for ${kind}: it takes a bearer token or headers`,
    hint: 'ask the owner of the API for a bearer token or a key in a header, or take its tools out of the agent for this target',
  })
  return { headers: [] }
}

function ownHeaders(headers: readonly NamedText[], notebook: Notebook): readonly NamedText[] {
  for (const { name, value } of headers) {
    const names = placeholdersOf(value).filter(({ kind }) => kind === 'environment')
    if (names.length === 0) continue
    notebook.lose({
      subject: 'credentials',
      steps: ['headers', name],
      message: `the value of ${names.map(({ written }) => written).join(', ')} goes into the plain header "${name}": Diga treats headers as public`,
    })
  }
  return headers
}

function refuseTls({ client }: NonNullable<CanonicalIntegration['tls']>, notebook: Notebook): void {
  notebook.refuse({
    subject: 'transport',
    steps: ['tls'],
    message: `Diga has no place for ${client === undefined ? 'certificates of an authority of our own' : 'a client certificate'}, so its connections would fail`,
    hint: 'put a server with a public certificate in front of this one, or take its tools out of the agent for this target',
  })
}

function noteServer({ transport }: { readonly transport: Transport }, notebook: Notebook): void {
  if (transport === 'stdio') {
    notebook.refuse({
      subject: 'transport',
      steps: ['command'],
      message: 'Diga reaches MCP servers over the network, and this one is a program that somebody has to start',
      hint: 'run it behind a Streamable HTTP address, or take its tools out of the agent for this target',
    })
  }
  if (transport === 'sse') {
    // docs.diga.io, MCP integrations, revised 2026-06-22: Streamable HTTP only.
    notebook.refuse({
      subject: 'transport',
      steps: ['url'],
      message: 'Diga speaks Streamable HTTP only, and this server is spoken to over HTTP+SSE',
      hint: 'ask for a Streamable HTTP address (one that ends in /mcp), or take its tools out of the agent for this target',
    })
  }
  notebook.lose({
    subject: 'lock',
    steps: [transport === 'stdio' ? 'command' : 'url'],
    message: 'Diga takes the tools live from the server: nothing there holds them to the lockfile',
    hint: 'run diga-int sync --check on a schedule',
  })
}
