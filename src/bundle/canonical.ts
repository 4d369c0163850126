import type { JsonObject } from '../json/schema.ts'
import type { Agent } from '../model/agent.ts'
import type { HttpIntegration, Integration, McpIntegration, Program, Tls } from '../model/integration.ts'
import type { Transport } from '../model/lockfile.ts'
import { placeholdersOf } from '../model/template.ts'
import type { ProjectTool } from '../model/project.ts'
import type { HttpTool, Method, Retry } from '../model/tool.ts'
import { type CredentialsByReference, credentialsByReference, credentialTexts } from './credentials.ts'
import { type ValueSource, valueSourcesOf } from './value-sources.ts'

// These types are the published document (schemas/bundle.schema.json), so their keys are written as the document's.

/** bundleFormatVersion is raised when a reader of bundle.json would break. */
const bundleFormatVersion = 1

/** CanonicalBundle is everything that a runtime needs to execute an agent's tools and to speak around them; what each target is made from. */
export interface CanonicalBundle {
  readonly format_version: typeof bundleFormatVersion
  readonly agent: CanonicalAgent
  /** Those that the agent's tools belong to, sorted by name. */
  readonly integrations: readonly CanonicalIntegration[]
  /** Sorted by name, then by integration. */
  readonly tools: readonly CanonicalTool[]
}

/** CanonicalAgent is who the bundle is for. */
interface CanonicalAgent {
  readonly name: string
  readonly description: string
  readonly prompt?: { readonly path: string; readonly text?: string }
  /** The call variables that the tools name. Sample values stay in the project. */
  readonly variables: readonly string[]
}

/** NamedText is a header: kept as a list, for the file's order. */
export interface NamedText {
  readonly name: string
  readonly value: string
}

interface AnyIntegration {
  readonly name: string
  readonly description: string
  readonly credentials: CredentialsByReference
  /** The environment variables that the credentials name. */
  readonly credential_variables: readonly string[]
  /** Every environment variable that the integration or one of the bundled tools names. */
  readonly environment: readonly string[]
  /** The files that prove who is who, by their paths from the integration's file; absent: the usual certificates are enough. */
  readonly tls?: CanonicalTls
}

/** CanonicalTls names the files, never what is in them. */
interface CanonicalTls {
  readonly ca_file?: string
  readonly client?: { readonly cert_file: string; readonly key_file: string; readonly key_password?: string }
}

/** CanonicalHttpIntegration is a connection to an HTTP API, placeholders included. */
interface CanonicalHttpIntegration extends AnyIntegration {
  readonly type: 'http'
  readonly base_url: string
  readonly headers: readonly NamedText[]
}

/** CanonicalMcpIntegration is a connection to an MCP server with the digest of its reviewed list. */
export interface CanonicalMcpIntegration extends AnyIntegration {
  readonly type: 'mcp'
  readonly url?: string
  /** In place of an address: a program that whoever calls the tools starts. */
  readonly program?: Program
  readonly transport: Transport
  readonly protocol_version: string
  readonly list_digest: string
}

/** CanonicalIntegration is a connection that bundled tools need. */
export type CanonicalIntegration = CanonicalHttpIntegration | CanonicalMcpIntegration

interface AnyTool {
  readonly name: string
  readonly integration: string
  readonly description: string
  readonly input_schema: JsonObject
  readonly may_change: boolean
  readonly confirmation?: string
  readonly pre_speech: 'auto' | 'force'
  readonly execution_audio: 'none' | 'typing' | 'waiting_music'
  readonly timeout_seconds: number
}

/** CanonicalRequest is a request as declared, with its holes. */
interface CanonicalRequest {
  readonly method: Method
  readonly path: string
  readonly query: readonly { readonly name: string; readonly value: unknown }[]
  readonly headers: readonly NamedText[]
  readonly body?: unknown
  /** The pairs of a body that is sent as application/x-www-form-urlencoded. */
  readonly form?: readonly { readonly name: string; readonly value: unknown }[]
  /** The header that carries a key which is new for each call, and the same for its further attempts. */
  readonly idempotency_header?: string
}

/** CanonicalHttpTool is a tool that is one HTTP request. */
export interface CanonicalHttpTool extends AnyTool {
  readonly type: 'http'
  readonly request: CanonicalRequest
  readonly value_sources: readonly ValueSource[]
  /** When the request is sent again, within timeout_seconds; absent: never. */
  readonly retry?: Retry
  readonly response: { readonly select?: string; readonly errors: readonly { readonly status: number; readonly says: string }[] }
}

/** CanonicalMcpTool is a tool of an MCP server, as locked. */
export interface CanonicalMcpTool extends AnyTool {
  readonly type: 'mcp'
  readonly definition_digest: string
  readonly contract_digest: string
  readonly definition: JsonObject
}

/** CanonicalTool is one tool, whichever way it is called. */
export type CanonicalTool = CanonicalHttpTool | CanonicalMcpTool

/** canonicalBundle assembles the bundle of an agent from its tools and the integrations that they belong to. */
export function canonicalBundle(agent: Agent, integrations: readonly Integration[], tools: readonly ProjectTool[]): CanonicalBundle {
  const sorted = tools.toSorted((left, right) => compare(left.name, right.name) || compare(left.integration, right.integration))
  const used = integrations.filter(({ name }) => tools.some(({ integration }) => integration === name))
  return {
    format_version: bundleFormatVersion,
    agent: agentOf(agent, tools),
    integrations: used.toSorted((left, right) => compare(left.name, right.name)).map((integration) => integrationOf(integration, tools)),
    tools: sorted.map(canonicalTool),
  }
}

