// Bodies of the Diga REST API, from the OpenAPI file published with its documentation (docs.diga.io/api-reference, file of 2026-07-22,
// read 2026-11-22). The keys are the API's.

/** CreateIntegration is the body of POST /v1/integration. */
export interface CreateIntegration {
  readonly name: string
  readonly description: string
  readonly base_url: string
  readonly integration_type: 'HTTP' | 'MCP'
  readonly auth_key?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** CreateHttpTool is the body of POST /v1/integration/{integration_id}/tool. */
export interface CreateHttpTool {
  readonly type: 'HTTP'
  readonly name: string
  readonly description: string
  readonly endpoint_path: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  readonly query: readonly Field[]
  readonly body: readonly Field[]
  readonly path: readonly PathField[]
  readonly headers: Readonly<Record<string, string>> | null
  readonly timeout: number
  readonly approval_required: boolean
  readonly execution_audio: 'typing' | 'waiting_music' | null
  readonly pre_speech: 'auto' | 'force'
}

/** PathField is one `{name}` of an endpoint's path. */
export interface PathField {
  readonly name: string
  readonly description?: string
  readonly required: boolean
  readonly value_source: 'llm' | 'dynamic'
  readonly fixed_value?: string
}

/** DataType is what a field of the query or body may hold; `object` in a body only. */
export type DataType = 'string' | 'integer' | 'number' | 'boolean' | 'object'

/** Field is one field of the query or of a JSON body. */
export interface Field {
  readonly name: string
  readonly data_type: DataType
  readonly description?: string
  readonly required: boolean
  readonly value_source: 'llm' | 'fixed' | 'dynamic'
  readonly fixed_value?: string | number | boolean
  readonly properties?: readonly Field[] | null
}
