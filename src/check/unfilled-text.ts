import { isJsonObject } from '../json/schema.ts'
import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import type { Step } from '../yaml/cursor.ts'

/** UnfilledText is a text of a tool in which nothing is ever filled, though it holds a brace. */
export interface UnfilledText {
  readonly tool: HttpTool
  readonly text: string
  /** The way to it from the tool. */
  readonly steps: readonly Step[]
  /** Who gets it as it is: the model reads words, the agent says what an error text says, a server is sent a value, `select` picks nothing by it. */
  readonly role: 'words' | 'error' | 'value' | 'select'
}

// Two rules ask about one integration in turn; it is searched once.
let latest: { readonly integration: HttpIntegration; readonly texts: readonly UnfilledText[] } | undefined

/** unfilledTexts lists such texts of all tools. Most have none, so places are only worked out where there is one. */
export function unfilledTexts(integration: HttpIntegration): readonly UnfilledText[] {
  if (latest?.integration !== integration) latest = { integration, texts: search(integration) }
  return latest.texts
}

function search({ tools }: HttpIntegration): readonly UnfilledText[] {
  const found: UnfilledText[] = []
  for (const tool of tools) {
    if (tool.description.includes('{')) found.push({ tool, text: tool.description, steps: ['description'], role: 'words' })
    for (const [status, text] of tool.response.errors) {
      if (text.includes('{')) found.push({ tool, text, steps: ['response', 'errors', String(status)], role: 'error' })
    }
    const { select } = tool.response
    if (select?.includes('{') === true) found.push({ tool, text: select, steps: ['response', 'select'], role: 'select' })
    for (const { name, schema } of tool.parameters) if (hasBrace(schema)) collect(schema, ['parameters', name], tool, found)
    for (const [index, example] of tool.examples.entries()) {
      if (hasBrace(example.arguments)) collect(example.arguments, ['examples', index, 'arguments'], tool, found)
    }
  }
  return found
}

// Walked by keys: entries would be made and thrown away for every parameter of a project.
function hasBrace(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{')
  if (Array.isArray(value)) return value.some(hasBrace)
  if (!isJsonObject(value)) return false
  for (const key of Object.keys(value)) if (!isPattern(key, value[key]) && hasBrace(value[key])) return true
  return false
}

/** Regular expressions have braces of their own. */
function isPattern(key: string, value: unknown): boolean {
  return key === 'pattern' && typeof value === 'string'
}

function collect(value: unknown, steps: readonly Step[], tool: HttpTool, found: UnfilledText[]): void {
  const last = steps.at(-1)
  if (typeof value === 'string') {
    if (!value.includes('{')) return
    found.push({ tool, text: value, steps, role: steps[0] === 'parameters' && (last === 'description' || last === 'title') ? 'words' : 'value' })
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) if (!isPattern(key, item)) collect(item, [...steps, key], tool, found)
  }
}
