import { type ModelRules, modelTools } from '../model-tools.ts'
import { carriedOf, type Target, type Ways } from '../target.ts'

/** RealtimeFunctionTool is a function tool of a Realtime session. */
interface RealtimeFunctionTool {
  readonly type: 'function'
  readonly name: string
  readonly description: string
  readonly parameters: unknown
}

const rules: ModelRules = {
  // OpenAI docs, function calling, read 2026-11-22: letters, digits, underscores and dashes; the Chat page says 64 at most.
  names: { pattern: /^[A-Za-z0-9_-]{1,64}$/, rule: 'OpenAI takes letters, digits, "_" and "-", 64 at most' },
  dialect: {
    // The service's own words ("schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'const'/'not' at the top level"),
    // seen in issue reports up to 2026-08, read 2026-11-23. Nested ones are taken where `strict` is not asked for.
    rootRefuses: ['oneOf', 'anyOf', 'allOf', 'enum', 'const', 'not'],
    propertyKeys: undefined,
    drops: {
      $schema: 'the API reads every schema alike',
      'x-mcp-header': 'it speaks to the MCP client that calls the server, and stands in bundle.json',
    },
    // No page says that example values of a Realtime tool reach the model; words in a description do.
    examples: 'description',
    // An object without properties and an array without items are a 400 (issue reports, read 2026-11-23).
    wantsWhole: true,
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

/** openaiRealtime writes `session.tools` of the OpenAI Realtime API. There is no `strict`: the service refuses unknown keys there. */
export const openaiRealtime: Target = {
  title: 'OpenAI Realtime API, session.tools',
  executedBy: 'runtime',
  rules: {
    read: '2026-11-22',
    sources: ['https://developers.openai.com/api/docs/guides/function-calling', 'npm openai 6.49.0, RealtimeFunctionTool'],
  },
  emit: (bundle) => {
    const { tools, remarks } = modelTools(bundle, rules)
    const document = tools.map(({ name, description, schema }): RealtimeFunctionTool => ({ type: 'function', name, description, parameters: schema }))
    return { document, tools: tools.map((made) => ({ ...made, carried: carriedOf(made.tool, ways) })), remarks }
  },
}
