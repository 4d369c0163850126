import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { type Part, partsOf, placeholdersOf, wholePlaceholder } from '../../model/template.ts'
import type { Step } from '../../yaml/cursor.ts'
import type { CanonicalHttpTool } from '../canonical.ts'
import type { Notebook } from '../loss.ts'
import { pointerOf } from '../../json/pointer.ts'
import { sentencesOf } from '../words.ts'
import type { DataType, Field, PathField } from './api.ts'
import { filledField, parameterNamed } from './parameters.ts'

/** Carrying is one tool on its way into Diga. */
export interface Carrying {
  readonly tool: CanonicalHttpTool
  readonly notebook: Notebook
}

interface Leaf {
  readonly name: string
  readonly where: 'query' | 'body'
  readonly steps: readonly Step[]
}

/** queryFields writes the query of a request as Diga's fields. */
export function queryFields(carrying: Carrying): readonly Field[] {
  const { query } = carrying.tool.request
  return query.flatMap(({ name, value }) => fieldOf(value, { name, where: 'query', steps: ['request', 'query', name] }, carrying))
}

/** bodyFields writes the JSON body of a request as Diga's fields. */
export function bodyFields(carrying: Carrying): readonly Field[] {
  const { body, form } = carrying.tool.request
  if (form !== undefined) refuseForm(carrying)
  if (body === undefined) return []
  if (isJsonObject(body)) return objectFields(body, ['request', 'body'], carrying)
  carrying.notebook.refuse({
    subject: 'request',
    steps: ['request', 'body'],
    message: `the body is ${Array.isArray(body) ? 'an array' : 'a single value'}, and Diga writes bodies as an object of named fields`,
    hint: 'send an object, or take the tool out of the agent for this target',
  })
  return []
}

/** docs.diga.io and its API know bodies of named fields, and no other type than JSON (facts of 2026-11-22). */
function refuseForm({ notebook }: Carrying): void {
  notebook.refuse({
    subject: 'request',
    steps: ['request', 'form'],
    message: 'the body is a form, and Diga sends bodies as JSON',
    hint: 'send the same fields under body if the API takes JSON too, or take the tool out of the agent for this target',
  })
}

function objectFields(value: JsonObject, steps: readonly Step[], carrying: Carrying): readonly Field[] {
  return Object.entries(value).flatMap(([name, item]) => fieldOf(item, { name, where: 'body', steps: [...steps, name] }, carrying))
}

function fieldOf(value: unknown, leaf: Leaf, carrying: Carrying): readonly Field[] {
  if (/\s|^$/.test(leaf.name)) return refused(leaf, carrying, { what: 'has a name with spaces, which Diga does not take', hint: 'rename the field' })
  if (typeof value === 'string') return textField(value, leaf, carrying)
  if (typeof value === 'number') return [{ ...fixed(leaf), data_type: Number.isInteger(value) ? 'integer' : 'number', fixed_value: value }]
  if (typeof value === 'boolean') return [{ ...fixed(leaf), data_type: 'boolean', fixed_value: value }]
  if (isJsonObject(value)) {
    const properties = objectFields(value, leaf.steps, carrying)
    // The model is asked for the inner fields only; an object of nothing but optional ones is itself optional.
    const required = properties.length === 0 || properties.some((field) => field.required)
    return [{ name: leaf.name, data_type: 'object', required, value_source: 'llm', properties }]
  }
  return refused(leaf, carrying, Array.isArray(value) ? noArrays : noNull)
}

interface Reason {
  readonly what: string
  readonly hint: string
}

const noArrays: Reason = { what: 'is an array, and Diga has no arrays in requests', hint: 'let the API take a text with separators instead' }
const noNull: Reason = { what: 'is a constant null, and a fixed value of null means none in Diga', hint: 'leave the field out' }
const noObject: Reason = { what: 'is an object, and Diga has no objects in a query', hint: 'send it in the body' }

function textField(text: string, leaf: Leaf, carrying: Carrying): readonly Field[] {
  const whole = wholePlaceholder(text)
  if (whole?.kind === 'parameter') return parameterField(whole.name, leaf, carrying)
  if (whole?.kind === 'variable') {
    // [INFER] No page shows the template of a dynamic parameter; the variable's own syntax is the best guess (facts of 2026-11-22).
    return [{ ...fixed(leaf), data_type: 'string', value_source: 'dynamic', fixed_value: `{{${whole.name}}}` }]
  }
  if (placeholdersOf(text).some(({ kind }) => kind !== 'environment')) {
    const what = `is a text with a hole in it ("${text}"), and Diga fills whole values only`
    return refused(leaf, carrying, { what, hint: 'send the value alone, as "{name}", and let the API put the text together' })
  }
  noteEnvironment(text, leaf.steps, carrying)
  return [{ ...fixed(leaf), data_type: 'string', fixed_value: text }]
}

