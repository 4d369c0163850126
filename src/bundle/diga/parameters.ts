import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import type { Step } from '../../yaml/cursor.ts'
import type { CanonicalHttpTool } from '../canonical.ts'
import type { Notebook } from '../loss.ts'
import { constraintsInWords, sentencesOf } from '../words.ts'
import type { DataType, Field } from './api.ts'

/** ToolParameter is a parameter of a tool as the canonical bundle has it. */
export interface ToolParameter {
  readonly name: string
  readonly schema: JsonObject
  readonly required: boolean
}

/** parameterNamed finds a parameter of a tool in its input schema. */
export function parameterNamed({ input_schema }: CanonicalHttpTool, name: string): ToolParameter | undefined {
  const { properties, required } = input_schema
  const schema = isJsonObject(properties) ? Object.getOwnPropertyDescriptor(properties, name)?.value : undefined
  return isJsonObject(schema) ? { name, schema, required: Array.isArray(required) && required.includes(name) } : undefined
}

/** Slot is where a value that the model fills goes: a field's name, and the place in the file to blame. */
export interface Slot {
  readonly name: string
  readonly required: boolean
  readonly steps: readonly Step[]
  /** What the value is called in remarks. */
  readonly label: string
  readonly notebook: Notebook
}

/** filledField writes a value that the model fills as a field. What the field has no place for goes into its description; undefined: refused. */
export function filledField(schema: JsonObject, slot: Slot): Field | undefined {
  const dataType = dataTypeOf(schema, slot)
  if (dataType === undefined) return undefined
  const description = descriptionOf(schema, slot)
  return {
    name: slot.name,
    data_type: dataType,
    ...(description === '' ? {} : { description }),
    required: slot.required,
    value_source: 'llm',
    ...(dataType === 'object' ? { properties: innerFields(schema, slot) } : {}),
  }
}

const noArrays = 'let the API take a text with separators instead, or take the tool out of the agent for this target'

const dataTypes: Readonly<Record<string, DataType>> = { string: 'string', integer: 'integer', number: 'number', boolean: 'boolean', object: 'object' }

function dataTypeOf(schema: JsonObject, { notebook, steps, label }: Slot): DataType | undefined {
  const types = typesOf(schema)
  const [type, ...others] = types.filter((name) => name !== 'null')
  const dataType = dataTypes[type ?? '']
  if (dataType !== undefined && others.length === 0) {
    if (types.length > 1) notebook.lose({ subject: 'schema', steps: [...steps, 'type'], message: `${label} can no longer be null` })
    return dataType
  }
  const isArray = type === 'array' && others.length === 0
  notebook.refuse({
    subject: 'schema',
    steps: Object.hasOwn(schema, 'type') ? [...steps, 'type'] : steps,
    ...(isArray
      ? { message: `${label} is an array, and Diga has no arrays in requests`, hint: noArrays }
      : { message: `${label} has no single type of string, integer, number, boolean or object`, hint: 'give it one of these types' }),
  })
  return undefined
}

/** Types that a schema names, or that its only values have. */
function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema
  if (type !== undefined) return [type].flat().map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one)))
  const values = Array.isArray(schema['enum']) ? schema['enum'] : Object.hasOwn(schema, 'const') ? [schema['const']] : []
  return [...new Set(values.map((value: unknown) => (value === null ? 'null' : typeof value)))]
}

function descriptionOf(schema: JsonObject, { notebook, steps, label }: Slot): string {
  const { said, words, unsaid } = constraintsInWords(schema)
  for (const keyword of unsaid) {
    notebook.refuse({
      subject: 'schema',
      steps: [...steps, keyword],
      message: `"${keyword}" of ${label} has no field in Diga, and cannot be said in a sentence`,
      hint: 'say it in the description and delete it, or take the tool out of the agent for this target',
    })
  }
  if (said.length > 0) {
    const keywords = said.map((keyword) => `"${keyword}"`).join(', ')
    const message = `${keywords} of ${label} become${said.length === 1 ? 's' : ''} words in the description, which Diga does not check`
    notebook.change({ subject: 'schema', steps: [...steps, said[0] ?? ''], message })
  }
  return sentencesOf(schema['description'], words)
}

function innerFields(schema: JsonObject, slot: Slot): readonly Field[] | null {
  const { properties, required, additionalProperties } = schema
  const names = Array.isArray(required) ? required : []
  if (isJsonObject(additionalProperties) || (additionalProperties === true && isJsonObject(properties))) {
    const steps = [...slot.steps, 'additionalProperties']
    slot.notebook.lose({ subject: 'schema', steps, message: `${slot.label} can no longer hold keys that are not named` })
  }
  if (!isJsonObject(properties)) return null
  return Object.entries(properties).flatMap(([name, inner]) => {
    const label = `"${name}" in ${slot.label}`
    const below = { ...slot, name, label, required: names.includes(name), steps: [...slot.steps, 'properties', name] }
    const field = filledField(isJsonObject(inner) ? inner : {}, below)
    return field === undefined ? [] : [field]
  })
}
