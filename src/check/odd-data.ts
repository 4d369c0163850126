import type { JsonObject } from '../json/schema.ts'
import { isJsonObject } from '../json/schema.ts'
import type { HttpTool } from '../model/tool.ts'
import type { Step } from '../yaml/cursor.ts'
import { mayHoldOddNumbers } from './odd-numbers.ts'

/** OddData is a value, or a key, that YAML may have read otherwise than the eye does. Which it is, only how it was written can say. */
export interface OddData {
  readonly kind: 'empty' | 'hole' | 'word' | 'key' | 'number'
  readonly value: unknown
  /** The way to it from the tool. */
  readonly steps: readonly Step[]
  readonly where: 'query' | 'body' | 'form' | 'arguments' | 'parameters'
}

// Several rules ask about one tool in turn; it is searched once.
let latest: { readonly tool: HttpTool; readonly found: readonly OddData[] } | undefined

/**
 * oddDataOf looks at what a tool sends, and at the values that its parameters and examples list, where a value may be of any type. Nearly every tool
 * has nothing of the kind.
 */
export function oddDataOf(tool: HttpTool): readonly OddData[] {
  if (latest?.tool !== tool) latest = { tool, found: search(tool) }
  return latest.found
}

interface Search {
  readonly where: OddData['where']
  readonly hasOddNumbers: boolean
  readonly steps: Step[]
  found: OddData[] | undefined
}

const nothing: readonly OddData[] = []

function search(tool: HttpTool): readonly OddData[] {
  const { request, parameters, examples, at } = tool
  const hasOddNumbers = mayHoldOddNumbers(at.document)
  const found: OddData[] = []
  const walk = (where: OddData['where'], steps: Step[], value: unknown): void => {
    const each: Search = { where, hasOddNumbers, steps, found: undefined }
    look(value, each)
    // One by one: as arguments of a call, a hundred thousand do not fit on the stack.
    for (const one of each.found ?? []) found.push(one)
  }
  for (const [name, value] of request.query) walk('query', ['request', 'query', name], value)
  if (request.body !== undefined && request.body !== null) walk('body', ['request', 'body'], request.body)
  for (const [name, value] of request.form ?? []) walk('form', ['request', 'form', name], value)
  for (const [index, example] of examples.entries()) walk('arguments', ['examples', index, 'arguments'], example.arguments)
  for (const { name, schema } of parameters) {
    for (const list of lists) if (schema[list] !== undefined) walk('parameters', ['parameters', name, list], schema[list])
  }
  return found.length === 0 ? nothing : found
}

const lists = ['enum', 'const', 'default', 'examples'] as const

function look(value: unknown, search: Search): void {
  switch (typeof value) {
    case 'string':
      if (value.length <= 3 && words.has(value)) add('word', value, search)
      return
    case 'number':
      if (search.hasOddNumbers) add('number', value, search)
      return
    case 'object':
      if (value === null) add('empty', value, search)
      else if (Array.isArray(value)) lookAtAll(value, search)
      else if (isJsonObject(value)) lookInto(value, search)
      return
    default:
  }
}

function lookAtAll(items: readonly unknown[], search: Search): void {
  for (let index = 0; index < items.length; index += 1) {
    search.steps.push(index)
    look(items[index], search)
    search.steps.pop()
  }
}

function lookInto(mapping: JsonObject, search: Search): void {
  const keys = Object.keys(mapping)
  const [only = ''] = keys
  if (keys.length === 1 && mapping[only] === null && /^[A-Za-z_]\w*$/.test(only)) return add('hole', only, search)
  for (const key of keys) {
    search.steps.push(key)
    if (key.length <= 3 && key.length >= 2 && words.has(key)) add('key', key, search)
    look(mapping[key], search)
    search.steps.pop()
  }
}

function add(kind: OddData['kind'], value: unknown, search: Search): void {
  search.found ??= []
  search.found.push({ kind, value, steps: [...search.steps], where: search.where })
}

const words = new Set(
  ['y', 'n', 'yes', 'no', 'on', 'off'].flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]),
)
