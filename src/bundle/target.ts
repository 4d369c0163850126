import { defaultTimeoutSeconds } from '../model/project.ts'
import type { CanonicalBundle, CanonicalTool } from './canonical.ts'
import type { Remark } from './loss.ts'

/**
 * Target is one platform or API that takes tools in a shape of its own: a pure function from the canonical bundle. It sees plain data only:
 * no cursors, no environment, no values of secrets.
 */
export interface Target {
  /** What the target is, for people. */
  readonly title: string
  /** Who sends the request of a tool: the platform itself, or a runtime of ours that reads bundle.json. */
  readonly executedBy: 'platform' | 'runtime'
  /** When the vendor's rules were read, and where. */
  readonly rules: { readonly read: string; readonly sources: readonly string[] }
  emit(bundle: CanonicalBundle): Emission
}

/** Emission is what a target made of a bundle. One refused remark, and the document is thrown away. */
export interface Emission {
  /** The JSON document of the target's file. */
  readonly document: unknown
  /** Every tool of the bundle, none left out. */
  readonly tools: readonly EmittedTool[]
  readonly remarks: readonly Remark[]
}

/** EmittedTool is what the model sees of a tool in this target, and how the rest of its meaning travels. */
export interface EmittedTool {
  readonly tool: CanonicalTool
  readonly name: string
  readonly description: string
  readonly schema: unknown
  readonly carried: Carried
}

/** Feature is a part of a tool's meaning beyond name, description and schema. */
type Feature =
  | 'confirmation'
  | 'confirmation_wording'
  | 'pre_speech'
  | 'execution_audio'
  | 'timeout_seconds'
  | 'request'
  | 'retry'
  | 'idempotency_header'
  | 'response_select'
  | 'response_errors'
  | 'pinned_definition'

/**
 * Way is how a feature travels: `native` in a field that the target itself honours, `hint` in a field that it may heed, `description` in words
 * to the model, `meta` in a field for our runtime, `manifest` in manifest.json, `runtime` in bundle.json, `lost` not at all.
 */
export type Way = 'native' | 'hint' | 'description' | 'meta' | 'manifest' | 'runtime' | 'lost'

/** Ways says for every feature how a target carries it; a feature without an answer does not compile. */
export type Ways = Readonly<Record<Feature, readonly Way[]>>

/** Carried says it for the features that one tool has: what is as by default is not listed. */
export type Carried = Readonly<Partial<Record<Feature, readonly Way[]>>>

/** carriedOf keeps of a target's ways those that a tool makes use of. */
export function carriedOf(tool: CanonicalTool, ways: Ways): Carried {
  return Object.fromEntries(featuresOf(tool).map((feature) => [feature, ways[feature]]))
}

function featuresOf(tool: CanonicalTool): readonly Feature[] {
  const confirmed = tool.confirmation !== undefined
  const isHttp = tool.type === 'http'
  const has: readonly (readonly [Feature, boolean])[] = [
    ['confirmation', confirmed],
    ['confirmation_wording', confirmed],
    ['pre_speech', tool.pre_speech !== 'auto'],
    ['execution_audio', tool.execution_audio !== 'none'],
    ['timeout_seconds', tool.timeout_seconds !== defaultTimeoutSeconds],
    ['request', isHttp],
    ['retry', isHttp && tool.retry !== undefined],
    ['idempotency_header', isHttp && tool.request.idempotency_header !== undefined],
    ['response_select', isHttp && tool.response.select !== undefined],
    ['response_errors', isHttp && tool.response.errors.length > 0],
    ['pinned_definition', !isHttp],
  ]
  return has.filter(([, isThere]) => isThere).map(([feature]) => feature)
}