function parameterField(name: string, leaf: Leaf, { tool, notebook }: Carrying): readonly Field[] {
  const parameter = parameterNamed(tool, name)
  if (parameter === undefined) {
    const reason = { what: `is filled from "{${name}}", which is no parameter`, hint: `declare "${name}" under parameters` }
    return refused(leaf, { tool, notebook }, reason)
  }
  const isRenamed = leaf.name !== name
  if (isRenamed) {
    notebook.change({
      subject: 'name',
      steps: ['parameters', name],
      message: `parameter "${name}" is called "${leaf.name}" there, after its field; its description says so`,
    })
  }
  const steps = ['parameters', name]
  const field = filledField(parameter.schema, { name: leaf.name, required: parameter.required, steps, label: `parameter "${name}"`, notebook })
  if (field === undefined) return []
  if (field.data_type === 'object' && leaf.where === 'query') return refused(leaf, { tool, notebook }, noObject)
  // The tool's description and confirmation may speak of `{order_id}`: the model has to know which field that is.
  return [isRenamed ? { ...field, description: sentencesOf(field.description, `Elsewhere called "${name}".`) } : field]
}

function fixed({ name }: Leaf): { readonly name: string; readonly required: true; readonly value_source: 'fixed' } {
  return { name, required: true, value_source: 'fixed' }
}

function refused({ where, steps }: Leaf, { notebook }: Carrying, { what, hint }: Reason): readonly Field[] {
  const label = where === 'query' ? `query parameter "${steps.at(-1)}"` : `body field ${pointerOf(steps.slice(2))}`
  notebook.refuse({ subject: 'request', steps, message: `${label} ${what}`, hint: `${hint}, or take the tool out of the agent for this target` })
  return []
}

/** noteEnvironment says where a value from the environment will stand readable. */
export function noteEnvironment(text: string, steps: readonly Step[], { notebook }: Pick<Carrying, 'notebook'>): void {
  const names = placeholdersOf(text).filter(({ kind }) => kind === 'environment')
  if (names.length === 0) return
  notebook.lose({
    subject: 'credentials',
    steps,
    message: `the value of ${names.map(({ written }) => written).join(', ')} stands readable in Diga's configuration of the tool`,
    hint: 'put no secret there; only auth_key is stored encrypted',
  })
}

/** Endpoint is a path with Diga's placeholders, and what fills them. */
export interface Endpoint {
  readonly endpoint_path: string
  readonly path: readonly PathField[]
}

/** endpointOf writes the path of a request with Diga's placeholders. */
export function endpointOf(carrying: Carrying): Endpoint {
  const { tool } = carrying
  const parts = partsOf(tool.request.path)
  const fields = new Map<string, PathField>()
  const written = parts.map((part) => pathPart(part, { carrying, fields }))
  if (placeholdersOf(tool.request.path).some(({ kind }) => kind === 'parameter')) {
    carrying.notebook.lose({
      subject: 'request',
      steps: ['request', 'path'],
      message: 'no page of Diga says that what the caller says is encoded in a path: it might reach another address below the same host',
      hint: 'let the API refuse values that it does not know, or send the value in the query',
    })
  }
  return { endpoint_path: written.join(''), path: [...fields.values()] }
}

function pathPart(part: Part, { carrying, fields }: { carrying: Carrying; fields: Map<string, PathField> }): string {
  if (part.kind === 'words') return part.text
  if (part.kind === 'environment') {
    noteEnvironment(part.written, ['request', 'path'], carrying)
    return part.written
  }
  const field = part.kind === 'parameter' ? pathParameter(part.name, carrying) : pathVariable(part.name, carrying)
  if (field !== undefined) fields.set(field.name, field)
  return `{${part.name}}`
}

function pathParameter(name: string, { tool, notebook }: Carrying): PathField | undefined {
  const schema = parameterNamed(tool, name)?.schema
  const steps = ['parameters', name]
  const slot = { name, required: true, steps, label: `parameter "${name}"`, notebook }
  const field = schema === undefined ? undefined : filledField(schema, slot)
  if (schema === undefined || field?.data_type === 'object') {
    const message = `the hole {${name}} of the path is ${schema === undefined ? 'no parameter' : 'an object, which no path can hold'}`
    const hint = `make "${name}" a parameter of type string, integer, number or boolean`
    notebook.refuse({ subject: 'request', steps: ['request', 'path'], message, hint })
  }
  if (field === undefined) return undefined
  const words = typeInWords[field.data_type]
  if (words !== undefined) {
    const message = `the type of parameter "${name}" becomes words in the description: values in a path are texts in Diga`
    notebook.change({ subject: 'schema', steps: [...steps, 'type'], message })
  }
  const description = sentencesOf(field.description, words ?? '')
  return { name, ...(description === '' ? {} : { description }), required: true, value_source: 'llm' }
}

const typeInWords: Readonly<Partial<Record<DataType, string>>> = { integer: 'A whole number.', number: 'A number.', boolean: 'Either true or false.' }

function pathVariable(name: string, { tool, notebook }: Carrying): PathField | undefined {
  const isTaken = parameterNamed(tool, name) !== undefined
  if (isTaken || !/^\w+$/.test(name)) {
    notebook.refuse({
      subject: 'request',
      steps: ['request', 'path'],
      message: `the call variable "{{${name}}}" in the path ${isTaken ? 'has the name of a parameter' : 'cannot name a hole of a Diga path'}`,
      hint: isTaken ? 'rename the parameter' : 'send the variable in the query or body',
    })
    return undefined
  }
  return { name, required: true, value_source: 'dynamic', fixed_value: `{{${name}}}` }
}
