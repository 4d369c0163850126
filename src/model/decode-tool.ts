import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Cursor } from '../yaml/cursor.ts'
import type { Parameter } from './parameter.ts'
import { object, optionalText, text, textEntries } from './plain.ts'
import { defaultTimeoutSeconds } from './project.ts'
import {
  type Example,
  type Expectation,
  type HttpTool,
  type McpToolRule,
  type Method,
  type Recorded,
  requestTemplate,
  type RequestTemplate,
  type Retry,
  type Speech,
} from './tool.ts'

/** decodeTool turns a tool of a checked document into one that is ours. */
export function decodeTool(name: string, data: JsonObject, at: Cursor): HttpTool {
  const response = object(data['response'])
  return {
    name,
    description: text(data['description']),
    confirmation: optionalText(data['confirmation']),
    preSpeech: decodePreSpeech(data),
    executionAudio: decodeAudio(data),
    timeoutSeconds: decodeTimeout(data),
    parameters: decodeParameters(object(data['parameters']), at),
    request: decodeRequest(object(data['request'])),
    response: { select: optionalText(response['select']), errors: decodeErrors(response['errors']) },
    retry: decodeRetry(data['retry']),
    examples: decodeExamples(data['examples'], at),
    at,
  }
}

const momentary: Retry['on'] = ['connection', 429, 502, 503, 504]

function decodeRetry(data: unknown): Retry | undefined {
  if (!isJsonObject(data)) return undefined
  const { attempts, on } = data
  return {
    attempts: Number(attempts),
    on: Array.isArray(on) ? on.map((item: unknown) => (item === 'connection' ? item : Number(item))) : momentary,
  }
}

const noErrors: ReadonlyMap<number, string> = new Map()

function decodeErrors(data: unknown): ReadonlyMap<number, string> {
  if (!isJsonObject(data)) return noErrors
  const errors = new Map<number, string>()
  for (const status in data) errors.set(Number(status), text(data[status]))
  return errors
}

/** decodeRule is the same for what an integration says of a tool of its MCP server. */
export function decodeRule(name: string, data: JsonObject, at: Cursor): McpToolRule {
  return { name, ...decodeSpeech(data), examples: decodeExamples(data['examples'], at), at }
}

function decodeSpeech(data: JsonObject): Speech {
  return {
    confirmation: optionalText(data['confirmation']),
    preSpeech: decodePreSpeech(data),
    executionAudio: decodeAudio(data),
    timeoutSeconds: decodeTimeout(data),
  }
}

function decodePreSpeech(data: JsonObject): Speech['preSpeech'] {
  return data['pre_speech'] === 'force' ? 'force' : 'auto'
}

function decodeAudio(data: JsonObject): Speech['executionAudio'] {
  const audio = data['execution_audio']
  return audio === 'typing' || audio === 'waiting_music' ? audio : 'none'
}

function decodeTimeout(data: JsonObject): number {
  const seconds = data['timeout_seconds']
  return typeof seconds === 'number' ? seconds : defaultTimeoutSeconds
}

function decodeParameters(data: JsonObject, tool: Cursor): readonly Parameter[] {
  const parameters: Parameter[] = []
  for (const name in data) parameters.push(decodeParameter(name, object(data[name]), tool.in('parameters', name)))
  return parameters
}

function decodeParameter(name: string, data: JsonObject, at: Cursor): Parameter {
  return { name, required: data['required'] !== false, schema: parameterSchema(data), at }
}

/** parameterSchema is the JSON Schema of a parameter as it is written, which says beside it whether a call may leave the parameter out. */
export function parameterSchema(data: JsonObject): JsonObject {
  const written = data['required']
  // An object parameter may list the keys that it must have: that list is JSON Schema's own `required`.
  if (written === undefined || Array.isArray(written)) return data
  const schema: Record<string, unknown> = {}
  for (const keyword in data) if (keyword !== 'required') schema[keyword] = data[keyword]
  return schema
}

const methods: Readonly<Record<string, Method>> = { GET: 'GET', HEAD: 'HEAD', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }

function decodeRequest(data: JsonObject): RequestTemplate {
  return requestTemplate({
    method: methods[text(data['method'])] ?? 'GET',
    path: text(data['path']),
    query: decodeQuery(object(data['query'])),
    headers: textEntries(data['headers']),
    body: data['body'],
    form: isJsonObject(data['form']) ? decodeQuery(data['form']) : undefined,
    idempotencyHeader: optionalText(data['idempotency_header']),
  })
}

function decodeQuery(data: JsonObject): RequestTemplate['query'] {
  const query: [name: string, value: unknown][] = []
  for (const name in data) query.push([name, data[name]])
  return query
}

const noExamples: readonly Example[] = []

function decodeExamples(data: unknown, tool: Cursor): readonly Example[] {
  if (!Array.isArray(data)) return noExamples
  return data.map((item: unknown, index) => {
    const example = object(item)
    return {
      name: text(example['name']),
      arguments: object(example['arguments']),
      expect: decodeExpectation(object(example['expect'])),
      recorded: decodeRecorded(example['recorded']),
      at: tool.in('examples', index),
    }
  })
}

function decodeExpectation(data: JsonObject): Expectation {
  const { status, headers, within_seconds: withinSeconds } = data
  return {
    status: typeof status === 'number' ? status : undefined,
    result: 'result' in data ? { value: data['result'] } : undefined,
    headers: textEntries(headers),
    withinSeconds: typeof withinSeconds === 'number' ? withinSeconds : undefined,
  }
}

function decodeRecorded(data: unknown): Recorded | undefined {
  if (!isJsonObject(data)) return undefined
  return { status: Number(data['status']), headers: textEntries(data['headers']), body: data['body'] }
}
