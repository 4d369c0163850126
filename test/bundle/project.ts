import { createHash } from 'node:crypto'
import { bundleAgent, type BundleOutcome } from '../../src/bundle/bundle.ts'
import type { TargetName } from '../../src/bundle/targets/index.ts'
import type { Agent } from '../../src/model/agent.ts'
import { decodeAgent, decodeIntegration, decodeLockfile } from '../../src/model/decode.ts'
import type { Integration } from '../../src/model/integration.ts'
import type { Project } from '../../src/model/project.ts'
import { positionAt } from '../../src/text/source-file.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import type { Cursor } from '../../src/yaml/cursor.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

/** A whole small project: an agent and its integrations, as people write them, and the locked tools of its MCP servers. */
export interface SmallProject {
  readonly agent: string
  readonly integrations: Readonly<Record<string, string>>
  readonly locked?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  readonly prompt?: string
}

/** Loaded is a small project as the flow would hand it over. */
export interface Loaded {
  readonly project: Project
  readonly agent: Agent
}

async function cursorOf(path: string, text: string): Promise<Cursor> {
  const parsed = await parseYaml({ path, text })
  if (!parsed.ok) throw new Error(`${path}: ${parsed.diagnostics[0]?.message}`)
  return parsed.root
}

export async function load({ agent, integrations, locked = {}, prompt }: SmallProject): Promise<Loaded> {
  const decoded: Integration[] = []
  for (const [name, text] of Object.entries(integrations)) {
    const integration = decodeIntegration(name, await cursorOf(`integrations/${name}.yaml`, text))
    const tools = locked[name]
    if (integration.type === 'http' || tools === undefined) decoded.push(integration)
    else {
      const at = await cursorOf(`integrations/${name}.lock.yaml`, lockText(integration.url, tools))
      decoded.push({ ...integration, lock: { lockfile: decodeLockfile(at), at } })
    }
  }
  const { promptPath, ...rest } = decodeAgent('support', await cursorOf('agents/support.yaml', agent))
  const file = prompt === undefined ? undefined : { path: 'prompts/support.md', text: prompt }
  const whole: Agent = { ...rest, prompt: promptPath === undefined ? undefined : { path: 'prompts/support.md', file } }
  return {
    project: { integrations: decoded, agents: [whole], targets: [], names: new Set(Object.keys(integrations)), homes: new Map(), broken: new Set() },
    agent: whole,
  }
}

/** JSON is YAML, so a lock can be written without a writer of locks. */
function lockText(url: string, tools: readonly Readonly<Record<string, unknown>>[]): string {
  const digest = (value: unknown): string => `sha256:${sha256(JSON.stringify(value))}`
  const entries = tools.map((definition) => [
    String(definition['name']),
    { definition_digest: digest(definition), contract_digest: digest(definition['inputSchema']), definition },
  ])
  const server = { url, transport: 'streamable-http', protocol_version: '2025-11-25', name: 'shop', version: '1.0.0', declared_capabilities: {} }
  return `${JSON.stringify({ lockfile_version: 1, server, list_digest: digest(tools), tools: Object.fromEntries(entries) }, null, 2)}\n`
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export async function bundled(small: SmallProject, ...targets: readonly TargetName[]): Promise<BundleOutcome> {
  return bundleAgent({ ...(await load(small)), targets, sha256 })
}

/** The document of one file of a bundle. */
export function documentOf(outcome: BundleOutcome, path: string): unknown {
  const text = outcome.files.find((file) => file.path === path)?.text
  if (text === undefined) throw new Error(`no file ${path}; ${shown(outcome.diagnostics).join('\n')}`)
  return JSON.parse(text)
}

/** Diagnostics as a person would read them: one line each, in the order of files. */
export function shown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ severity, message, span }) => {
    if (span === undefined) return `${severity}: ${message}`
    const { line, column } = positionAt(span.file, span.start)
    return `${span.file.path}:${line}:${column} [${span.file.text.slice(span.start, span.end)}] ${severity}: ${message}`
  })
}
