import { isJsonObject } from '../json/schema.ts'
import type { Integration } from '../model/integration.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'

/** MachineText is a text that a machine compares letter by letter: an address, a name, a pattern. */
export interface MachineText {
  readonly text: string
  readonly at: Cursor
  readonly steps: readonly Step[]
  /** Whether it is a key and not a value. */
  readonly isKey: boolean
}

/** machineTexts goes through such texts of an integration. What people read or say is none. */
export function* machineTexts(integration: Integration): Generator<MachineText> {
  const { at } = integration
  const value = (text: string, ...steps: readonly Step[]): MachineText => ({ text, at, steps, isKey: false })
  if (integration.type === 'mcp') {
    const { program } = integration
    if (program === undefined) yield value(integration.url, 'url')
    else yield value(program.command, 'command')
    for (const [index, word] of (program?.args ?? []).entries()) yield value(word, 'args', index)
    for (const [index, name] of (integration.include ?? []).entries()) yield value(name, 'tools', 'include', index)
    return
  }
  yield value(integration.baseUrl, 'base_url')
  for (const [name, text] of integration.headers) yield value(text, 'headers', name)
  for (const tool of integration.tools) {
    for (const { text, steps, where } of tool.request.texts) if (where !== 'body') yield { text, at: tool.at, steps, isKey: false }
    for (const [name] of tool.request.query) yield { text: name, at: tool.at, steps: ['request', 'query', name], isKey: true }
    for (const [name] of tool.request.form ?? []) yield { text: name, at: tool.at, steps: ['request', 'form', name], isKey: true }
    yield* bodyKeys(tool.request.body, tool.at)
    if (tool.response.select !== undefined) yield { text: tool.response.select, at: tool.at, steps: ['response', 'select'], isKey: false }
    for (const { schema, at: parameter } of tool.parameters) {
      const { pattern, enum: values, examples } = schema
      if (typeof pattern === 'string') yield { text: pattern, at: parameter, steps: ['pattern'], isKey: false }
      yield* listed(values, 'enum', parameter)
      yield* listed(examples, 'examples', parameter)
    }
  }
}

function* listed(values: unknown, key: string, at: Cursor): Generator<MachineText> {
  if (!Array.isArray(values)) return
  for (const [index, text] of values.entries()) if (typeof text === 'string') yield { text, at, steps: [key, index], isKey: false }
}

/** In a list, for a body may be deep: what a generator in a generator gives goes through the hands of all of them. */
function bodyKeys(body: unknown, at: Cursor): readonly MachineText[] {
  const found: MachineText[] = []
  const walk = (value: unknown, steps: readonly Step[]): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...steps, index])
    if (!isJsonObject(value)) return
    for (const [key, item] of Object.entries(value)) {
      const here = [...steps, key]
      found.push({ text: key, at, steps: here, isKey: true })
      walk(item, here)
    }
  }
  walk(body, ['request', 'body'])
  return found
}
