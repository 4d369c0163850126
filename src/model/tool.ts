import type { JsonObject } from '../json/schema.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'
import type { Parameter } from './parameter.ts'
import { type Placeholder, placeholdersOf, wholePlaceholder } from './template.ts'

/** Method is an HTTP method that a tool may use. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Speech is what surrounds a call for the person on the line. */
export interface Speech {
  /** The question that the caller answers with yes before the tool runs; `{name}` reads a parameter back. */
  readonly confirmation: string | undefined
  /** `force`: the agent always says something before the call; `auto`: it decides. */
  readonly preSpeech: 'auto' | 'force'
  readonly executionAudio: 'none' | 'typing' | 'waiting_music'
  /** How long the agent waits for an answer. */
  readonly timeoutSeconds: number
}

/** Example is one call worth repeating: arguments and what is expected of the answer. */
export interface Example {
  readonly name: string
  readonly arguments: JsonObject
  readonly expectedStatus: number | undefined
  readonly at: Cursor
}

/** RequestTemplate is a request as declared, with its holes; what is sent is built from it. */
export interface RequestTemplate {
  readonly method: Method
  readonly path: string
  /** In the file's order. A list repeats the key. */
  readonly query: readonly (readonly [name: string, value: unknown])[]
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Any JSON value with holes in its texts; undefined: no body. */
  readonly body: unknown
  /** Every text in which a hole may stand; made once, because many rules ask. */
  readonly texts: readonly TemplateText[]
  /** Every hole of those texts, in their order. */
  readonly holes: readonly Hole[]
}

/** ResponseRule is what becomes of the answer before the agent sees it. */
interface ResponseRule {
  /** A JMESPath expression, or undefined: the whole answer. */
  readonly select: string | undefined
  /** What the agent hears instead of a raw error, by status. */
  readonly errors: ReadonlyMap<number, string>
}

/** HttpTool is one action of an HTTP integration. */
export interface HttpTool extends Speech {
  readonly name: string
  readonly description: string
  readonly parameters: readonly Parameter[]
  readonly request: RequestTemplate
  readonly response: ResponseRule
  readonly examples: readonly Example[]
  readonly at: Cursor
}

/** McpToolRule is what our side adds to one tool of an MCP server. Undefined: not said, so the default holds. */
export interface McpToolRule extends Speech {
  readonly name: string
  readonly examples: readonly Example[]
  readonly at: Cursor
}

/** mayChange tells whether a method may change something on the server. */
export function mayChange(method: Method): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** TemplateText is one text of a request in which a hole may stand. */
export interface TemplateText {
  readonly text: string
  readonly where: 'path' | 'query' | 'header' | 'body'
  /** The way to it from the tool. */
  readonly steps: readonly Step[]
}

/** Hole is a placeholder with the text it stands in. */
export interface Hole extends Placeholder {
  readonly in: TemplateText
  /** Whether the text is nothing but this hole, so that the value keeps its type. */
  readonly isWhole: boolean
}

type Written = Omit<RequestTemplate, 'texts' | 'holes'>

/** requestTemplate completes a request as written with the list of its texts and holes. */
export function requestTemplate({ method, path, query, headers, body }: Written): RequestTemplate {
  const texts: TemplateText[] = [{ text: path, where: 'path', steps: ['request', 'path'] }]
  for (const [name, value] of query) collectTexts(value, { where: 'query', steps: ['request', 'query', name] }, texts)
  for (const [name, text] of headers) texts.push({ text, where: 'header', steps: ['request', 'headers', name] })
  collectTexts(body, { where: 'body', steps: ['request', 'body'] }, texts)
  const holes: Hole[] = []
  for (const text of texts) {
    if (!text.text.includes('{')) continue
    const isWhole = wholePlaceholder(text.text) !== undefined
    for (const { kind, name, written } of placeholdersOf(text.text)) holes.push({ kind, name, written, in: text, isWhole })
  }
  return { method, path, query, headers, body, texts, holes }
}

function collectTexts(value: unknown, { where, steps }: Omit<TemplateText, 'text'>, into: TemplateText[]): void {
  if (typeof value === 'string') into.push({ text: value, where, steps })
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) collectTexts(item, { where, steps: [...steps, key] }, into)
  }
}
