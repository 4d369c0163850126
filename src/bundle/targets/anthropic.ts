import { type ModelRules, modelTools } from '../model-tools.ts'
import { carriedOf, type Target, type Ways } from '../target.ts'

/** AnthropicTool is a custom tool of the Messages API. */
interface AnthropicTool {
  readonly name: string
  readonly description: string
  readonly input_schema: unknown
}

const rules: ModelRules = {
  // Anthropic docs, define tools, read 2026-11-22: ^[a-zA-Z0-9_-]{1,64}$ (live errors quote 128; 64 is what is promised).
  names: { pattern: /^[A-Za-z0-9_-]{1,64}$/, rule: 'Anthropic takes letters, digits, "_" and "-", 64 at most' },
  dialect: {
    // The service's own words ("input_schema does not support oneOf, allOf, or anyOf at the top level"), issue reports, read 2026-11-23.
    rootRefuses: ['oneOf', 'anyOf', 'allOf'],
    // "Property keys should match pattern" (issue reports, read 2026-11-23): one bad key fails the whole request. Only the keys of the
    // arguments are judged, not nested ones.
    propertyKeys: { pattern: /^[a-zA-Z0-9_.-]{1,64}$/, rule: 'Anthropic takes letters, digits, "_", "." and "-", 64 at most' },
    drops: {
      $schema: 'the API reads every schema alike',
      'x-mcp-header': 'it speaks to the MCP client that calls the server, and stands in bundle.json',
    },
    // Without `strict`, input_schema is plain JSON Schema 2020-12, annotations included.
    examples: 'keep',
    wantsWhole: false,
  },
}

const ways: Ways = {
  confirmation: ['description', 'manifest', 'runtime'],
  confirmation_wording: ['description', 'manifest', 'runtime'],
  pre_speech: ['runtime'],
  execution_audio: ['runtime'],
  timeout_seconds: ['runtime'],
  request: ['runtime'],
  retry: ['runtime'],
  idempotency_header: ['runtime'],
  response_select: ['runtime'],
  response_errors: ['runtime'],
  pinned_definition: ['native'],
}

/** anthropic writes `tools` of the Anthropic Messages API. */
export const anthropic: Target = {
  title: 'Anthropic Messages API, tools',
  executedBy: 'runtime',
  rules: {
    read: '2026-11-22',
    sources: ['https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools', 'npm @anthropic-ai/sdk 1.12.0, Tool'],
  },
  emit: (bundle) => {
    const { tools, remarks } = modelTools(bundle, rules)
    const document = tools.map(({ name, description, schema }): AnthropicTool => ({ name, description, input_schema: schema }))
    return { document, tools: tools.map((made) => ({ ...made, carried: carriedOf(made.tool, ways) })), remarks }
  },
}
