import { defaultTimeoutSeconds } from '../../model/project.ts'
import type { CanonicalBundle, CanonicalIntegration, CanonicalMcpTool, CanonicalTool } from '../canonical.ts'
import type { CreateHttpTool, Field } from '../diga/api.ts'
import { type Connection, connectionOf } from '../diga/connection.ts'
import { httpToolOf } from '../diga/tool.ts'
import { notebookOn, type Notebook, type Remark } from '../loss.ts'
import { carriedOf, type EmittedTool, type Target, type Ways } from '../target.ts'

/** digaFormatVersion is the version of the envelope around Diga's bodies, which is ours. */
const digaFormatVersion = 1

/** DigaDocument is the bodies to send to Diga's REST API. Ids are known only when they are sent, so names stand for them. */
interface DigaDocument {
  readonly format_version: typeof digaFormatVersion
  readonly integrations: readonly DigaIntegration[]
  readonly agent: { readonly name: string; readonly integrations: readonly DigaAssignment[] }
}

interface DigaAssignment {
  readonly integration_name: string
  readonly tool_names: readonly string[]
}

interface DigaIntegration extends Connection {
  readonly name: string
  /** Bodies of POST /v1/integration/{id}/tool; empty for MCP, whose tools Diga fetches itself. */
  readonly tools: readonly CreateHttpTool[]
  /** PATCH /v1/integration/{id}/tool-approval; for HTTP the bodies of the tools say it already. */
  readonly tool_approval?: { readonly tools: readonly { readonly tool_name: string; readonly approval_required: boolean }[] }
}

const httpWays: Ways = {
  confirmation: ['native'],
  confirmation_wording: ['description'],
  pre_speech: ['native'],
  execution_audio: ['native'],
  timeout_seconds: ['native'],
  request: ['native'],
  retry: ['lost'],
  idempotency_header: ['lost'],
  response_select: ['lost'],
  response_errors: ['lost'],
  pinned_definition: ['lost'],
}

const mcpWays: Ways = { ...httpWays, confirmation_wording: ['lost'], pre_speech: ['lost'], execution_audio: ['lost'], timeout_seconds: ['lost'] }

/** diga writes the bodies of Diga's REST API: the platform itself executes the tools. */
export const diga: Target = {
  title: 'Diga REST API',
  executedBy: 'platform',
  rules: {
    read: '2026-11-22',
    sources: ['https://docs.diga.io/api-reference (OpenAPI file of 2026-07-22)', 'https://docs.diga.io/en/build/integrations/http-integrations'],
  },
  emit: (bundle) => {
    const carried = bundle.integrations.map((integration) => carriedIntegration(integration, bundle))
    const assignments = carried.map(({ written, tools }) => ({ integration_name: written.name, tool_names: tools.map(({ name }) => name) }))
    const document: DigaDocument = {
      format_version: digaFormatVersion,
      integrations: carried.map(({ written }) => written),
      agent: { name: bundle.agent.name, integrations: assignments },
    }
    const remarks = [...carried.flatMap((integration) => integration.remarks), ...sharedNames(bundle.tools)]
    return { document, tools: carried.flatMap(({ tools }) => tools), remarks }
  },
}

interface CarriedIntegration {
  readonly written: DigaIntegration
  readonly tools: readonly EmittedTool[]
  readonly remarks: readonly Remark[]
}

function carriedIntegration(integration: CanonicalIntegration, { tools }: CanonicalBundle): CarriedIntegration {
  const { name } = integration
  const notebook = notebookOn(name)
  const connection = connectionOf(integration, notebook)
  const carried = tools.filter((tool) => tool.integration === name).map(carriedTool)
  const bodies = carried.flatMap(({ body }) => (body === undefined ? [] : [body]))
  const approvals = carried.map(({ emitted }) => ({ tool_name: emitted.name, approval_required: emitted.tool.confirmation !== undefined }))
  return {
    written: { name, ...connection, tools: bodies, ...(integration.type === 'mcp' ? { tool_approval: { tools: approvals } } : {}) },
    tools: carried.map(({ emitted }) => emitted),
    remarks: [...notebook.remarks, ...carried.flatMap((tool) => tool.notebook.remarks)],
  }
}

interface CarriedTool {
  readonly emitted: EmittedTool
  readonly body: CreateHttpTool | undefined
  readonly notebook: Notebook
}

function carriedTool(tool: CanonicalTool): CarriedTool {
  const notebook = notebookOn(tool.integration, tool.name)
  const { name } = tool
  if (tool.type === 'mcp') {
    noteServerTool(tool, notebook)
    const emitted = { tool, name, description: tool.description, schema: tool.input_schema, carried: carriedOf(tool, mcpWays) }
    return { emitted, body: undefined, notebook }
  }
  const body = httpToolOf(tool, notebook)
  const schema = [...body.path, ...body.query, ...body.body].filter(({ value_source }) => value_source === 'llm').map(visible)
  return { emitted: { tool, name, description: body.description, schema, carried: carriedOf(tool, httpWays) }, body, notebook }
}

/** What the model has to know of a field to fill it; constants and call variables are filled past it. */
function visible({ name, required, description, data_type, properties }: Partial<Field>): unknown {
  return { name, required, description, data_type, properties: properties?.filter(({ value_source }) => value_source === 'llm').map(visible) }
}

function noteServerTool(tool: CanonicalMcpTool, notebook: Notebook): void {
  if (tool.confirmation !== undefined) {
    notebook.lose({
      subject: 'confirmation',
      steps: ['confirmation'],
      message: "Diga holds the call back for a yes (approval_required), but the wording is lost: an MCP tool's description comes from the server",
      hint: 'write the wording into the prompt',
    })
  }
  const settings = [
    { key: 'pre_speech', subject: 'speech', isSet: tool.pre_speech !== 'auto' },
    { key: 'execution_audio', subject: 'speech', isSet: tool.execution_audio !== 'none' },
    { key: 'timeout_seconds', subject: 'timeout', isSet: tool.timeout_seconds !== defaultTimeoutSeconds },
  ] as const
  for (const { key, subject } of settings.filter(({ isSet }) => isSet)) {
    notebook.lose({ subject, steps: [key], message: `Diga has no ${key} for the tools of an MCP server` })
  }
}

/** Names are unique within an integration of Diga; no page says how an agent tells two integrations' tools of one name apart. */
function sharedNames(tools: readonly CanonicalTool[]): readonly Remark[] {
  return tools.flatMap((tool, index) => {
    const other = tools.slice(0, index).find(({ name }) => name.toLowerCase() === tool.name.toLowerCase())
    if (other === undefined) return []
    const notebook = notebookOn(tool.integration, tool.name)
    notebook.lose({
      subject: 'name',
      steps: [],
      message: `integration "${other.integration}" gives the agent a tool of the same name, and no page of Diga says which one a prompt then means`,
      hint: 'rename one of the two, or take it out of the agent',
    })
    return notebook.remarks
  })
}
