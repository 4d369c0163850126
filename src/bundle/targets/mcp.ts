import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import type { CanonicalMcpTool, CanonicalTool } from '../canonical.ts'
import { notebookOn, type Remark } from '../loss.ts'
import { type ModelRules, type ModelTool, modelTools } from '../model-tools.ts'
import { carriedOf, type Target, type Ways } from '../target.ts'

/** The key of `_meta` under which our runtime finds what the protocol has no field for (a reverse domain, as the specification asks). */
const metaKey = 'io.diga.int/tool'

/** McpTool is a tool of a tools/list result. */
interface McpTool {
  readonly name: string
  readonly title?: string
  readonly description: string
  readonly inputSchema: unknown
  readonly annotations: Annotations
  readonly _meta: JsonObject
}

interface Annotations {
  readonly title?: string
  readonly readOnlyHint: boolean
  readonly destructiveHint?: boolean
  readonly idempotentHint?: boolean
  readonly openWorldHint?: boolean
}

const rules: ModelRules = {
  // MCP specification 2025-11-25, tools: A-Za-z0-9._- and 128 at most (a SHOULD; the SDK warns).
  names: { pattern: /^[A-Za-z0-9._-]{1,128}$/, rule: 'MCP names hold letters, digits, "_", "." and "-", 128 at most' },
  dialect: {
    rootRefuses: [],
    propertyKeys: undefined,
    drops: {
      $schema: 'without it a schema of MCP is JSON Schema 2020-12, in which it is written here',
      // Revision 2026-07-28 makes a client copy such arguments into headers of a request to the server that declared it: not to ours.
      'x-mcp-header': 'it speaks to the MCP client that calls the server, and stands in bundle.json',
    },
    examples: 'keep',
    wantsWhole: false,
  },
}

const ways: Ways = {
  confirmation: ['hint', 'description', 'meta'],
  confirmation_wording: ['description', 'meta'],
  pre_speech: ['meta'],
  execution_audio: ['meta'],
  timeout_seconds: ['meta'],
  request: ['runtime'],
  retry: ['runtime'],
  idempotency_header: ['runtime'],
  response_select: ['runtime'],
  response_errors: ['runtime'],
  pinned_definition: ['native'],
}

/** mcp writes a tools/list result, for a server of ours that executes the tools. */
export const mcp: Target = {
  title: 'MCP, result of tools/list',
  executedBy: 'runtime',
  rules: {
    read: '2026-11-22',
    sources: ['https://modelcontextprotocol.io/specification/2025-11-25/server/tools', 'npm @modelcontextprotocol/sdk 1.32.2, ListToolsResultSchema'],
  },
  emit: (bundle) => {
    const { tools, remarks } = modelTools(bundle, rules)
    return {
      document: { tools: tools.map(mcpTool) },
      tools: tools.map((made) => ({ ...made, carried: carriedOf(made.tool, ways) })),
      remarks: [...remarks, ...bundle.tools.flatMap((tool) => (tool.type === 'mcp' ? remarksOnDefinition(tool) : []))],
    }
  },
}

function mcpTool({ tool, name, description, schema }: ModelTool): McpTool {
  const title = tool.type === 'mcp' ? tool.definition['title'] : undefined
  return {
    name,
    ...(typeof title === 'string' ? { title } : {}),
    description,
    inputSchema: schema,
    annotations: tool.type === 'mcp' ? lockedAnnotations(tool) : httpAnnotations(tool),
    _meta: { [metaKey]: metaOf(tool) },
  }
}

function metaOf({ integration, confirmation, pre_speech, execution_audio, timeout_seconds }: CanonicalTool): JsonObject {
  return { integration, ...(confirmation === undefined ? {} : { confirmation }), pre_speech, execution_audio, timeout_seconds }
}

/**
 * A request that may change something is called destructive, which is also the protocol's default: nothing in a POST says that it only adds.
 * Who asks for a confirmation does not call the tool harmless, whatever its method.
 */
function httpAnnotations({ may_change, confirmation }: CanonicalTool): Annotations {
  const isHarmless = !may_change && confirmation === undefined
  return { readOnlyHint: isHarmless, destructiveHint: !isHarmless }
}

function lockedAnnotations({ definition, confirmation }: CanonicalMcpTool): Annotations {
  const said = isJsonObject(definition['annotations']) ? definition['annotations'] : {}
  const { title, readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = said
  const confirmed = confirmation !== undefined
  return {
    ...(typeof title === 'string' ? { title } : {}),
    readOnlyHint: readOnlyHint === true && !confirmed,
    ...(confirmed ? { destructiveHint: true } : hint('destructiveHint', destructiveHint)),
    ...hint('idempotentHint', idempotentHint),
    ...hint('openWorldHint', openWorldHint),
  }
}

function hint(name: 'destructiveHint' | 'idempotentHint' | 'openWorldHint', value: unknown): Partial<Annotations> {
  return typeof value === 'boolean' ? { [name]: value } : {}
}

const kept = new Set(['name', 'title', 'description', 'inputSchema', 'annotations'])

function remarksOnDefinition(tool: CanonicalMcpTool): readonly Remark[] {
  const notebook = notebookOn(tool.integration, tool.name)
  const { annotations } = tool.definition
  const isCalledHarmless = isJsonObject(annotations) && (annotations['readOnlyHint'] === true || annotations['destructiveHint'] === false)
  if (tool.confirmation !== undefined && isCalledHarmless) {
    const message = 'the server calls the tool harmless; with a confirmation it is listed as destructive'
    notebook.change({ subject: 'confirmation', steps: ['confirmation'], message })
  }
  const left = Object.keys(tool.definition).filter((key) => !kept.has(key))
  for (const key of left.toSorted()) {
    notebook.same({ subject: 'definition', steps: [key], message: `"${key}" of the definition is left out of the list; bundle.json holds it` })
  }
  return notebook.remarks
}
