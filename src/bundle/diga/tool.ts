import type { CanonicalHttpTool } from '../canonical.ts'
import { askInTheseWords, describedWith, noteVariables } from '../confirmation.ts'
import type { Notebook } from '../loss.ts'
import type { CreateHttpTool } from './api.ts'
import { bodyFields, endpointOf, noteEnvironment, queryFields } from './request.ts'

/** httpToolOf writes an HTTP tool as the body that creates it in Diga. Where the notebook refuses something the body is not to be used. */
export function httpToolOf(tool: CanonicalHttpTool, notebook: Notebook): CreateHttpTool {
  const carrying = { tool, notebook }
  const { endpoint_path, path } = endpointOf(carrying)
  const query = queryFields(carrying)
  const body = bodyFields(carrying)
  noteUses(tool, notebook)
  noteSameNames([path, query, body], notebook)
  noteAttempts(tool, notebook)
  noteResponse(tool, notebook)
  return {
    type: 'HTTP',
    name: tool.name,
    description: description(tool, notebook),
    endpoint_path,
    method: methodOf(tool, notebook),
    query,
    body,
    path,
    headers: headersOf(tool, notebook),
    timeout: timeoutOf(tool, notebook),
    approval_required: tool.confirmation !== undefined,
    execution_audio: tool.execution_audio === 'none' ? null : tool.execution_audio,
    pre_speech: tool.pre_speech,
  }
}

function methodOf({ request }: CanonicalHttpTool, notebook: Notebook): CreateHttpTool['method'] {
  if (request.method !== 'HEAD') return request.method
  notebook.refuse({
    subject: 'request',
    steps: ['request', 'method'],
    message: 'Diga has no method HEAD: it takes GET, POST, PUT, PATCH and DELETE',
    hint: 'use GET, or take the tool out of the agent for this target',
  })
  return 'GET'
}

function headersOf({ request }: CanonicalHttpTool, notebook: Notebook): Readonly<Record<string, string>> | null {
  for (const { name, value } of request.headers) {
    const steps = ['request', 'headers', name]
    noteEnvironment(value, steps, { notebook })
    if (!/\{/.test(value.replaceAll('${', ''))) continue
    notebook.refuse({
      subject: 'request',
      steps,
      message: `header "${name}" is filled on the call ("${value}"), and headers are constant in Diga`,
      hint: 'send the value in the query or body, or take the tool out of the agent for this target',
    })
  }
  return request.headers.length === 0 ? null : Object.fromEntries(request.headers.map(({ name, value }) => [name, value]))
}

/** The API gives no unit; seconds is our reading of its default of 5 [INFER], and its type is integer. */
function timeoutOf({ timeout_seconds }: CanonicalHttpTool, notebook: Notebook): number {
  const whole = Math.ceil(timeout_seconds)
  if (whole !== timeout_seconds) {
    const message = `a timeout of ${timeout_seconds} seconds becomes ${whole}: Diga takes whole numbers`
    notebook.change({ subject: 'timeout', steps: ['timeout_seconds'], message })
  }
  return whole
}

function description(tool: CanonicalHttpTool, notebook: Notebook): string {
  if (tool.confirmation === undefined) return tool.description
  noteVariables(tool, notebook)
  notebook.change({
    subject: 'confirmation',
    steps: ['confirmation'],
    message: 'Diga holds the call back for a yes (approval_required) but has no field for the wording, which goes into the description',
  })
  return describedWith(tool.description, askInTheseWords(tool.confirmation))
}

/** Every parameter reaches exactly one field, or somebody hears of it. */
function noteUses({ input_schema, value_sources }: CanonicalHttpTool, notebook: Notebook): void {
  const holes = value_sources.flatMap((source) => source.holes)
  for (const name of Object.keys(input_schema['properties'] ?? {})) {
    const uses = holes.filter((hole) => hole === `{${name}}`).length
    const steps = ['parameters', name]
    if (uses === 0) {
      const message = `parameter "${name}" is no part of the request, so Diga could not ask for it`
      notebook.refuse({ subject: 'request', steps, message, hint: 'use it in the request, or delete it' })
    } else if (uses > 1) {
      const message = `parameter "${name}" fills ${uses} fields, and Diga has the model fill each one: they may differ`
      notebook.lose({ subject: 'request', steps, message })
    }
  }
}

/** Diga answers 409 DUPLICATE_FIELD to a parameter that is there twice; no page says whether path, query and body count as one. */
function noteSameNames(groups: readonly (readonly { readonly name: string }[])[], notebook: Notebook): void {
  const names = groups.flatMap((group) => group.map(({ name }) => name))
  for (const name of new Set(names.filter((candidate, index) => names.indexOf(candidate) !== index))) {
    const message = `"${name}" stands in more than one of path, query and body, which Diga may refuse as a duplicate (409)`
    notebook.change({ subject: 'name', steps: ['request'], message })
  }
}

function noteAttempts({ retry, request }: CanonicalHttpTool, notebook: Notebook): void {
  if (retry !== undefined) {
    notebook.lose({
      subject: 'request',
      steps: ['retry'],
      message: 'Diga has no field for retry: whether and when a request is sent again is its own affair',
      hint: 'let the API answer well enough the first time, or say in the prompt what to do when it does not',
    })
  }
  if (request.idempotency_header !== undefined) {
    notebook.lose({
      subject: 'request',
      steps: ['request', 'idempotency_header'],
      message: `Diga has no field for a key that is new for each call: "${request.idempotency_header}" is not sent, and the API cannot tell a repeated request`,
      hint: 'let the API know a repetition by the values of the request',
    })
  }
}

function noteResponse({ response }: CanonicalHttpTool, notebook: Notebook): void {
  if (response.select !== undefined) {
    notebook.lose({
      subject: 'response',
      steps: ['response', 'select'],
      message: 'Diga has no field for response.select: the agent is given the whole answer',
      hint: 'let the API answer with less (fields, limit), or the agent is slower and may read out what it should not',
    })
  }
  if (response.errors.length > 0) {
    notebook.lose({
      subject: 'response',
      steps: ['response', 'errors'],
      message: `Diga has no field for response.errors (${response.errors.map(({ status }) => status).join(', ')}): the agent is given the raw error`,
      hint: 'say in the prompt what to tell the caller then',
    })
  }
}