function agentOf({ name, description, prompt }: Agent, tools: readonly ProjectTool[]): CanonicalAgent {
  const texts = tools.flatMap((tool) => [...requestTexts(tool), tool.confirmation ?? ''])
  const variables = namesIn(texts, 'variable')
  if (prompt === undefined) return { name, description, variables }
  const { path, file } = prompt
  return { name, description, prompt: file === undefined ? { path } : { path, text: file.text }, variables }
}

function integrationOf(integration: Integration, tools: readonly ProjectTool[]): CanonicalIntegration {
  const ofTools = tools.filter((tool) => tool.integration === integration.name).flatMap(requestTexts)
  const ofCredentials = credentialTexts(integration.credentials)
  const any = {
    name: integration.name,
    description: integration.description,
    credentials: credentialsByReference(integration.credentials),
    credential_variables: namesIn(ofCredentials, 'environment'),
    environment: namesIn([...addressTexts(integration), ...tlsTexts(integration), ...ofCredentials, ...ofTools], 'environment'),
    ...(integration.tls === undefined ? {} : { tls: tlsOf(integration.tls) }),
  }
  return integration.type === 'http' ? { ...any, ...httpOf(integration) } : { ...any, ...mcpOf(integration) }
}

function tlsOf({ caFile, client }: Tls): CanonicalTls {
  if (client === undefined) return caFile === undefined ? {} : { ca_file: caFile }
  const { certFile, keyFile, keyPassword } = client
  return {
    ...(caFile === undefined ? {} : { ca_file: caFile }),
    client: { cert_file: certFile, key_file: keyFile, ...(keyPassword === undefined ? {} : { key_password: keyPassword }) },
  }
}

function tlsTexts({ tls }: Integration): readonly string[] {
  return [tls?.caFile, tls?.client?.certFile, tls?.client?.keyFile, tls?.client?.keyPassword].filter((text) => text !== undefined)
}

function httpOf({ baseUrl, headers }: HttpIntegration): { type: 'http'; base_url: string; headers: readonly NamedText[] } {
  return { type: 'http', base_url: baseUrl, headers: headers.map(named) }
}

function mcpOf({ url, program, transport, lock }: McpIntegration): Omit<CanonicalMcpIntegration, keyof AnyIntegration> {
  const { protocolVersion = '', listDigest = '' } = lock?.lockfile ?? {}
  return { type: 'mcp', ...(program === undefined ? { url } : { program }), transport, protocol_version: protocolVersion, list_digest: listDigest }
}

function canonicalTool(tool: ProjectTool): CanonicalTool {
  const any = {
    name: tool.name,
    integration: tool.integration,
    description: tool.description,
    input_schema: tool.inputSchema,
    may_change: tool.mayChange,
    ...(tool.confirmation === undefined ? {} : { confirmation: tool.confirmation }),
    pre_speech: tool.preSpeech,
    execution_audio: tool.executionAudio,
    timeout_seconds: tool.timeoutSeconds,
  }
  if (tool.type === 'http') return { ...any, ...httpToolOf(tool.http) }
  const { definitionDigest, contractDigest, definition } = tool.locked
  return { ...any, type: 'mcp', definition_digest: definitionDigest, contract_digest: contractDigest, definition }
}

function httpToolOf({ request, response, retry }: HttpTool): Omit<CanonicalHttpTool, keyof AnyTool> {
  const { method, path, query, headers, body, form, idempotencyHeader } = request
  return {
    type: 'http',
    request: {
      method,
      path,
      query: query.map(([name, value]) => ({ name, value })),
      headers: headers.map(named),
      ...(body === undefined ? {} : { body }),
      ...(form === undefined ? {} : { form: form.map(([name, value]) => ({ name, value })) }),
      ...(idempotencyHeader === undefined ? {} : { idempotency_header: idempotencyHeader }),
    },
    value_sources: valueSourcesOf(request),
    ...(retry === undefined ? {} : { retry }),
    response: {
      ...(response.select === undefined ? {} : { select: response.select }),
      errors: [...response.errors].map(([status, says]) => ({ status, says })).toSorted((left, right) => left.status - right.status),
    },
  }
}

function addressTexts(integration: Integration): readonly string[] {
  if (integration.type === 'mcp') return [integration.url, ...(integration.program?.env ?? []).map((name) => `\${${name}}`)]
  return [integration.baseUrl, ...integration.headers.map(([, value]) => value)]
}

function requestTexts(tool: ProjectTool): readonly string[] {
  return tool.type === 'http' ? tool.http.request.texts.map(({ text }) => text) : []
}

function namesIn(texts: readonly string[], kind: 'variable' | 'environment'): readonly string[] {
  const names = texts.flatMap(placeholdersOf).filter((placeholder) => placeholder.kind === kind)
  return [...new Set(names.map(({ name }) => name))].toSorted(compare)
}

function named([name, value]: readonly [name: string, value: string]): NamedText {
  return { name, value }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
