import { canonicalJson } from '../text/canonical-json.ts'
import type { CanonicalBundle, CanonicalIntegration, CanonicalMcpIntegration } from './canonical.ts'
import type { Remark } from './loss.ts'
import { pointerOf } from '../json/pointer.ts'
import type { Carried, EmittedTool, Emission, Target } from './target.ts'

// These types are the published document (schemas/bundle-manifest.schema.json), so their keys are written as the document's.

/** manifestFormatVersion is raised when a reader of manifest.json would break. */
const manifestFormatVersion = 1

/** Manifest says of every file of a bundle what is in it, what the model sees, and what became of all that is not in it. */
export interface Manifest {
  readonly format_version: typeof manifestFormatVersion
  readonly agent: string
  /** Sorted by name. */
  readonly targets: readonly TargetEntry[]
  /** Targets that were asked for and refused: they have no file. */
  readonly refused: readonly string[]
  readonly credentials: readonly CredentialsEntry[]
  readonly locks: readonly LockEntry[]
}

/** TargetEntry is one file of a bundle. */
interface TargetEntry {
  readonly target: string
  readonly title: string
  readonly file: string
  readonly sha256: string
  readonly executed_by: 'platform' | 'runtime'
  readonly rules: { readonly read: string; readonly sources: readonly string[] }
  readonly tools: readonly ToolEntry[]
  readonly transformations: readonly RemarkEntry[]
  readonly losses: readonly RemarkEntry[]
}

/** ToolEntry is what became of one tool in a target. */
interface ToolEntry {
  readonly name: string
  readonly integration: string
  readonly confirmation?: string
  readonly carried: Carried
  /** What the model sees of the tool, counted in characters. */
  readonly characters: { readonly name: number; readonly description: number; readonly schema: number; readonly total: number }
}

/** RemarkEntry is one transformation or loss. */
interface RemarkEntry {
  readonly integration: string
  readonly tool?: string
  readonly subject: string
  /** JSON pointer from the tool or integration. */
  readonly at: string
  readonly message: string
}

/** CredentialsEntry says which environment variables an integration needs. */
interface CredentialsEntry {
  readonly integration: string
  readonly type: string
  readonly credential_variables: readonly string[]
  readonly environment: readonly string[]
}

/** LockEntry ties a bundle to what was reviewed of an MCP server. */
interface LockEntry {
  readonly integration: string
  readonly list_digest: string
  readonly tools: readonly { readonly name: string; readonly definition_digest: string }[]
}

/** Written is one target's file. */
export interface Written {
  readonly name: string
  readonly target: Target
  readonly emission: Emission
  readonly file: string
  readonly sha256: string
}

/** manifestOf writes the manifest of a bundle. */
export function manifestOf(bundle: CanonicalBundle, written: readonly Written[], refused: readonly string[]): Manifest {
  return {
    format_version: manifestFormatVersion,
    agent: bundle.agent.name,
    targets: written.map((target) => targetEntry(target, bundle)),
    refused,
    credentials: bundle.integrations.map(credentialsEntry),
    locks: bundle.integrations.filter((integration) => integration.type === 'mcp').map((integration) => lockEntry(integration, bundle)),
  }
}

function targetEntry({ name, target, emission, file, sha256 }: Written, bundle: CanonicalBundle): TargetEntry {
  const { remarks, tools } = emission
  return {
    target: name,
    title: target.title,
    file,
    sha256,
    executed_by: target.executedBy,
    rules: target.rules,
    tools: bundle.tools.flatMap((tool) => tools.filter((emitted) => emitted.tool === tool)).map(toolEntry),
    transformations: remarks.filter(({ weight }) => weight === 'changed' || weight === 'equal').map(remarkEntry),
    losses: remarks.filter(({ weight }) => weight === 'lost').map(remarkEntry),
  }
}

function toolEntry({ tool, name, description, schema, carried }: EmittedTool): ToolEntry {
  const counts = { name: characters(name), description: characters(description), schema: characters(canonicalJson(schema)) }
  return {
    name: tool.name,
    integration: tool.integration,
    ...(tool.confirmation === undefined ? {} : { confirmation: tool.confirmation }),
    carried,
    characters: { ...counts, total: counts.name + counts.description + counts.schema },
  }
}

function remarkEntry({ integration, tool, subject, steps, message }: Remark): RemarkEntry {
  return { integration, ...(tool === undefined ? {} : { tool }), subject, at: pointerOf(steps), message }
}

function credentialsEntry({ name, credentials, credential_variables, environment }: CanonicalIntegration): CredentialsEntry {
  return { integration: name, type: credentials.type, credential_variables, environment }
}

function lockEntry({ name, list_digest }: CanonicalMcpIntegration, { tools }: CanonicalBundle): LockEntry {
  const locked = tools.flatMap((tool) => (tool.type === 'mcp' && tool.integration === name ? [tool] : []))
  return { integration: name, list_digest, tools: locked.map(({ name: tool, definition_digest }) => ({ name: tool, definition_digest })) }
}

/** People count characters, not UTF-16 units. */
function characters(text: string): number {
  return [...text].length
}
